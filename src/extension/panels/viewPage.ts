/** The views. A bundle contains several; the page names the one to start. */
export type ViewName = 'complex' | 'progression' | 'entropy' | 'run' | 'interventions';

interface ViewFiles {
  /** The bundle in `dist`. */
  readonly script: string;
  /** The style sheets in `media` besides `base` and `menu`, in the order in which they are loaded. */
  readonly styles: readonly string[];
}

const files: Readonly<Record<ViewName, ViewFiles>> = {
  complex: {
    script: 'webview.js',
    styles: [
      ...['controls', 'picture', 'card', 'notices', 'help'],
      ...['statistics', 'guide', 'table', 'legend', 'panes'],
    ],
  },
  progression: {
    script: 'webview.js',
    styles: [
      ...['controls', 'picture', 'card', 'notices', 'help'],
      ...['legend', 'panes', 'progression', 'events'],
    ],
  },
  entropy: {
    script: 'entropy.js',
    styles: [
      ...['controls', 'picture', 'notices', 'help'],
      ...['table', 'legend', 'plots', 'entropy', 'figure'],
    ],
  },
  run: { script: 'entropy.js', styles: ['controls', 'help', 'plots', 'run', 'sweep', 'figure'] },
  interventions: {
    script: 'entropy.js',
    styles: ['controls', 'help', 'plots', 'run', 'interventions', 'figure'],
  },
};

/** What the bundles have in common, in `dist`. */
export const sharedScript = 'shared.js';

/** The bundle in `dist` that contains a view. */
export function scriptOf(view: ViewName): string {
  return files[view].script;
}

/** The style sheets of a view, by their names in `media`. */
export function styleSheets(view: ViewName): readonly string[] {
  return ['base', 'menu', ...files[view].styles].map((name) => `${name}.css`);
}

/** What the page of a view is made of. */
export interface PageParts {
  readonly view: ViewName;
  readonly script: string;
  /** Imported by the script. */
  readonly sharedScript: string;
  readonly styles: readonly string[];
  /** The source that the browser may load styles, images and fonts from. */
  readonly source: string;
  /** Fresh for every page. */
  readonly nonce: string;
  /** The language of VS Code, as in `de`, and its texts by their English originals. */
  readonly language: string;
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * The page of a view: its script, with what that imports, and its style sheets. Nothing else may run
 * or be fetched. What a module imports inherits its nonce.
 */
export function viewPage({
  view,
  script,
  sharedScript,
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
    <link rel="modulepreload" nonce="${nonce}" href="${sharedScript}">
    <title>Fold Complex</title>
  </head>
  <body>
    <div id="app" data-view="${view}"></div>
    <script id="texts" type="application/json">${inScript(texts)}</script>
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}

/** As JSON inside an element whose content ends at the first `</`. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
