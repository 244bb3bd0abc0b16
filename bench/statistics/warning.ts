import { reportRun, type RunReport } from '../../src/core/entropy/diagnostics/runReport.ts';
import { slowingDown } from '../../src/core/entropy/diagnostics/slowingDown.ts';
import { boxMullerNormal } from '../../src/core/random.ts';
import {
  measured,
  noiseOf,
  simulations,
  slowSine,
  squareWave,
} from '../../test/core/entropy/syntheticLogs.ts';
import { percent, type Table } from './table.ts';

type Draw = (rows: number, uniform: () => number) => readonly number[];

/** The test for slowing down, and the step at which entropy reaches its floor. */
export function warningTables(reps: number, seed: number): readonly Table[] {
  const simulated = Math.ceil(reps / 5);
  return [
    {
      title: `Slowing down: how often it is reported, of ${simulated} runs a cell`,
      head: ['truth', ...warned.map((n) => `${n} rows`)],
      rows: warningRows(simulated, seed),
    },
    {
      title: `Step at which a tenth of the last entropy is left: how often it is given, of ${simulated} runs a cell`,
      head: ['entropy', ...lengths.map((n) => `${n} rows`)],
      rows: floorRows(simulated, seed),
    },
  ];
}

const warned = [80, 150, 300];
const lengths = [100, 200, 400];

function* warningRows(reps: number, seed: number): Iterable<readonly string[]> {
  const noise =
    (correlation: number, heavy = false): Draw =>
    (rows, uniform) =>
      noiseOf(rows, { correlation, heavy }, uniform);
  const cells: readonly (readonly [string, Draw])[] = [
    ['white noise', noise(0)],
    ['ρ = 0.5', noise(0.5)],
    ['ρ = 0.9', noise(0.9)],
    ['heavy-tailed, ρ = 0.5', noise(0.5, true)],
    [
      'white noise that grows threefold',
      (n, u) => noise(0)(n, u).map((x, i) => x * (1 + (2 * i) / n)),
    ],
    ['ρ = 0.5, bounded below', (n, u) => noise(0.5)(n, u).map((x) => Math.max(-0.5, x))],
    [
      'ρ = 0.5 and an outside switch',
      (n, u) => {
        const wave = squareWave(n, n / 8, u);
        return noise(0.5)(n, u).map((x, i) => x + 2 * wave[i]);
      },
    ],
    [
      'ρ = 0.5 and a slow sine',
      (n, u) => {
        const wave = slowSine(n, n / 3, u);
        return noise(0.5)(n, u).map((x, i) => x + 2 * wave[i]);
      },
    ],
    ['approach to a fold', approach],
    ['approach to a fold, twice as slow', (n, u) => approach(n, u, 0.1)],
  ];
  for (const [name, draw] of cells)
    yield [
      name,
      ...warned.map((rows) => {
        const found = simulations(reps, seed + rows).filter(
          (uniform, i) => slowingDown(draw(rows, uniform), i, 100)?.alarm,
        );
        return percent(found.length, reps);
      }),
    ];
}

/** dx = (μ − x²)·dt + 0.05·dW with ten steps a row, μ from 1 to 0.02: the fold is at 0. */
function approach(rows: number, uniform: () => number, dt = 0.05): readonly number[] {
  let x = 1;
  return Array.from({ length: rows }, (_, i) => {
    const mu = 1 - (0.98 * i) / rows;
    for (let k = 0; k < 10; k++)
      x += dt * (mu - x * x) + 0.05 * Math.sqrt(dt) * boxMullerNormal(uniform);
    return x;
  });
}

function* floorRows(reps: number, seed: number): Iterable<readonly string[]> {
  const levels: readonly (readonly [string, (t: number) => number])[] = [
    ['flat', () => 0.03],
    ['falls to a plateau of a third', (t) => 0.35 + 0.65 * Math.exp(-3.5 * t)],
    ['falls exponentially', (t) => Math.exp(-1.2 * t)],
    ['1/H grows linearly', (t) => 1 / (1 + 2 * t)],
  ];
  for (const [name, level] of levels)
    for (const [noise, share, correlation] of [
      ['2 %, white', 0.02, 0],
      ['10 %, ρ = 0.5', 0.1, 0.5],
    ] as const)
      yield [
        `${name}, noise of ${noise}`,
        ...lengths.map((rows) => {
          const exact = Array.from({ length: rows }, (_, i) => level(i / rows));
          const given = simulations(reps, seed + rows).filter((uniform) => {
            const shown = measured(exact, share, noiseOf(rows, { correlation }, uniform));
            const { pace, regime } = levelReport(shown);
            return regime.code === 'collapsing' && pace?.floorStep !== undefined;
          });
          return percent(given.length, reps);
        }),
      ];
}

/** The first parts of the report, which is all that is needed. */
function levelReport(entropy: readonly number[]): RunReport {
  const run = { steps: [...entropy.keys()], entropy, reward: undefined, validation: undefined };
  const work = reportRun(run, 1);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
