import type { Complex } from '../complex/complex.ts';
import type { FoldTable } from '../network/folds.ts';
import { sceneHeight, type Frame } from './frame.ts';
import { heightAt, type Sheet } from './sheet.ts';

/** The lines on a surface, sorted by what they mean: x, y, z of both ends in the scene. */
export interface FoldLines {
  /** One array per layer of the network. */
  readonly layers: readonly Float32Array[];
  /** Where the largest output changes inside a cell. */
  readonly ties: Float32Array;
  readonly border: Float32Array;
}

/** Every edge of the complex, and every tie inside its cells, once, lying on the sheet. */
export function foldLines(
  complex: Complex,
  folds: FoldTable,
  sheet: Sheet,
  frame: Frame,
): FoldLines {
  const layerCount = folds.firstOfLayer.length - 1;
  const border = layerCount + 1;
  const ties = layerCount;
  const kindOf = (k: number, p: number): number => {
    const edge = sheet.side[k];
    if (edge < 0) return sheet.top[p] < -1 - edge ? ties : -1;
    const left = complex.edgeCells[2 * edge];
    const owner = left >= 0 ? left : complex.edgeCells[2 * edge + 1];
    if (sheet.cell[p] !== owner) return -1;
    const fold = complex.edgeFold[edge];
    return fold < 0 ? border : folds.layer[fold];
  };

  const corners = sheet.start[sheet.count];
  const kinds = new Int32Array(corners);
  const counts = new Uint32Array(layerCount + 2);
  for (let p = 0; p < sheet.count; p++) {
    for (let k = sheet.start[p]; k < sheet.start[p + 1]; k++) {
      kinds[k] = kindOf(k, p);
      if (kinds[k] >= 0) counts[kinds[k]]++;
    }
  }

  const segments = Array.from(counts, (count) => new Float32Array(6 * count));
  const filled = new Uint32Array(layerCount + 2);
  for (let p = 0; p < sheet.count; p++) {
    const first = sheet.start[p];
    const end = sheet.start[p + 1];
    for (let k = first; k < end; k++) {
      const kind = kinds[k];
      if (kind < 0) continue;
      const to = segments[kind];
      const at = 6 * filled[kind]++;
      writePoint(to, at, sheet, frame, p, k);
      writePoint(to, at + 3, sheet, frame, p, k + 1 < end ? k + 1 : first);
    }
  }
  return { layers: segments.slice(0, layerCount), ties: segments[ties], border: segments[border] };
}

function writePoint(
  to: Float32Array,
  at: number,
  sheet: Sheet,
  frame: Frame,
  piece: number,
  corner: number,
): void {
  const x = sheet.xy[2 * corner];
  const y = sheet.xy[2 * corner + 1];
  to[at] = (x - frame.x) * frame.sx;
  to[at + 1] = (y - frame.y) * frame.sy;
  to[at + 2] = sceneHeight(frame, heightAt(sheet, piece, x, y));
}
