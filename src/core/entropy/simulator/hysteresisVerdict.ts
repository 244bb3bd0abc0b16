import { binaryEntropy } from '../../numeric/logistic.ts';
import { twoSidedQuantile } from '../../numeric/studentT.ts';
import type { ExperimentRun, HysteresisExperiment, Level } from './hysteresisExperiment.ts';
import type { KlGradient } from '../grpo/klGradient.ts';

/**
 * What the trainings at one setting say. `alike`: both starts end at the same entropy. `start`: they
 * do not and are not on their way, although the steps suffice to close the gap at another β. `seeds`:
 * trainings with the same start end far apart, so that something else decides as well. `moving`: the
 * gap between the starts may still close. `unclear`: the interval is too wide, there is only one seed,
 * or nothing shows that the steps suffice.
 */
export type Verdict = 'alike' | 'start' | 'seeds' | 'moving' | 'unclear';

/** The median of some seeds, and the lowest and the highest of them. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The trainings of one start at one setting. */
export interface Branch {
  readonly runs: readonly ExperimentRun[];
  readonly entropy: Spread;
  readonly success: Spread;
}

/** Both starts at one setting. */
export interface Comparison {
  readonly klGradient: KlGradient;
  readonly strength: number;
  readonly reference: Branch;
  readonly collapsed: Branch;
  readonly verdict: Verdict;
}

/** Differences of entropy, as shares of the difference between the two starts. */
const same = 0.1;
const apart = 1 / 3;

/** The settings of an experiment at which both starts have finished trainings, in their order. */
export function comparisons(
  experiment: HysteresisExperiment,
  runs: readonly ExperimentRun[],
): readonly Comparison[] {
  return experiment.klGradients.flatMap((klGradient) => {
    const ofGradient = runs.filter((run) => run.klGradient === klGradient);
    const found = experiment.strengths.flatMap((strength) => {
      const own = ofGradient.filter((run) => run.strength === strength);
      const of = (side: ExperimentRun['side']) => own.filter((run) => run.side === side);
      const [reference, collapsed] = [of('reference'), of('collapsed')];
      if (reference.length === 0 || collapsed.length === 0) return [];
      const verdict = verdictOf(experiment, reference, collapsed);
      return {
        ...{ klGradient, strength, verdict },
        ...{ reference: branch(reference), collapsed: branch(collapsed) },
      };
    });
    const isControlled = found.some(({ verdict }) => verdict === 'alike');
    return found.map((one) =>
      one.verdict === 'start' && !isControlled ? { ...one, verdict: 'unclear' as const } : one,
    );
  });
}

function verdictOf(
  { referenceLogit, collapsedLogit }: HysteresisExperiment,
  reference: readonly ExperimentRun[],
  collapsed: readonly ExperimentRun[],
): Verdict {
  if (reference.length < 2 || collapsed.length < 2) return 'unclear';
  const unit = Math.abs(binaryEntropy(referenceLogit) - binaryEntropy(collapsedLogit));
  const ends = [reference, collapsed].map((side) => side.map(({ end }) => end.entropy / unit));
  if (ends.some((values) => Math.max(...values) - Math.min(...values) > apart)) return 'seeds';
  const gap = difference(ends[0], ends[1]);
  if (gap.low > -same && gap.high < same) return 'alike';
  /** Changes over half of the steps, counted in the direction of the gap. */
  const changes = [reference, collapsed].map((side) =>
    side.map(({ half, end }) => (Math.sign(gap.mean) * (end.entropy - half.entropy)) / unit),
  );
  const isOpen = (now: Interval) => now.low > same || now.high < -same;
  /** The gap if every training went on as it did, for as long again. */
  const later = difference(
    ends[0].map((x, i) => Math.sign(gap.mean) * x + 2 * changes[0][i]),
    ends[1].map((x, i) => Math.sign(gap.mean) * x + 2 * changes[1][i]),
  );
  if (isOpen(gap) && later.low > same) return 'start';
  return difference(changes[0], changes[1]).high < 0 ? 'moving' : 'unclear';
}

function branch(runs: readonly ExperimentRun[]): Branch {
  const of = (quantity: keyof Level) => spread(runs.map(({ end }) => end[quantity]));
  return { runs, entropy: of('entropy'), success: of('success') };
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  return {
    median: (sorted[Math.floor((n - 1) / 2)] + sorted[Math.floor(n / 2)]) / 2,
    low: sorted[0],
    high: sorted[n - 1],
  };
}

/**
 * The probability that the lowest to the highest of n independent values hold the median of their
 * distribution, whatever that is: all are on one side of it with probability 2^(1 − n).
 */
export function medianCoverage(n: number): number {
  return 1 - 2 ** (1 - n);
}

/** An estimate and its 95 % interval. */
interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The difference of two means of independent values, with Welch's 95 % interval. */
function difference(a: readonly number[], b: readonly number[]): Interval {
  const [first, second] = [moments(a), moments(b)];
  const squared = first.squaredError + second.squaredError;
  // Shares, because squares of tiny variances vanish.
  const [a2, b2] = [first, second].map(({ squaredError }) => (squaredError / squared) ** 2);
  const degrees = 1 / (a2 / first.degrees + b2 / second.degrees);
  const mean = first.mean - second.mean;
  const half = squared > 0 ? Math.sqrt(squared) * twoSidedQuantile(0.05, degrees) : 0;
  return { mean, low: mean - half, high: mean + half };
}

function moments(values: readonly number[]) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const degrees = values.length - 1;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / degrees;
  return { mean, squaredError: variance / values.length, degrees };
}
