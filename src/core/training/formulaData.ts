import { bounds, contains, type Domain } from '../complex/domain.ts';
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
  const { x0, x1, y0, y1 } = bounds(domain);
  const draw = (): readonly number[] => {
    if (inputs === 1) return [x0 + (x1 - x0) * uniform()];
    for (;;) {
      const point = [x0 + (x1 - x0) * uniform(), y0 + (y1 - y0) * uniform()] as const;
      if (contains(domain, ...point)) return point;
    }
  };
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
