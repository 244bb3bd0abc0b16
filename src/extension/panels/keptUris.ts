import { Uri } from 'vscode';

/** The documents that a page kept in its state before the window was reloaded: `uri` or `uris`. */
export function keptUris(state: unknown): Uri[] {
  if (typeof state !== 'object' || state === null) return [];
  const kept: unknown = 'uris' in state ? state.uris : 'uri' in state ? [state.uri] : [];
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((uri: unknown) => (typeof uri === 'string' ? (parsedUri(uri) ?? []) : []));
}

/** Undefined for a text that is no URI. */
export function parsedUri(text: string): Uri | undefined {
  try {
    return Uri.parse(text, true);
  } catch {
    return undefined;
  }
}
