import { OutputMaps } from '../exact/outputMaps.ts';
import type { Cells } from './cells.ts';
import { roundoff } from './errorBound.ts';
import type { Ground } from './ground.ts';
import type { Seams } from './seams.ts';
import type { Workspace } from './workspace.ts';

/*
 * The topology is exact whatever the rounding; coordinates and maps are as good as their rows. Where
 * lines are nearly parallel, or large weights cancel, they are computed again from exact rows.
 */

/** Moves the blurred vertices of finished cells to where they are. Yields after each. */
export function* refineVertices(w: Workspace, seams: Seams): Generator<void, void> {
  const { forest, cells } = w;
  const blurred = new Set(forest.blurred.map((v) => seams.vertexOf(v)));
  for (let c = 0; c < cells.count && blurred.size > 0; c++) {
    const start = cells.ringStart[c];
    const end = cells.ringStart[c + 1];
    for (let i = start; i < end; i++) {
      const side = cells.ring[i];
      const v = seams.vertexOf(forest.start(side));
      if (!blurred.delete(v)) continue;
      const before = cells.ring[i === start ? end - 1 : i - 1];
      w.pattern.set(cells.patterns.subarray(c * cells.words, (c + 1) * cells.words));
      const [x, y] = w.sign.crossing(
        forest.lineFold[forest.lineOf(before)],
        forest.lineFold[forest.lineOf(side)],
      );
      forest.vertex[3 * v] = x;
      forest.vertex[3 * v + 1] = y;
      forest.vertex[3 * v + 2] = roundoff * Math.max(Math.abs(x), Math.abs(y)) + Number.MIN_VALUE;
      yield;
    }
  }
}

/** The output maps of cells, with the patterns that they follow from; as in `Cells`. */
export type MappedCells = Pick<Cells, 'count' | 'words' | 'patterns' | 'mapLength' | 'maps'>;

/** Computes the maps of all cells again if those of an output cancel. Yields after each cell. */
export function* refineMaps(
  ground: Pick<Ground, 'program' | 'bound'>,
  cells: MappedCells,
): Generator<void, void> {
  const { program } = ground;
  if (!mapsCancel(ground, cells)) return;
  const outputs = new OutputMaps(program.network, program.folds);
  for (let c = 0; c < cells.count; c++) {
    const pattern = cells.patterns.subarray(c * cells.words, (c + 1) * cells.words);
    outputs.write(pattern, cells.maps, c * cells.mapLength);
    yield;
  }
}

function mapsCancel(
  { program, bound }: Pick<Ground, 'program' | 'bound'>,
  cells: MappedCells,
): boolean {
  for (let o = 0; o < program.outputs; o++) {
    let largest = 0;
    for (let c = 0; c < cells.count; c++) {
      const at = c * cells.mapLength + 3 * o;
      const a = Math.abs(cells.maps[at]) * bound.reachX;
      const b = Math.abs(cells.maps[at + 1]) * bound.reachY;
      largest = Math.max(largest, a, b, Math.abs(cells.maps[at + 2]));
    }
    if (bound.likely[program.rows - program.outputs + o] > blur * largest) return true;
  }
  return false;
}

/** Relative to the domain or to the range of an output: what no picture would show. */
export const blur = 2 ** -37;
