import type { Page } from 'playwright-core';

/** Statistics of a picture that do not depend on its content. */
export interface Look {
  /** Colours that cover at least a thousandth of the picture. */
  readonly colours: number;
  /** The part of the picture that the most frequent colour covers, from 0 to 1. */
  readonly background: number;
}

/** Reads a PNG with the decoder of the browser. */
export async function lookAt(page: Page, png: Buffer): Promise<Look> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(
      context.getImageData(0, 0, image.width, image.height).data.buffer,
    );
    const counts = new Map<number, number>();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    const shares = [...counts.values()].map((count) => count / pixels.length);
    return {
      colours: shares.filter((share) => share >= 0.001).length,
      background: Math.max(...shares),
    };
  }, png.toString('base64'));
}
