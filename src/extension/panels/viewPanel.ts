import { env, l10n, Uri, type WebviewPanel } from 'vscode';
import { styleSheets, viewPage, type ViewName } from './viewPage.ts';

/** Gives a panel its icon and the page of the named view, which loads from the extension alone. */
export function showView(panel: WebviewPanel, extension: Uri, view: ViewName): void {
  const { webview } = panel;
  const within = (...path: string[]): Uri => Uri.joinPath(extension, ...path);
  const loaded = (...path: string[]): string => webview.asWebviewUri(within(...path)).toString();
  webview.options = {
    enableScripts: true,
    localResourceRoots: [within('dist'), within('media')],
  };
  panel.iconPath = {
    light: within('media', 'preview-light.svg'),
    dark: within('media', 'preview-dark.svg'),
  };
  webview.html = viewPage({
    view,
    script: loaded('dist', 'webview.js'),
    styles: styleSheets(view).map((name) => loaded('media', name)),
    source: webview.cspSource,
    nonce: crypto.randomUUID(),
    language: env.language,
    texts: l10n.bundle ?? {},
  });
}
