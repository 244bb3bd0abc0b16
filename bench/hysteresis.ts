/*
 * Measures the hysteresis experiment on trainings whose regime the model knows: how often the range of the
 * seeds holds the median of many, and how often each verdict is given, with and without a hidden cause.
 *
 *   npm run bench:hysteresis [-- --runs N] [-- --steps N] [-- --seeds N,N,…]
 *
 * --runs is the number of trainings of each kind, from which experiments of --seeds are drawn.
 */
import {
  plannedRuns,
  sides,
  trained,
  type ExperimentRun,
  type HysteresisExperiment,
} from '../src/core/entropy/simulator/hysteresisExperiment.ts';
import { comparisons, medianCoverage } from '../src/core/entropy/simulator/hysteresisVerdict.ts';
import { mulberry32 } from '../src/core/random.ts';

const pool = Number(option('--runs') ?? 80);
const steps = Number(option('--steps') ?? 200);
const sizes = (option('--seeds') ?? '4,6').split(',').map(Number);
const draws = 500;

/** The first is a control, at which both starts end alike. */
const strengths = [0.1, 0.2, 0.22, 0.3, 0.45, 0.6];

process.stdout.write(
  `${pool} trainings of each kind, ${steps} steps; ${draws} experiments are drawn from them.\n\n`,
);
for (const [klGradient, hiddenCause] of [
  ['reverse', false],
  ['k3', false],
  ['k3Clamped', false],
  ['k3', true],
] as const) {
  const experiment: HysteresisExperiment = {
    ...{ decisions: 10, group: 8, referenceLogit: 0.4, collapsedLogit: 4.5 },
    ...{ klGradients: [klGradient], strengths, seeds: pool, steps, hiddenCause },
  };
  const runs = plannedRuns(experiment).map((planned) => finished(experiment, planned));
  const control = runs.filter(({ strength }) => strength === strengths[0]).slice(0, 2 * 8);
  for (const strength of strengths)
    for (const seeds of sizes) report(experiment, runs, control, strength, seeds);
}

function finished(
  experiment: HysteresisExperiment,
  planned: Parameters<typeof trained>[1],
): ExperimentRun {
  const work = trained(experiment, planned);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

function report(
  experiment: HysteresisExperiment,
  runs: readonly ExperimentRun[],
  control: readonly ExperimentRun[],
  strength: number,
  seeds: number,
): void {
  const uniform = mulberry32(seeds);
  const own = sides.map((side) =>
    runs.filter((run) => run.strength === strength && run.side === side),
  );
  const truth = own.map((side) => median(side.map(({ end }) => end.entropy)));
  const verdicts = new Map<string, number>();
  let covered = 0;
  for (let i = 0; i < draws; i++) {
    const drawn = own.map((side) => sampled(side, seeds, uniform));
    const others = strength === strengths[0] ? [] : control;
    const found = comparisons(experiment, [...drawn.flat(), ...others]);
    const judged = found.find((one) => one.strength === strength)!;
    verdicts.set(judged.verdict, (verdicts.get(judged.verdict) ?? 0) + 1);
    const { reference, collapsed } = judged;
    for (const [k, { entropy }] of [reference, collapsed].entries())
      if (entropy.low <= truth[k] && truth[k] <= entropy.high) covered++;
  }
  const percent = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`;
  const shares = [...verdicts].map(([name, count]) => `${name} ${percent(count, draws)}`);
  process.stdout.write(
    `${experiment.hiddenCause ? 'hidden cause, ' : ''}${experiment.klGradients[0]}, β ${strength}, ` +
      `${seeds} seeds: ${shares.join(', ')}; ` +
      `median in range ${percent(covered, 2 * draws)}, said ${percent(medianCoverage(seeds), 1)}\n`,
  );
}

/** Different ones of the runs, drawn at random. */
function sampled(
  runs: readonly ExperimentRun[],
  count: number,
  uniform: () => number,
): readonly ExperimentRun[] {
  const left = [...runs];
  return Array.from(
    { length: count },
    () => left.splice(Math.floor(uniform() * left.length), 1)[0],
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
