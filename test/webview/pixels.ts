import type { Preview } from './harness.ts';

/** The stage as it is seen, with axes and marks, as PNG. */
export function stagePicture({ page }: Preview): Promise<Buffer> {
  return page.locator('.stage').screenshot();
}

/** How many clearly different colours the stage shows: a blank one has one or two. */
export async function stageColours(preview: Preview): Promise<number> {
  const png = (await stagePicture(preview)).toString('base64');
  return preview.page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) return 0;
    context.drawImage(bitmap, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const seen = new Map<number, number>();
    for (let i = 0; i < pixels.length; i += 4) {
      const key = ((pixels[i] >> 3) << 10) | ((pixels[i + 1] >> 3) << 5) | (pixels[i + 2] >> 3);
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    return [...seen.values()].filter((count) => count > 60).length;
  }, png);
}
