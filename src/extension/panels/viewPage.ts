/** The views; a page names its own to the script. */
export type ViewName = 'complex' | 'run' | 'entropy' | 'interventions' | 'progression';

/** The parts of `media` that style a view besides `base`, in the order in which they come. */
const parts: Readonly<Record<ViewName, readonly string[]>> = {
  complex: [
    ...['controls', 'picture', 'card', 'notices', 'help'],
    ...['statistics', 'guide', 'table', 'legend', 'panes'],
  ],
  progression: [
    'controls',
    'picture',
    'card',
    'notices',
    'help',
    'legend',
    'progression',
    'events',
  ],
  run: ['controls', 'help', 'plots', 'run', 'sweep'],
  interventions: ['controls', 'help', 'plots', 'run', 'interventions'],
  entropy: ['controls', 'picture', 'notices', 'help', 'table', 'legend', 'entropy'],
};

/** Files in `media` that style a view: one for each of its parts. */
export function styleSheets(view: ViewName): readonly string[] {
  return ['base', ...parts[view]].map((name) => `${name}.css`);
}

/** Where the page of a view finds its parts. */
export interface PageParts {
  readonly view: ViewName;
  readonly script: string;
  readonly styles: readonly string[];
  /** The source that the browser may load styles, images and fonts from. */
  readonly source: string;
  /** Fresh for every page. */
  readonly nonce: string;
  /** The language of VS Code, as in `de`, and its texts by their English originals. */
  readonly language: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** The page of a view: one script and its style sheets, and nothing else may run or be fetched. */
export function viewPage({
  view,
  script,
  styles,
  source,
  nonce,
  language,
  texts,
}: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    // The controls probe the browser for :focus-visible with an empty style element of their own and
    // sign it with the nonce that they find in the meta element.
    `style-src ${source} 'nonce-${nonce}'`,
    `img-src ${source} data: blob:`,
    `font-src ${source}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta property="csp-nonce" content="${nonce}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${styles.map((style) => `<link rel="stylesheet" href="${style}">`).join('\n    ')}
    <title>Fold Complex</title>
  </head>
  <body>
    <div id="app" data-view="${view}"></div>
    <script id="texts" type="application/json">${inScript(texts)}</script>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}

/** As JSON inside an element whose content ends at the first `</`. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
