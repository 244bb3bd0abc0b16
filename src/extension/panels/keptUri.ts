import { Uri } from 'vscode';

/** The document that a webview wrote down before the window was reloaded. */
export function keptUri(state: unknown): Uri | undefined {
  if (typeof state !== 'object' || state === null || !('uri' in state)) return undefined;
  return typeof state.uri === 'string' ? Uri.parse(state.uri) : undefined;
}
