import type { Complex } from '../complex/complex.ts';
import type { Domain } from '../complex/domain.ts';
import type { Height } from '../height.ts';
import type { Network } from '../network/network.ts';
import { curvesBetween, type Curves } from './curves.ts';
import { cutCells } from './cutCells.ts';
import { LevelFunctions } from './levelFunctions.ts';
import { OutputFunctions } from './outputFunctions.ts';
import { OutputRows } from './outputRows.ts';

/** The level sets of a height. */
export interface LevelSets {
  /** Ascending, without duplicates. */
  readonly levels: readonly number[];
  /**
   * The boundaries of the sets where the height exceeds a level, which are on the left. A plateau
   * at a level does not exceed it. Label −k is where k of the levels are exceeded; see `levelOf`.
   */
  readonly curves: Curves;
}

/** More levels could not be told apart. */
const maxLevels = 200;

/** The index of the level of a curve. */
export function levelOf({ curves }: LevelSets, curve: number): number {
  return -curves.left[curve] - 1;
}

/**
 * The level sets of a height on the cells of a complex, as polylines that are closed or end on the
 * border of the finished part. Their topology is exact for these doubles as levels; levels that are not
 * finite are ignored. Throws a RangeError for more than 200 levels. Yields every few milliseconds.
 */
export function* levelSetsOf(
  network: Network,
  domain: Domain,
  complex: Complex,
  height: Height,
  levels: readonly number[],
): Generator<undefined, LevelSets> {
  const distinct = [...new Set(levels.filter(Number.isFinite).map((t) => t + 0))];
  const sorted = distinct.sort((p, q) => p - q);
  if (sorted.length > maxLevels) throw new RangeError(`More than ${maxLevels} levels at once.`);
  const rows = new OutputRows(network, domain, complex);
  if (height.kind === 'argmax') {
    const tops = yield* cutCells(rows, new OutputFunctions(rows));
    const { parent, label } = tops;
    const on = { cell: (c: number) => parent[c], plus: (c: number) => label[c], minus: -1 };
    const tiling = yield* cutCells(tops, new LevelFunctions(rows, on, sorted));
    const cell = tiling.parent.map((top) => parent[top]);
    const exceeded = tiling.label.map((k) => -k);
    return {
      levels: sorted,
      curves: yield* curvesBetween(tiling.mesh, exceeded, tiling.parent, cell),
    };
  }
  const plus = height.index;
  const minus = height.kind === 'difference' ? height.minus : -1;
  const on = { cell: (c: number) => c, plus: () => plus, minus };
  const { mesh, label, parent } = yield* cutCells(rows, new LevelFunctions(rows, on, sorted));
  const exceeded = label.map((k) => -k);
  return { levels: sorted, curves: yield* curvesBetween(mesh, exceeded, parent) };
}
