/** Where the page of a preview finds its parts. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** The source that the browser may load styles, images and fonts from. */
  readonly source: string;
  /** Fresh for every page. */
  readonly nonce: string;
}

/** The page of a preview: one script, one style sheet, and nothing else may run or be fetched. */
export function previewPage({ script, style, source, nonce }: PageParts): string {
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
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta property="csp-nonce" content="${nonce}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${style}">
    <title>Fold Complex</title>
  </head>
  <body>
    <div id="app"></div>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
