import { heightAt, type Sheet } from '../picture/surfacePieces.ts';

/** Height of every corner of a sheet. */
export function cornerHeights(sheet: Sheet): Float64Array {
  const heights = new Float64Array(sheet.start[sheet.count]);
  for (let p = 0; p < sheet.count; p++)
    for (let k = sheet.start[p]; k < sheet.start[p + 1]; k++)
      heights[k] = heightAt(sheet, p, sheet.xy[2 * k], sheet.xy[2 * k + 1]);
  return heights;
}
