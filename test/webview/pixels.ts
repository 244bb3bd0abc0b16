import { contrast } from '../../src/core/plot/colour.ts';
import type { Preview } from './harness.ts';

/** A PNG screenshot of the stage with axes and marks. */
export function stagePicture({ page }: Preview): Promise<Buffer> {
  return page.locator('.stage').screenshot();
}

/** The number of clearly different colours on the stage: a blank one has one or two. */
export async function stageColours(preview: Preview): Promise<number> {
  const counts = await colours(preview, await stagePicture(preview));
  return counts.filter(({ count }) => count > 60).length;
}

/**
 * The highest contrast with the background left of the vertical axis, where there are only numbers, if the
 * camera is fitted to a square domain seen from above.
 */
export async function tickContrast(preview: Preview): Promise<number> {
  const stage = await preview.page.locator('.stage').boundingBox();
  if (!stage) return 0;
  // The margins of the plot, as in `pointAt`. Axes end with the domain.
  const width = stage.width - 72;
  const left = stage.x + 58 + (width - Math.min(width, stage.height - 56)) / 2;
  const clip = { x: left - 50, y: stage.y + 60, width: 44, height: stage.height - 160 };
  const counts = await colours(preview, await preview.page.screenshot({ clip }));
  const [ground] = counts.toSorted((a, b) => b.count - a.count);
  return Math.max(...counts.map(({ colour }) => contrast(colour, ground.colour)));
}

interface ColourCount {
  readonly colour: readonly [number, number, number];
  readonly count: number;
}

/** The colours of a picture, rounded to multiples of 8. */
async function colours(preview: Preview, picture: Buffer): Promise<ColourCount[]> {
  return preview.page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) return [];
    context.drawImage(bitmap, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const seen = new Map<number, number>();
    for (let i = 0; i < pixels.length; i += 4) {
      const key = ((pixels[i] >> 3) << 10) | ((pixels[i + 1] >> 3) << 5) | (pixels[i + 2] >> 3);
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    return [...seen].map(([key, count]) => ({
      colour: [(key >> 10) << 3, ((key >> 5) & 31) << 3, (key & 31) << 3] as const,
      count,
    }));
  }, picture.toString('base64'));
}

/**
 * How strongly two pictures of the stage differ: the change of luminance, from 0 to 255, that a fifth of the
 * clearly different pixels exceed, and the number of these pixels.
 */
export async function changeBetween(
  { page }: Preview,
  before: Buffer,
  after: Buffer,
): Promise<{ readonly strength: number; readonly count: number }> {
  return page.evaluate(
    async (pictures) => {
      const [first, second] = await Promise.all(
        pictures.map(async (data) => {
          const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
          context?.drawImage(bitmap, 0, 0);
          return context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
        }),
      );
      const changes: number[] = [];
      for (let i = 0; i < first.length; i += 4) {
        const change = Math.abs(
          0.2126 * (second[i] - first[i]) +
            0.7152 * (second[i + 1] - first[i + 1]) +
            0.0722 * (second[i + 2] - first[i + 2]),
        );
        if (change >= 8) changes.push(change);
      }
      const strength = changes.sort((a, b) => b - a)[Math.floor(changes.length / 5)] ?? 0;
      return { strength, count: changes.length };
    },
    [before.toString('base64'), after.toString('base64')],
  );
}
