import type { FromPage } from '../../protocol/panel.ts';

/** Puts a PNG on the clipboard; where that takes no images, offers to save it under a name. */
export async function copyImage(
  image: Promise<Blob>,
  fileName: string,
  send: (message: FromPage) => void,
): Promise<void> {
  try {
    // The clipboard takes a promise, because it asks for the permission of the press at once.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
    send({ kind: 'imageCopied' });
  } catch {
    const png = new Uint8Array(await (await image).arrayBuffer());
    send({ kind: 'imageNotCopied', fileName, png });
  }
}
