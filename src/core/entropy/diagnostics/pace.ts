import { leastSquares } from '../../numeric/leastSquares.ts';
import { trailingMedian } from '../../numeric/series.ts';
import { explosionLevel, lasting, startLevel } from './regime.ts';
import { correctedAkaike } from './rewardFit.ts';

/** The part of a run in which entropy falls. */
export interface Descent {
  /** It covers rows 0 … end − 1, up to the minimum of the running median. */
  readonly end: number;
  /** Whether entropy later explodes. */
  readonly exploded: boolean;
}

/** The descent of an entropy series, judged by its median over 15 rows. */
export function descentOf(entropy: readonly number[]): Descent {
  const smooth = trailingMedian(entropy, 15);
  const high = explosionLevel(startLevel(entropy), smooth);
  // An explosion may be followed by a lower level; the descent is what precedes it.
  let least = 0;
  let rows = 0;
  for (let i = 1; i < smooth.length; i++) {
    rows = smooth[i] > high ? rows + 1 : 0;
    if (rows >= lasting) return { end: least + 1, exploded: true };
    if (smooth[i] < smooth[least]) least = i;
  }
  return { end: least + 1, exploded: false };
}

/** Share of the initial entropy consumed up to each row. */
export function consumed(entropy: readonly number[]): readonly number[] {
  return entropy.map((h) => (entropy[0] - h) / entropy[0]);
}

/** The first step at which a given share of the total consumption has been reached. */
export function stepOfShare(
  steps: readonly number[],
  entropy: readonly number[],
  share: number,
): number | undefined {
  const spent = entropy[0] - Math.min(...entropy);
  const at = entropy.findIndex((h) => entropy[0] - h >= share * spent);
  return spent > 0 && at >= 0 ? steps[at] : undefined;
}

/** A model of how the tail of a run continues. */
export interface Tail {
  /** Exponential decay to 0 or to a plateau above it, or 1/H linear in time, as without regularisation. */
  readonly kind: 'exponential' | 'plateau' | 'hyperbolic';
  /** The step at which entropy reaches a floor by extrapolation; undefined if it never does. */
  readonly stepOf: (floor: number) => number | undefined;
}

/** The best of three tails for positive entropies, by corrected AIC of H; undefined below six rows. */
export function tailOf(steps: readonly number[], entropy: readonly number[]): Tail | undefined {
  if (steps.length < 6 || !entropy.every((h) => h > 0)) return undefined;
  const decays = (['exponential', 'hyperbolic'] as const).flatMap((kind) => {
    const to = kind === 'exponential' ? Math.log : (h: number) => 1 / h;
    const back = kind === 'exponential' ? Math.exp : (y: number) => 1 / y;
    const fit = leastSquares(
      steps.map((t) => [1, t]),
      entropy.map(to),
    );
    if (!fit) return [];
    const [c, slope] = fit.coefficients;
    const rss = entropy.reduce((sum, h, i) => sum + (h - back(c + slope * steps[i])) ** 2, 0);
    const falls = kind === 'exponential' ? slope < 0 : slope > 0;
    const stepOf = (floor: number) => (falls ? (to(floor) - c) / slope : undefined);
    return [{ kind, stepOf, aicc: correctedAkaike(rss, steps.length, 2) }];
  });
  const candidates: readonly (Tail & { readonly aicc: number })[] = [
    ...decays,
    {
      kind: 'plateau',
      stepOf: () => undefined,
      aicc: correctedAkaike(plateauError(steps, entropy), steps.length, 3),
    },
  ];
  return candidates.toSorted((a, b) => a.aicc - b.aicc)[0];
}

/** Residual sum of squares of the best decay to a level above 0, over rates of 1/3 to 30 per span. */
function plateauError(steps: readonly number[], entropy: readonly number[]): number {
  const [first, span] = [steps[0], steps[steps.length - 1] - steps[0]];
  const errors = Array.from({ length: 25 }, (_, k) => {
    const rate = 10 ** (k / 12) / (3 * span);
    const design = steps.map((t) => [1, Math.exp(-rate * (t - first))]);
    const fit = leastSquares(design, entropy);
    return fit?.coefficients.every((c) => c > 0) ? fit.rss : Infinity;
  });
  return Math.min(...errors);
}

/**
 * Polarisation of prompts from the share of groups without deviation: 0 when all prompts succeed
 * at the mean rate, 1 when each is solved or dead, as when every prompt has crossed its own fold
 * although run averages look smooth. NaN where the mean reward is 0 or 1.
 */
export function polarisation(zeroDeviation: number, reward: number, group: number): number {
  const expected = reward ** group + (1 - reward) ** group;
  return (zeroDeviation - expected) / (1 - expected);
}
