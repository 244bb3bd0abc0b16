import { binaryEntropy, logit, sigmoid } from '../../numeric/logistic.ts';

/** h₋ = (H/φ − H₂(q)) / (1 − q) of a state of logit u. */
export function wrongTokenEntropy(entropy: number, criticalShare: number, u: number): number {
  return (entropy / criticalShare - binaryEntropy(u)) / sigmoid(-u);
}

/** Success rates and entropies of a run, one per row. */
export interface Scatter {
  readonly reward: readonly number[];
  readonly entropy: readonly number[];
}

/**
 * How well T decisions with their best φ and h₋ explain the scatter of entropy over success: the
 * root mean square error in nats. H = φ·H₂(q) + φ·h₋·(1 − q) is linear in φ and φ·h₋, both at least
 * 0. Undefined without rewards between 0 and 1.
 */
export function decisionsError(
  { reward, entropy }: Scatter,
  decisions: number,
): number | undefined {
  const rows = reward.flatMap((r, i) => {
    if (!(r > 0 && r < 1)) return [];
    const u = logit(r ** (1 / decisions));
    return [{ h2: binaryEntropy(u), wrong: sigmoid(-u), entropy: entropy[i] }];
  });
  if (rows.length === 0) return undefined;
  const sums = (f: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + f(row), 0);
  const [aa, ab, bb] = [
    sums((r) => r.h2 ** 2),
    sums((r) => r.h2 * r.wrong),
    sums((r) => r.wrong ** 2),
  ];
  const [ay, by] = [sums((r) => r.h2 * r.entropy), sums((r) => r.wrong * r.entropy)];
  const det = aa * bb - ab * ab;
  const free: [number, number] = [(bb * ay - ab * by) / det, (aa * by - ab * ay) / det];
  const candidates: [number, number][] = [
    [ay / aa, 0],
    [0, by / bb],
  ];
  if (free[0] >= 0 && free[1] >= 0) candidates.push(free);
  const errors = candidates.map(([x, y]) => sums((r) => (r.entropy - x * r.h2 - y * r.wrong) ** 2));
  return Math.sqrt(Math.min(...errors) / rows.length);
}
