import { Uri, type Webview } from 'vscode';

/** Folders that a preview may load from. */
export function resourceRoots(extension: Uri): Uri[] {
  return [Uri.joinPath(extension, 'dist'), Uri.joinPath(extension, 'media')];
}

/** The page of a preview: one script, one style sheet, and nothing else may run or be fetched. */
export function previewHtml(webview: Webview, extension: Uri): string {
  const script = webview.asWebviewUri(Uri.joinPath(extension, 'dist', 'webview.js'));
  const style = webview.asWebviewUri(Uri.joinPath(extension, 'media', 'preview.css'));
  const nonce = crypto.randomUUID();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${style.toString()}">
    <title>Fold Complex</title>
  </head>
  <body>
    <div id="app"></div>
    <script nonce="${nonce}" src="${script.toString()}"></script>
  </body>
</html>`;
}
