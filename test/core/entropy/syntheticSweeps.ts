import { cuspMoments, type Sweep } from '../../../src/core/entropy/diagnostics/cuspLikelihood.ts';
import { boxMullerNormal } from '../../../src/core/random.ts';

/** A synthetic sweep with known parameters. */
export interface SyntheticSweep {
  readonly name: string;
  /** The parameters (a, b) of the cusp; undefined where there is none. */
  readonly truth: { readonly asymmetry: number[]; readonly bifurcation: number[] } | undefined;
  readonly draw: (runs: number, uniform: () => number) => Sweep;
}

/** Sweeps over controls that are uniform with mean 0 and deviation 1; y = 2·outcome − 1 in a cusp. */
export function syntheticSweeps(controls: number): readonly SyntheticSweep[] {
  const others = Array.from({ length: controls - 1 }, (_, i) => (i % 2 === 0 ? 0.4 : -0.3));
  const cusp = (name: string, a: number, b: number): SyntheticSweep => {
    const asymmetry = [0.2, a, ...others];
    const bifurcation = [b, 0.5, ...others.map((x) => -x)];
    return {
      name,
      truth: { asymmetry, bifurcation },
      draw: (runs, uniform) =>
        sweepOf(runs, controls, uniform, (x) => {
          const y = cuspDraw(dot(asymmetry, x), dot(bifurcation, x), uniform);
          return (y + 1) / 2;
        }),
    };
  };
  const without = (
    name: string,
    outcome: (x: readonly number[], uniform: () => number) => number,
  ): SyntheticSweep => ({
    name,
    truth: undefined,
    draw: (runs, uniform) => sweepOf(runs, controls, uniform, (x) => outcome(x, uniform)),
  });
  const along = (x: readonly number[]): number => dot([0, 1, ...others], x);
  return [
    cusp('weak cusp', 1, 2),
    cusp('clear cusp', 2.5, 5),
    without('straight line', (x, u) => along(x) + 0.7 * boxMullerNormal(u)),
    without('line, skewed noise', (x, u) => along(x) - 0.7 * Math.log(1 - u())),
    without('steep curve', (x, u) => Math.tanh(3 * along(x)) + 0.25 * boxMullerNormal(u)),
    without(
      'hidden switch',
      (x, u) => 0.4 * along(x) + (u() < 0.5 ? 1 : -1) + 0.3 * boxMullerNormal(u),
    ),
  ];
}

/** Outcomes of runs whose controls are uniform with mean 0 and deviation 1. */
export function sweepOf(
  runs: number,
  controls: number,
  uniform: () => number,
  outcome: (x: readonly number[]) => number,
): Sweep {
  const rows = Array.from({ length: runs }, () => [
    1,
    ...Array.from({ length: controls }, () => Math.sqrt(12) * (uniform() - 0.5)),
  ]);
  return { outcomes: rows.map(outcome), asymmetry: rows, bifurcation: rows };
}

/** A draw from the density exp(αy + βy²/2 − y⁴/4)/ψ, by the inverse of its distribution. */
function cuspDraw(alpha: number, beta: number, uniform: () => number): number {
  const { logPsi } = cuspMoments(alpha, beta);
  const wanted = uniform();
  const h = 0.01;
  let sum = 0;
  for (let y = -8; y < 8; y += h) {
    sum += h * Math.exp(alpha * y + (beta * y * y) / 2 - y ** 4 / 4 - logPsi);
    if (sum >= wanted) return y;
  }
  return 8;
}

function dot(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, v, i) => sum + v * y[i], 0);
}
