import type { Uri } from 'vscode';

/** Whether a document is the given file, or is in the given folder. */
export function isWithin(uri: Uri, place: Uri): boolean {
  if (uri.scheme !== place.scheme || uri.authority !== place.authority) return false;
  return uri.path === place.path || uri.path.startsWith(`${place.path}/`);
}

/**
 * The new URI of a document after a rename of it or of a folder that it is in; undefined if it does
 * not change.
 */
export function movedUri(uri: Uri, oldUri: Uri, newUri: Uri): Uri | undefined {
  if (!isWithin(uri, oldUri)) return undefined;
  return uri.with({ path: newUri.path + uri.path.slice(oldUri.path.length) });
}
