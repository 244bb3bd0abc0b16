import type { WebviewApi } from 'vscode-webview';

/** Hears what VS Code says to a view. */
export type Listener<In> = (message: In) => void;

/** The other side: VS Code, which keeps what we say and tells what to show. */
export interface Host<Out> {
  send(message: Out): void;
  /** What `keep` kept in this webview, or undefined. */
  kept(): unknown;
  keep(state: unknown): void;
}

/** Connects to VS Code; `In` is what it says to this view, `Out` what it hears. Messages reach the listener in order. */
export function connectHost<In, Out>(listener: Listener<In>): Host<Out> {
  const api: WebviewApi<unknown> = acquireVsCodeApi();
  // The page has no other sender: the content policy keeps everything else out.
  window.addEventListener('message', (event: MessageEvent<In>) => listener(event.data));
  return {
    send: (message) => api.postMessage(message),
    kept: () => api.getState(),
    keep: (state) => api.setState(state),
  };
}
