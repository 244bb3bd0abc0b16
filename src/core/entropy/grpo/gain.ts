import { composed, product, type Jet } from '../../numeric/jet.ts';
import { logSigmoid, sigmoid } from '../../numeric/logistic.ts';
import type { Weighting } from './estimator.ts';

/** The gain of one decision in the logit u. */
export interface Gain {
  /** M alone, several times faster than with its derivatives. */
  readonly value: (u: number) => number;
  /** M and its first three derivatives. */
  readonly jet: (u: number) => Jet;
  /** q(1 − q)·M with its derivatives, where the product of both would cancel. */
  readonly flux?: (u: number) => Jet;
}

/**
 * The gain M(u) = m(qᵀ) qᵀ⁻¹ of an answer that is right when all of T decisions are, each with
 * probability q = σ(u) (T ≥ 1, not necessarily whole).
 */
export function gainOf({ value, weight, gain }: Weighting, decisions: number): Gain {
  if (gain) return gain(decisions);
  const jet = (u: number): Jet => {
    const q = sigmoid(u);
    const s = sigmoid(-u);
    const logQ = logSigmoid(u);
    const p = logisticPower(decisions, logQ, q, s);
    const rest = logisticPower(decisions - 1, logQ, q, s);
    return product(composed(weight(p[0], -Math.expm1(decisions * logQ)), p), rest);
  };
  return {
    value: (u) => {
      const logQ = logSigmoid(u);
      const power = decisions * logQ;
      return value(Math.exp(power), -Math.expm1(power)) * Math.exp((decisions - 1) * logQ);
    },
    jet,
  };
}

/** σ(u)ʳ and its derivatives in u; s = 1 − q. */
export function logisticPower(r: number, logQ: number, q: number, s: number): Jet {
  const value = Math.exp(r * logQ);
  // (σʳ)′ = r s σʳ and s′ = −q s.
  const first = r * s * value;
  const second = first * (r * s - q);
  const third = second * (r * s - q) - first * q * s * (r + 1);
  return [value, first, second, third];
}

/** The success rate of T decisions of logit u. */
export function successRate(u: number, decisions: number): number {
  return Math.exp(decisions * logSigmoid(u));
}

/** The logit of one decision at which T of them succeed together at rate p. */
export function decisionLogit(p: number, decisions: number): number {
  // For a p close to 1, its root rounds to 1.
  const logQ = Math.log(p) / decisions;
  return logQ - Math.log(-Math.expm1(logQ));
}
