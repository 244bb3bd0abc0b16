import { meanOf } from '../../numeric/series.ts';

/** The start and the end of a run, averaged over enough rows to reduce sampling noise. */
export interface RunEnds {
  readonly firstReward: number;
  readonly firstEntropy: number;
  readonly reward: number;
  readonly entropy: number;
  /** Rows averaged at each end. */
  readonly rows: number;
}

/** Rows averaged at each end: a twentieth of the run, at least five. */
const share = 0.05;
const fewest = 5;

/** The ends of a run; undefined if no row has both an entropy and a reward. */
export function endsOf(entropy: ArrayLike<number>, reward: ArrayLike<number>): RunEnds | undefined {
  const rows = Array.from(entropy, (h, i) => ({ h, r: reward[i] })).filter(
    ({ h, r }) => Number.isFinite(h) && Number.isFinite(r),
  );
  if (rows.length === 0) return undefined;
  const width = Math.max(fewest, Math.ceil(share * rows.length));
  const [first, last] = [rows.slice(0, width), rows.slice(-width)];
  return {
    firstReward: meanOf(first.map(({ r }) => r)),
    firstEntropy: meanOf(first.map(({ h }) => h)),
    reward: meanOf(last.map(({ r }) => r)),
    entropy: meanOf(last.map(({ h }) => h)),
    rows: first.length,
  };
}
