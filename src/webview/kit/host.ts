import type { WebviewApi } from 'vscode-webview';

/** Receives the messages of the extension. */
export type Listener<In> = (message: In) => void;

/** The extension, and the state that VS Code saves for this webview. */
export interface Host<Out> {
  send(message: Out): void;
  /** The state that `keep` saved, or undefined. */
  kept(): unknown;
  keep(state: unknown): void;
}

/** Connects to the extension, which sends `In` and receives `Out`. Messages arrive in order. */
export function connectHost<In, Out>(listener: Listener<In>): Host<Out> {
  const api: WebviewApi<unknown> = acquireVsCodeApi();
  // The content policy admits no other sender to the page.
  window.addEventListener('message', (event: MessageEvent<In>) => listener(event.data));
  return {
    send: (message) => api.postMessage(message),
    kept: () => api.getState(),
    keep: (state) => api.setState(state),
  };
}
