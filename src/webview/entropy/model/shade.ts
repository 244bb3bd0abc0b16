import type { ColourTable } from '../../../core/plot/colour.ts';
import { memo } from '../../kit/memo.ts';
import { mostSheets, type SheetRaster } from '../../../core/entropy/sheetRaster.ts';

type Rgb = readonly [number, number, number];

/** The colour of a height: dark for collapsed states, bright for high entropy. */
export function shade(
  table: ColourTable,
  height: number,
  [lo, hi]: readonly [number, number],
): Rgb {
  const t = Math.min(1, Math.max(0, (height - lo) / (hi - lo)));
  const i = 3 * Math.round(255 * t);
  return [table[i], table[i + 1], table[i + 2]];
}

/** Horizontal width in pixels of the stripes of one sheet. */
const stripe = 7;

/**
 * The control plane seen from above, as r, g, b, a bytes. A pixel has the colour of the stable
 * state there, stripes if there are several, and is transparent if there is none. A policy that
 * nothing holds counts as one more, in the colour that it tends to.
 */
export function shadedPlane(
  { width, height, count, values, lost }: SheetRaster,
  table: ColourTable,
  range: readonly [number, number],
  pixelsPerUnit: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * width * height);
  // Writes whole pixels for speed, as this runs during drags.
  const words = new Uint32Array(pixels.buffer);
  const colours = wordsOf(table);
  const [lo, hi] = range;
  const scale = 255 / (hi - lo);
  const period = stripe * pixelsPerUnit;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const pixel = row * width + column;
      const sheets = count[pixel] + (lost?.at[pixel] ?? 0);
      if (sheets === 0) continue;
      const layer = sheets === 1 ? 0 : Math.floor((row + column) / period) % sheets;
      const value =
        lost && layer === count[pixel] ? lost.value : values[mostSheets * pixel + layer];
      const level = (value - lo) * scale;
      words[pixel] = colours[Math.round(Math.min(255, Math.max(0, level)))];
    }
  return pixels;
}

/** The opaque colours of a table as pixels, in the byte order of this machine. */
const wordsOf = memo((table: ColourTable): Uint32Array => {
  const bytes = new Uint8Array(4 * 256).fill(255);
  for (let i = 0; i < 256; i++) bytes.set(table.subarray(3 * i, 3 * i + 3), 4 * i);
  return new Uint32Array(bytes.buffer);
});
