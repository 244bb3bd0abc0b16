import { rungeKutta } from '../../numeric/rungeKutta.ts';
import { softmax } from '../../numeric/softmax.ts';

/** Formats that compete for usage. All arrays have one entry per format. */
export interface FormatCompetition {
  /** Shares in the reference policy. */
  readonly reference: readonly number[];
  /** Shares at the start; those of the reference if left out. */
  readonly start?: readonly number[];
  /** Success of each format. */
  readonly success: readonly number[];
  /** κ: usage feedback. */
  readonly usageFeedback: number;
  /** B: strength of the pull towards the reference. */
  readonly strength: number;
}

/**
 * The shares π after each of the given times, ascending multiples of `step`, by Runge and Kutta's
 * method on d ln π/dt = s + κ·π − B·(ln π − ln ref) − mean.
 */
export function formatShares(
  { reference, start = reference, success, usageFeedback, strength }: FormatCompetition,
  times: readonly number[],
  step = 0.05,
): readonly (readonly number[])[] {
  const anchor = reference.map(Math.log);
  const velocity = (logits: readonly number[]) => {
    const shares = softmax(logits);
    const force = shares.map(
      (share, f) => success[f] + usageFeedback * share - strength * (Math.log(share) - anchor[f]),
    );
    const mean = force.reduce((sum, x, f) => sum + shares[f] * x, 0);
    return force.map((x) => x - mean);
  };
  return rungeKutta(velocity, start.map(Math.log), times, step).map(softmax);
}
