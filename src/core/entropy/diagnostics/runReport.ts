import { isConstant, trailingMedian } from '../../numeric/series.ts';
import { consumed, descentOf, stepOfShare, tailOf, type Tail } from './pace.ts';
import {
  compareLaws,
  fitReward,
  forecastReward,
  type Forecast,
  type Law,
  type RewardFit,
} from './rewardFit.ts';
import { slowingDown, type SlowingDown } from './slowingDown.ts';
import { lawFindings } from './lawFindings.ts';
import { endLevel, regimeOf, startLevel, type RunRegime } from './regime.ts';
import type { Finding } from './runVerdict.ts';

/** What was measured along a run; NaN where a step has no value. Entropies in nats. */
export interface MeasuredRun {
  readonly steps: ArrayLike<number>;
  readonly entropy: ArrayLike<number> | undefined;
  /** Reward of the training batches, and accuracy on validation prompts, as fractions. */
  readonly reward: ArrayLike<number> | undefined;
  readonly validation: ArrayLike<number> | undefined;
}

/** The results of all diagnostics for one run, as plain data. */
export interface RunReport {
  /** Number of rows with an entropy; of these, every `every`-th was used. */
  readonly rows: number;
  readonly every: number;
  readonly regime: RunRegime;
  readonly pace: Pace | undefined;
  readonly law: LawReport | undefined;
  /** On the rows after the descent, where the state is metastable if it is. */
  readonly slowing: SlowingDown | undefined;
  /** In the order in which they should be read. */
  readonly findings: readonly Finding[];
}

/** How fast entropy is consumed. */
export interface Pace {
  readonly first: number;
  readonly last: number;
  readonly least: number;
  /** Share of the initial entropy consumed at the end; negative if entropy has grown. */
  readonly spent: number;
  /**
   * First step at which a share of the total consumption is reached, by the median over 15 rows.
   */
  readonly steps: readonly { readonly share: number; readonly step: number }[];
  readonly tail: Tail['kind'] | undefined;
  /**
   * Step at which a tenth of the last entropy is left, by extrapolating the second half of the
   * descent.
   */
  readonly floorStep: number | undefined;
}

/** R = −a·exp(H) + b on the descent. */
export interface LawReport {
  /** The quantity used as R: validation accuracy if there are enough rows of it. */
  readonly reward: 'reward' | 'validation';
  /** Whether R never changes, so that there is nothing to fit. */
  readonly isConstant: boolean;
  readonly fit: RewardFit | undefined;
  /** Corrected Akaike criterion of each law, best first. */
  readonly laws: readonly { readonly law: Law; readonly aicc: number }[];
  /** The last step of the descent. */
  readonly lastStep: number;
  readonly forecast: Forecast | undefined;
}

/**
 * Longer runs are thinned to this many rows: the cost of the tests grows quadratically, but their
 * power hardly increases.
 */
const mostRows = 600;
/** Most rows used to fit laws; longer runs use every n-th row. */
const mostPairs = 2000;
/** Fewest rows of validation accuracy that count as a series. */
const leastValidation = 12;

/**
 * Applies all diagnostics of level, pace, law and slowing down to a run. Yields between them so that the
 * caller can cancel; `seed` draws the surrogates.
 */
export function* reportRun(run: MeasuredRun, seed: number): Generator<void, RunReport> {
  const { entropy } = run;
  const all = entropy ? indicesOf(run.steps, (i) => Number.isFinite(entropy[i])) : [];
  if (!entropy || all.length === 0) {
    return {
      rows: 0,
      every: 1,
      regime: { code: 'noEntropy' },
      pace: undefined,
      law: undefined,
      slowing: undefined,
      findings: [],
    };
  }
  const every = Math.ceil(all.length / mostRows);
  const kept = all.filter((_, i) => i % every === 0);
  const steps = kept.map((i) => run.steps[i]);
  const values = kept.map((i) => entropy[i]);
  const descent = descentOf(values);

  const pace = paceOf(steps, values, descent.end);
  const regime = regimeOf(steps, values);
  yield;
  const law = lawOf(run, entropy, steps[descent.end - 1]);
  yield;
  const settled = values.slice(
    descent.exploded ? 0 : descent.end,
    descent.exploded ? descent.end : undefined,
  );
  const slowing = isConstant(settled) ? undefined : slowingDown(settled, seed);
  const range = Math.max(...values) - Math.min(...values);
  const findings = [
    ...(law
      ? lawFindings(law.fit, new Map(law.laws.map((one) => [one.law, one.aicc])), {
          entropyRange: range,
          isTrainReward: law.reward === 'reward',
          isConstantReward: law.isConstant,
        })
      : []),
    ...(isConstant(values) ? [] : (['notIdentifiable'] as const)),
    ...(slowing ? [slowing.alarm ? ('slowing' as const) : ('notSlowing' as const)] : []),
  ];
  return { rows: all.length, every, regime, pace, law, slowing, findings };
}

function paceOf(steps: readonly number[], entropy: readonly number[], end: number): Pace {
  const least = entropy.reduce((a, b) => Math.min(a, b));
  const half = end >> 1;
  const tail = tailOf(steps.slice(half, end), entropy.slice(half, end));
  const smooth = trailingMedian(entropy, 15);
  const [first, last] = [startLevel(entropy), endLevel(entropy)];
  return {
    first,
    last,
    least,
    spent: consumed([first, last])[1],
    steps: [0.5, 0.73, 0.9].flatMap((share) => {
      const step = stepOfShare(steps, smooth, share);
      return step === undefined ? [] : [{ share, step }];
    }),
    tail: tail?.kind,
    floorStep: tail?.stepOf(smooth[end - 1] / 10),
  };
}

/** The law on the rows until the descent ends; undefined without rewards. */
function lawOf(
  { steps, reward, validation }: MeasuredRun,
  entropy: ArrayLike<number>,
  lastStep: number,
): LawReport | undefined {
  const pairs = (values: ArrayLike<number>): { h: number[]; r: number[] } => {
    const all = indicesOf(
      steps,
      (i) => steps[i] <= lastStep && Number.isFinite(entropy[i]) && Number.isFinite(values[i]),
    );
    const every = Math.ceil(all.length / mostPairs);
    const rows = all.filter((_, i) => i % every === 0);
    return { h: rows.map((i) => entropy[i]), r: rows.map((i) => values[i]) };
  };
  const validated = validation && pairs(validation);
  const isValidated = validated !== undefined && validated.h.length >= leastValidation;
  const chosen = isValidated ? validated : reward && pairs(reward);
  if (!chosen) return undefined;
  const { h, r } = chosen;
  return {
    reward: isValidated ? 'validation' : 'reward',
    isConstant: r.length > 2 && isConstant(r),
    fit: fitReward(h, r),
    laws: [...compareLaws(h, r)]
      .map(([law, aicc]) => ({ law, aicc }))
      .filter(({ aicc }) => Number.isFinite(aicc))
      .sort((a, b) => a.aicc - b.aicc),
    forecast: forecastReward(h, r),
    lastStep,
  };
}

function indicesOf(steps: ArrayLike<number>, keep: (row: number) => boolean): readonly number[] {
  return Array.from(steps, (_, i) => i).filter(keep);
}
