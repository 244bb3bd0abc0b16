import { open } from 'node:fs/promises';
import type { Uri } from 'vscode';

/**
 * The first bytes of a local file, without reading the rest of it; undefined for any other file.
 */
export async function readFileHead(
  { scheme, fsPath }: Pick<Uri, 'scheme' | 'fsPath'>,
  bytes: number,
): Promise<Uint8Array | undefined> {
  if (scheme !== 'file') return undefined;
  const file = await open(fsPath);
  try {
    const head = new Uint8Array(bytes);
    let filled = 0;
    for (let read = -1; read !== 0 && filled < bytes; filled += read)
      ({ bytesRead: read } = await file.read(head, filled, bytes - filled));
    return head.subarray(0, filled);
  } finally {
    await file.close();
  }
}
