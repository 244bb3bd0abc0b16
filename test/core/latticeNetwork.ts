import fc from 'fast-check';
import { identity, relu, type Activation } from '../../src/core/network/activation.ts';
import type { Layer, Network } from '../../src/core/network/network.ts';

/** An affine function, a·x + b·y + c. */
export type Plane = readonly [a: number, b: number, c: number];

/**
 * A two-level lattice network (Tarela & Martínez 1999): the largest over groups of the smallest of the
 * linear functions of a group, each a row of `planes`. Minima and maxima are taken in pairs,
 * min(x, y) = (p(x + y) − p(−x − y) − p(x − y) − p(y − x)) / 2 with p(z) = max(0, z), so most of its
 * folds lie on each other, and hardly any is seen in the output.
 */
export function latticeNetwork(
  planes: readonly Plane[],
  groups: readonly (readonly number[])[],
): Network {
  const layers: Layer[] = [
    dense(
      planes.map(([a, b]) => [a, b]),
      planes.map((plane) => plane[2]),
      identity,
    ),
    // Selection: every group in turn.
    dense(
      groups.flat().map((k) => planes.map((_, j) => (j === k ? 1 : 0))),
      undefined,
      identity,
    ),
  ];
  let sizes = groups.map((group) => group.length);
  while (sizes.some((size) => size > 1)) sizes = addBank(layers, sizes, -1);
  sizes = [sizes.length];
  while (sizes[0] > 1) sizes = addBank(layers, sizes, 1);
  return { inputs: 2, layers };
}

/** Adds the minimum (sign −1) or maximum of each pair within the groups; returns the sizes that are left. */
function addBank(layers: Layer[], sizes: readonly number[], sign: 1 | -1): number[] {
  const width = sizes.reduce((sum, size) => sum + size, 0);
  const fold: number[][] = [];
  const join: number[][] = [];
  const add = (pairs: readonly [i: number, w: number][], out: number): void => {
    const row = new Array<number>(width).fill(0);
    for (const [i, w] of pairs) row[i] += w;
    fold.push(row);
    (join[join.length - 1] ??= [])[fold.length - 1] = out;
  };
  let first = 0;
  const left = sizes.map((size) => {
    for (let k = 0; k < size; k += 2) {
      const i = first + k;
      join.push([]);
      if (k + 1 === size) {
        add([[i, 1]], 1);
        add([[i, -1]], -1);
        continue;
      }
      const j = i + 1;
      for (const s of [1, -1]) {
        add(
          [
            [i, s],
            [j, s],
          ],
          s / 2,
        );
        add(
          [
            [i, s],
            [j, -s],
          ],
          sign / 2,
        );
      }
    }
    first += size;
    return Math.ceil(size / 2);
  });
  layers.push(dense(fold, undefined, relu));
  layers.push(
    dense(
      join.map((row) => fold.map((_, k) => row[k] ?? 0)),
      undefined,
      identity,
    ),
  );
  return left;
}

function dense(
  rows: readonly (readonly number[])[],
  bias: readonly number[] | undefined,
  activation: Activation,
): Layer {
  return {
    inputs: rows[0].length,
    units: rows.length,
    weights: Float64Array.from(rows.flat()),
    bias: Float64Array.from(bias ?? rows.map(() => 0)),
    activation,
  };
}

/** Small lattice networks; coefficients of eighths make many functions meet in a point. */
export const lattice: fc.Arbitrary<{
  readonly planes: readonly Plane[];
  readonly groups: readonly (readonly number[])[];
}> = fc.integer({ min: 1, max: 4 }).chain((count) => {
  const coefficient = fc.integer({ min: -8, max: 8 }).map((n) => n / 8);
  const group = fc.uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: count });
  return fc.record({
    planes: fc.array(fc.tuple(coefficient, coefficient, coefficient), {
      minLength: count,
      maxLength: count,
    }),
    groups: fc.array(group, { minLength: 1, maxLength: 3 }),
  });
});
