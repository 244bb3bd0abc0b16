import { crc32 } from '../numeric/checksum.ts';

/** The bytes before the second chunk of a PNG: the signature, and the header in the first chunk. */
const headerEnd = 8 + 25;

/**
 * A PNG that says how many pixels there are to the inch, so that programs show and print it in its
 * true size.
 */
export function withResolution(
  png: Uint8Array<ArrayBuffer>,
  dotsPerInch: number,
): Uint8Array<ArrayBuffer> {
  const perMetre = Math.round(dotsPerInch / 0.0254);
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4); // pHYs
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  view.setUint8(16, 1); // The unit is the metre.
  view.setUint32(17, crc32(chunk, 4, 17));
  const result = new Uint8Array(png.length + chunk.length);
  result.set(png.subarray(0, headerEnd));
  result.set(chunk, headerEnd);
  result.set(png.subarray(headerEnd), headerEnd + chunk.length);
  return result;
}
