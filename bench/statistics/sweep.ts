import { leastSweepRuns, readSweep } from '../../src/core/entropy/diagnostics/runSweep.ts';
import { sigmoid } from '../../src/core/numeric/logistic.ts';
import { boxMullerNormal } from '../../src/core/random.ts';
import { simulations } from '../../test/core/entropy/syntheticLogs.ts';
import { sweepOf, syntheticSweeps } from '../../test/core/entropy/syntheticSweeps.ts';
import type { Sweep } from '../../src/core/entropy/diagnostics/cuspLikelihood.ts';
import { percent, type Table } from './table.ts';

/** Greatest entropy of a simulated run, in nats; the fit does not know it. */
const most = 1.5;

type Draw = (runs: number, controls: number, uniform: () => number) => Sweep;

/** How often a cusp is claimed over a sweep of final entropies, bounded as these are. */
export function sweepTables(reps: number, seed: number): readonly Table[] {
  const controls = [1, 2, 3];
  const sweeps = Math.ceil(reps / 5);
  return [
    {
      title: `Final entropies: how often a cusp is claimed, of ${sweeps} sweeps a cell`,
      head: ['truth', ...controls.map((k) => `${k} controls, ${leastSweepRuns(k)} runs`)],
      rows: sweepRows(controls, sweeps, seed),
    },
  ];
}

function* sweepRows(
  controls: readonly number[],
  reps: number,
  seed: number,
): Iterable<readonly string[]> {
  const cells: readonly (readonly [string, Draw])[] = [
    ...syntheticSweeps(1).map(({ name }, i): readonly [string, Draw] => [
      `${name}, by the logit`,
      (runs, k, uniform) => {
        const made = syntheticSweeps(k)[i].draw(runs, uniform);
        return { ...made, outcomes: made.outcomes.map((y) => most * sigmoid(2 * y - 1)) };
      },
    ]),
    ['straight line, cut off at both bounds', bounded((x, e) => most * (0.5 + 0.5 * x) + 0.2 * e)],
    ['logit with large noise', bounded((x, e) => most * sigmoid(2 * x + 1.5 * e))],
    ['logarithm, far below the bound', bounded((x, e) => Math.exp(-1 + 1.2 * x + 0.6 * e))],
    [
      'steep curve, noise in proportion',
      bounded((x, e) => most * sigmoid(5 * x) * Math.exp(0.3 * e)),
    ],
  ];
  for (const [name, draw] of cells)
    yield [
      name,
      ...controls.map((k) => {
        const claimed = simulations(reps, seed + k).filter((uniform) => {
          const { outcomes, asymmetry } = draw(leastSweepRuns(k), k, uniform);
          const rows = outcomes.map((outcome, i) => ({
            outcome,
            controls: asymmetry[i].slice(1),
          }));
          const reading = readSweep(rows, 'entropy');
          return reading.kind === 'fitted' && reading.verdict === 'cusp';
        });
        return percent(claimed.length, reps);
      }),
    ];
}

function bounded(outcome: (x: number, e: number) => number): Draw {
  return (runs, controls, uniform) =>
    sweepOf(runs, controls, uniform, (x) => {
      const along = x.slice(1).reduce((sum, v, i) => sum + v * (i === 0 ? 1 : 0.4), 0);
      return Math.min(most * 0.99, Math.max(0.02, outcome(along, boxMullerNormal(uniform))));
    });
}
