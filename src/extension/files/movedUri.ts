import type { Uri } from 'vscode';

/** Whether a document is a file, or is somewhere in a folder, that is named. */
export function isWithin(uri: Uri, place: Uri): boolean {
  if (uri.scheme !== place.scheme || uri.authority !== place.authority) return false;
  return uri.path === place.path || uri.path.startsWith(`${place.path}/`);
}

/** Where a document is after a rename of it or of a folder that it is in; undefined if it stays. */
export function movedUri(uri: Uri, oldUri: Uri, newUri: Uri): Uri | undefined {
  if (!isWithin(uri, oldUri)) return undefined;
  return uri.with({ path: newUri.path + uri.path.slice(oldUri.path.length) });
}
