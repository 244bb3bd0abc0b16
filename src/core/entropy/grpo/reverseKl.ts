import { logSigmoid, sigmoid } from '../../numeric/logistic.ts';
import type { Gain } from './gain.ts';
import type { HeldGain } from './heldGain.ts';
import { farInflection, farLogit } from './range.ts';

/**
 * A gain held back by reverse KL divergence and entropy bonus: G = M and x = u, so the drift is
 * M(u) − B·(u − u₀). `reward` is ∫ m dp at a state.
 */
export function heldByReverseKl(
  gain: Gain,
  reward: (u: number) => number,
  { decisions, isUnbounded }: { readonly decisions: number; readonly isUnbounded: boolean },
): HeldGain {
  return {
    value: gain.value,
    slope: (u) => gain.jet(u)[1],
    curvature: (u) => gain.jet(u)[2],
    offset: (u, anchor) => u - anchor,
    offsetSlope: () => 1,
    anchorAt: (u, strength) => u - gain.value(u) / strength,
    slopes: (u, strength) => {
      const [m, slope] = gain.jet(u);
      return { byState: 1 - slope / strength, byControl2: m / (strength * strength) };
    },
    potential: (u, anchor, strength) => decisions * strength * divergence(u, anchor) - reward(u),
    reach: (anchor, strength) => {
      // A bounded gain has reached its limit there; an unbounded one has no equilibrium beyond.
      const far = isUnbounded ? 0 : anchor + 1 + gain.value(farLogit) / strength;
      return [Math.min(anchor - 1, -farLogit), Math.min(Math.max(far, farLogit), Number.MAX_VALUE)];
    },
    searched: [-farLogit, farInflection],
    coordinate: {
      of: (u) => u,
      logit: (x) => x,
      gain: (u) => {
        const [value, , , third] = gain.jet(u);
        return { value, third };
      },
    },
  };
}

/** KL divergence of a choice between two with logit u from one with logit v, in nats. */
export function divergence(u: number, v: number): number {
  return (
    sigmoid(u) * (logSigmoid(u) - logSigmoid(v)) + sigmoid(-u) * (logSigmoid(-u) - logSigmoid(-v))
  );
}
