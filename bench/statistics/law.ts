import { lawFindings } from '../../src/core/entropy/diagnostics/lawFindings.ts';
import { compareLaws, fitReward } from '../../src/core/entropy/diagnostics/rewardFit.ts';
import {
  fallingEntropy,
  measured,
  noiseOf,
  randomWalk,
  simulations,
  squareWave,
} from '../../test/core/entropy/syntheticLogs.ts';
import { percent, type Table } from './table.ts';

type Series = readonly number[];
type Draw = (rows: number, uniform: () => number) => Series;

/** R = 0.75 − 0.18·exp(H), with a ceiling of 0.57. */
const law = (h: number): number => 0.75 - 0.18 * Math.exp(h);
const line = (h: number): number => 0.8 - 0.4 * h;
const ceiling = 0.57;
const sizes = [60, 100, 200, 600];

const serial =
  (correlation: number, heavy = false, scale = 0.02): Draw =>
  (rows, uniform) =>
    noiseOf(rows, { correlation, heavy }, uniform).map((e) => scale * e);
const exact: Draw = (rows) => fallingEntropy(rows);
const noisy =
  (share: number, heavy = false, correlation = 0): Draw =>
  (rows, uniform) =>
    measured(fallingEntropy(rows), share, noiseOf(rows, { correlation, heavy }, uniform));
const switched: Draw = (rows, uniform) => {
  const wave = squareWave(rows, rows / 8, uniform);
  return serial(0.5)(rows, uniform).map((e, i) => e + 0.02 * wave[i]);
};
const drifting: Draw = (rows, uniform) => randomWalk(rows, uniform).map((x) => 0.01 * x);

/** The 95 % interval of the ceiling, the test of the slope, and the choice between two laws. */
export function lawTables(reps: number, seed: number): readonly Table[] {
  return [
    {
      title: 'Ceiling b − a: intervals printed, and of these, those that hold the true ceiling',
      head: ['entropy', 'noise of the reward', ...sizes.map((n) => `${n} rows`)],
      rows: coverageRows(reps, seed),
    },
    {
      title: 'Slope: how often the law is called supported for a reward that does not depend on H',
      head: ['reward', ...sizes.map((n) => `${n} rows`)],
      rows: slopeRows(reps, seed),
    },
    {
      title: 'Choice of law: exponential called better / straight line called better',
      head: ['truth', 'noise', ...sizes.map((n) => `${n} rows`)],
      rows: choiceRows(reps, seed),
    },
  ];
}

function* coverageRows(reps: number, seed: number): Iterable<readonly string[]> {
  const cells: readonly (readonly [string, string, Draw, Draw])[] = [
    ['exact', 'white', exact, serial(0)],
    ['exact', 'ρ = 0.5', exact, serial(0.5)],
    ['exact', 'ρ = 0.8', exact, serial(0.8)],
    ['exact', 'ρ = 0.9', exact, serial(0.9)],
    ['exact', 'ρ = 0.95', exact, serial(0.95)],
    ['exact', 'heavy-tailed, ρ = 0.5', exact, serial(0.5, true)],
    ['exact', 'ρ = 0.5 and an outside switch', exact, switched],
    ['10 % noise', 'white', noisy(0.1), serial(0)],
    ['10 % noise', 'ρ = 0.8', noisy(0.1), serial(0.8)],
    ['10 % noise', 'white, five times as large', noisy(0.1), serial(0, false, 0.1)],
    ['10 % noise, heavy-tailed', 'white', noisy(0.1, true), serial(0)],
    ['10 % noise, ρ = 0.7', 'white', noisy(0.1, false, 0.7), serial(0)],
    ['15 % noise', 'white', noisy(0.15), serial(0)],
    ['20 % noise', 'white', noisy(0.2), serial(0)],
    ['30 % noise', 'white', noisy(0.3), serial(0)],
  ];
  for (const [h, e, entropy, noise] of cells)
    yield [
      h,
      e,
      ...sizes.map((rows) => {
        let [told, held] = [0, 0];
        for (const uniform of simulations(reps, seed + rows)) {
          const errors = noise(rows, uniform);
          const reward = fallingEntropy(rows).map((x, i) => law(x) + errors[i]);
          const interval = fitReward(entropy(rows, uniform), reward)?.ceilingInterval;
          if (interval === undefined || typeof interval === 'string') continue;
          told++;
          if (interval[0] <= ceiling && ceiling <= interval[1]) held++;
        }
        return `${percent(told, reps)}, ${percent(held, told)}`;
      }),
    ];
}

function* slopeRows(reps: number, seed: number): Iterable<readonly string[]> {
  const rewards: readonly (readonly [string, Draw])[] = [
    ['white noise', serial(0)],
    ['ρ = 0.9', serial(0.9)],
    ['heavy-tailed, ρ = 0.5', serial(0.5, true)],
    ['random walk', drifting],
    ['outside switch', switched],
  ];
  for (const [name, draw] of rewards)
    yield [
      name,
      ...sizes.map((rows) => {
        const supported = simulations(reps, seed + rows).filter((uniform) => {
          const found = findings(noisy(0.05)(rows, uniform), draw(rows, uniform));
          return !found.includes('lawNotSupported');
        });
        return percent(supported.length, reps);
      }),
    ];
}

function* choiceRows(reps: number, seed: number): Iterable<readonly string[]> {
  const noises: readonly (readonly [string, Draw, Draw])[] = [
    ['white', exact, serial(0)],
    ['ρ = 0.8', exact, serial(0.8)],
    ['10 % noise of entropy', noisy(0.1), serial(0)],
  ];
  for (const [truth, of] of [
    ['exponential', law],
    ['straight line', line],
  ] as const)
    for (const [name, entropy, noise] of noises)
      yield [
        truth,
        name,
        ...sizes.map((rows) => {
          let [exponential, linear] = [0, 0];
          for (const uniform of simulations(reps, seed + rows)) {
            const errors = noise(rows, uniform);
            const reward = fallingEntropy(rows).map((x, i) => of(x) + errors[i]);
            const found = findings(entropy(rows, uniform), reward);
            if (found.includes('lawSupported')) exponential++;
            if (found.includes('linearBetter')) linear++;
          }
          return `${percent(exponential, reps)} / ${percent(linear, reps)}`;
        }),
      ];
}

function findings(entropy: Series, reward: Series): readonly string[] {
  return lawFindings(fitReward(entropy, reward), compareLaws(entropy, reward), {
    entropyRange: 1,
    isTrainReward: false,
    isConstantReward: false,
  });
}
