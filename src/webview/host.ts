import type { WebviewApi } from 'vscode-webview';
import type { FromView, ToView } from '../protocol/view.ts';

/** The other side: VS Code, which keeps what we say and tells what to show. */
export interface Host {
  send(message: FromView): void;
  /** What `keep` kept in this webview, or undefined. */
  kept(): unknown;
  keep(state: unknown): void;
}

/** Connects to VS Code. Messages reach the listener in order. */
export function connectHost(listener: (message: ToView) => void): Host {
  const api: WebviewApi<unknown> = acquireVsCodeApi();
  // The page has no other sender: the content policy keeps everything else out.
  window.addEventListener('message', (event: MessageEvent<ToView>) => listener(event.data));
  return {
    send: (message) => api.postMessage(message),
    kept: () => api.getState(),
    keep: (state) => api.setState(state),
  };
}
