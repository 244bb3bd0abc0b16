import type { Complex } from '../complex/complex.ts';
import type { FoldTable } from '../network/folds.ts';
import { isDeadEdge, type RegionKind } from './joined.ts';
import type { Sheet } from './sheet.ts';

/** The sides of a sheet's pieces that are lines of the picture, each line once. */
export interface SheetSides {
  /** One array per layer of the network: the two corners of every side on a fold of it. */
  readonly layers: readonly Uint32Array[];
  /** The two corners of every side where the largest output changes inside a cell. */
  readonly ties: Uint32Array;
  /** The two corners of every side on the border of the domain. */
  readonly border: Uint32Array;
}

/** Sorts the sides of a sheet by what they mean; between linear regions no dead edge is a line. */
export function sheetSides(
  complex: Complex,
  folds: FoldTable,
  sheet: Sheet,
  regions: RegionKind = 'activation',
): SheetSides {
  const layerCount = folds.firstOfLayer.length - 1;
  const sorted: number[][] = Array.from({ length: layerCount + 2 }, () => []);
  const ties = sorted[layerCount];
  const border = sorted[layerCount + 1];
  for (let p = 0; p < sheet.count; p++) {
    const first = sheet.start[p];
    const end = sheet.start[p + 1];
    for (let k = first; k < end; k++) {
      const next = k + 1 < end ? k + 1 : first;
      const edge = sheet.side[k];
      if (edge < 0) {
        // Both pieces have the side; the one with the smaller output draws it.
        if (sheet.top[p] < -1 - edge) ties.push(k, next);
        continue;
      }
      const left = complex.edgeCells[2 * edge];
      const owner = left >= 0 ? left : complex.edgeCells[2 * edge + 1];
      if (sheet.cell[p] !== owner) continue;
      if (regions === 'linear' && isDeadEdge(complex, edge)) continue;
      const fold = complex.edgeFold[edge];
      (fold < 0 ? border : sorted[folds.layer[fold]]).push(k, next);
    }
  }
  const layers = sorted.slice(0, layerCount).map((pairs) => Uint32Array.from(pairs));
  return { layers, ties: Uint32Array.from(ties), border: Uint32Array.from(border) };
}
