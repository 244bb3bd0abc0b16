import { Uri, type Webview } from 'vscode';
import { previewPage } from './page.ts';

/** Folders that a preview may load from. */
export function resourceRoots(extension: Uri): Uri[] {
  return [Uri.joinPath(extension, 'dist'), Uri.joinPath(extension, 'media')];
}

/** The page of a preview in this webview. */
export function previewHtml(webview: Webview, extension: Uri): string {
  const within = (...path: string[]): string =>
    webview.asWebviewUri(Uri.joinPath(extension, ...path)).toString();
  return previewPage({
    script: within('dist', 'webview.js'),
    style: within('media', 'preview.css'),
    source: webview.cspSource,
    nonce: crypto.randomUUID(),
  });
}
