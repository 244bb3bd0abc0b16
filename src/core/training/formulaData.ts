import { bounds, type Domain } from '../complex/domain.ts';
import { randomFrom } from '../random.ts';
import type { DataSet } from './dataSet.ts';
import { evaluate, type Formula } from './formula.ts';

/** Points spread over the domain, with classes or values from a formula. */
export interface FormulaData {
  readonly formula: Formula;
  readonly points: number;
  /** Standard deviation; see `generateFromFormula`. */
  readonly noise: number;
  readonly seed: number;
}

/** A point at which a formula has no finite value. */
export interface NoValue {
  readonly kind: 'noValue';
  readonly at: readonly number[];
}

/**
 * Points that are uniform in the domain, the same on every machine. A formula that is true or false
 * makes classes 1 and 0; noise moves a point before it is classified. Otherwise it gives the value
 * to learn, to which noise is added. Noise is normal.
 */
export function generateFromFormula(
  { formula, points: count, noise, seed }: FormulaData,
  domain: Domain,
  inputs: 1 | 2,
): DataSet | NoValue {
  const { uniform, normal } = randomFrom(seed);
  const draw = inputs === 1 ? fromInterval(domain, uniform) : fromPolygon(domain, uniform);
  const isTruth = formula.result === 'truth';
  const points = new Float64Array(inputs * count);
  const results = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const point = draw();
    points.set(point, inputs * i);
    const shift = (): number => (noise > 0 ? noise * normal() : 0);
    results[i] = isTruth
      ? evaluate(
          formula,
          point.map((x) => x + shift()),
        )
      : evaluate(formula, point) + shift();
    if (!Number.isFinite(results[i])) return { kind: 'noValue', at: point };
  }
  return {
    count,
    inputs,
    points,
    targets: isTruth
      ? { kind: 'classes', names: ['0', '1'], labels: Uint16Array.from(results) }
      : { kind: 'values', outputs: 1, values: results },
  };
}

/** Draws uniformly from the interval of a graph. */
function fromInterval(domain: Domain, uniform: () => number): () => readonly number[] {
  const { x0, x1 } = bounds(domain);
  return () => [x0 + (x1 - x0) * uniform()];
}

/**
 * Draws uniformly from a polygon, by its triangles at the first corner. Drawing from the bounding
 * box until a point lies in the polygon would take forever in a narrow one.
 */
function fromPolygon({ corners }: Domain, uniform: () => number): () => readonly number[] {
  const [x, y] = corners;
  const triangles: { ux: number; uy: number; vx: number; vy: number; upTo: number }[] = [];
  let area = 0;
  for (let i = 2; i + 2 < corners.length; i += 2) {
    const [ux, uy, vx, vy] = [0, 1, 2, 3].map((k) => corners[i + k] - (k % 2 === 0 ? x : y));
    area += Math.abs(ux * vy - uy * vx);
    triangles.push({ ux, uy, vx, vy, upTo: area });
  }
  return () => {
    const at = uniform() * area;
    const { ux, uy, vx, vy } = triangles.find(({ upTo }) => at < upTo) ?? triangles.at(-1)!;
    let [u, v] = [uniform(), uniform()];
    // The other half of the parallelogram, turned onto the triangle.
    if (u + v > 1) [u, v] = [1 - u, 1 - v];
    return [x + u * ux + v * vx, y + u * uy + v * vy];
  };
}
