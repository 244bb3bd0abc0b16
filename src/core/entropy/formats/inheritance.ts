import { boxMullerNormal, mulberry32 } from '../../random.ts';
import { formatShares, type FormatCompetition } from './replicator.ts';

/** Formats inherited from a pretrained policy, drawn from a seed. */
export interface Inheritance {
  readonly formats: number;
  /** Standard deviation of the logits of their first shares. */
  readonly spread: number;
  /** Success of each is drawn from [0.3, 0.3 + advantage]. */
  readonly advantage: number;
  /** κ: usage feedback; exact reinforcement learning has none, κ = 0. */
  readonly usageFeedback: number;
  /** B: strength of the pull towards the initial shares. */
  readonly strength: number;
}

/** The intervention halfway, and its result. */
export type Remedy = 'none' | 'refresh' | 'anchor';

export interface InheritedRun {
  /** Shares of all formats at each time. */
  readonly shares: readonly (readonly number[])[];
  /**
   * The format with the largest first share, that with the highest success, that with most at the
   * end.
   */
  readonly largest: number;
  readonly best: number;
  readonly winner: number;
}

/** Which format has won; exactly one of these. */
export type InheritedOutcome = 'largest' | 'best' | 'largestAndBest' | 'other';

/** All outcomes, in the order of a legend. */
export const inheritedOutcomes: readonly InheritedOutcome[] = [
  'largest',
  'largestAndBest',
  'best',
  'other',
];

/** The outcome of a run. */
export function inheritedOutcome({
  largest,
  best,
  winner,
}: Pick<InheritedRun, 'largest' | 'best' | 'winner'>): InheritedOutcome {
  if (winner === largest) return winner === best ? 'largestAndBest' : 'largest';
  return winner === best ? 'best' : 'other';
}

/** Rates are below 1, so that this is exact to 1e-5 of a share. */
const step = 0.25;
/** Share of the distance to the reference, in logits, that a refresh leaves. */
const refreshKeeps = 0.1;
/** The strength that a KL anchor adds. */
export const anchorStrength = 0.5;

/**
 * Formats competing for use until `times` (ascending whole numbers) end, with a remedy in their
 * middle. With strong usage feedback, the format with the largest initial share wins regardless of the others,
 * which policy entropy does not show.
 */
export function inheritedRun(
  inheritance: Inheritance,
  seed: number,
  times: readonly number[],
  remedy: Remedy,
): InheritedRun {
  const uniform = mulberry32(seed);
  const draw = <T>(one: () => T): T[] => Array.from({ length: inheritance.formats }, one);
  const logits = draw(() => inheritance.spread * boxMullerNormal(uniform));
  const success = draw(() => 0.3 + inheritance.advantage * uniform());
  const weights = logits.map(Math.exp);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const reference = weights.map((w) => w / total);
  const competition: FormatCompetition = {
    reference,
    success,
    usageFeedback: inheritance.usageFeedback,
    strength: inheritance.strength,
  };

  const half = times.findIndex((t) => t >= times[times.length - 1] / 2);
  const shares = [...formatShares(competition, times.slice(0, half + 1), step)];
  const turned = shares[half].map((share, f) =>
    remedy === 'refresh' ? reference[f] ** (1 - refreshKeeps) * share ** refreshKeeps : share,
  );
  const later = {
    ...competition,
    strength: competition.strength + (remedy === 'anchor' ? anchorStrength : 0),
    start: turned,
  };
  const from = times[half];
  shares.push(
    ...formatShares(
      later,
      times.slice(half + 1).map((t) => t - from),
      step,
    ),
  );
  const last = shares[shares.length - 1];
  return { shares, largest: argmax(reference), best: argmax(success), winner: argmax(last) };
}

function argmax(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value > values[best] ? i : best), 0);
}
