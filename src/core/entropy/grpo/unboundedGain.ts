import { composed, power, product, type Jet } from '../../numeric/jet.ts';
import { logSigmoid, sigmoid } from '../../numeric/logistic.ts';
import { logisticPower, type Gain } from './gain.ts';

/**
 * The gain of the groups that are neither all right nor all wrong. With R = p(1 − p)·m, which is
 * bounded, M = R / ((1 − p)·q) and q(1 − q)·M = R·(1 − q)/(1 − p). Nothing overflows where p = qᵀ
 * underflows, as it would in m·qᵀ⁻¹.
 */
export function mixedGroupsGain(
  value: (p: number, q: number) => number,
  jet: (p: number, q: number) => Jet,
  decisions: number,
): Gain {
  const success = (u: number): Jet =>
    logisticPower(decisions, logSigmoid(u), sigmoid(u), sigmoid(-u));
  const failure = (u: number): number => -Math.expm1(decisions * logSigmoid(u));
  return {
    value: (u) => {
      const q = failure(u);
      return value(Math.exp(decisions * logSigmoid(u)), q) / (q * sigmoid(u));
    },
    jet: (u) => {
      const p = success(u);
      const q = failure(u);
      const odds = Math.exp(-u);
      const perFailure = power([q, -p[1], -p[2], -p[3]], -1);
      const scaled = product(composed(jet(p[0], q), p), perFailure);
      return product(scaled, [1 + odds, -odds, odds, -odds]);
    },
    flux: (u) => {
      const p = success(u);
      return product(composed(jet(p[0], failure(u)), p), failureRatio(u, decisions));
    },
  };
}

/**
 * (1 − q)/(1 − qᵀ) and its derivatives in u. It tends to 1/T, so its derivatives are not those of a
 * quotient, which cancel. With λ = ln q its logarithm is −ψ, ψ′ = T·g(Tλ) − g(λ).
 */
function failureRatio(u: number, decisions: number): Jet {
  const logQ = logSigmoid(u);
  const [q, s] = [sigmoid(u), sigmoid(-u)];
  const [g0, g1, g2] = bernoulliGenerating(logQ);
  const [h0, h1, h2] = bernoulliGenerating(decisions * logQ);
  const outer: Jet = [0, g0 - decisions * h0, g1 - decisions ** 2 * h1, g2 - decisions ** 3 * h2];
  const log = composed(outer, [logQ, s, -q * s, -q * s * (s - q)]);
  const ratio = Math.expm1(logQ) / Math.expm1(decisions * logQ);
  return composed([ratio, ratio, ratio, ratio], log);
}

/** B₂ₖ/(2k)! for k = 1 … 10, of the Bernoulli numbers. */
const bernoulliTerms = [
  1 / 12,
  -1 / 720,
  1 / 30_240,
  -1 / 1_209_600,
  1 / 47_900_160,
  -691 / 1_307_674_368_000,
  1 / 74_724_249_600,
  -3617 / 10_670_622_842_880_000,
  43_867 / 5_109_094_217_170_944_000,
  -174_611 / 802_857_662_698_291_200_000,
] as const;

/** 1/(1 − e⁻ˣ) − 1/x for x ≤ 0, with two derivatives; 1/2 at 0 (Abramowitz and Stegun 1964, 23.1). */
function bernoulliGenerating(x: number): readonly [number, number, number] {
  if (x < -1) {
    const e = Math.exp(x);
    const f = 1 - e;
    return [
      -e / f - 1 / x,
      -e / (f * f) + 1 / (x * x),
      (-e * (1 + e)) / (f * f * f) - 2 / (x * x * x),
    ];
  }
  const sum: [number, number, number] = [0, 0, 0];
  for (let k = bernoulliTerms.length - 1; k >= 0; k--) {
    const degree = 2 * k + 1;
    sum[0] += bernoulliTerms[k] * x ** degree;
    sum[1] += bernoulliTerms[k] * degree * x ** (degree - 1);
    if (k > 0) sum[2] += bernoulliTerms[k] * degree * (degree - 1) * x ** (degree - 2);
  }
  return [sum[0] + 0.5, sum[1], sum[2]];
}

/**
 * The gain of infinite groups, by its logarithm: with w = p(1 − p),
 * ln M = (T/2 − 1) ln q − ½ ln(1 − p) − ½ ln(1 + ε/w). No derivative overflows where p underflows.
 */
export function infiniteGroupGain(epsilon: number, decisions: number): Gain {
  const jet = (u: number): Jet => {
    const logQ = logSigmoid(u);
    const [q, s] = [sigmoid(u), sigmoid(-u)];
    const logQs: Jet = [logQ, s, -q * s, -q * s * (s - q)];
    const p = logisticPower(decisions, logQ, q, s);
    const f = -Math.expm1(decisions * logQ);
    const logFailure = composed([Math.log(f), -1 / f, -1 / f ** 2, -2 / f ** 3], p);
    const logVariance = logQs.map((x, i) => decisions * x + logFailure[i]);
    const correction = softplusOf(Math.log(epsilon) - logVariance[0], logVariance);
    const log = logQs.map(
      (x, i) => (decisions / 2 - 1) * x - logFailure[i] / 2 - correction[i] / 2,
    ) as [number, number, number, number];
    const value = Math.exp(log[0]);
    return composed([value, value, value, value], log);
  };
  return {
    value: (u) => {
      const logQ = logSigmoid(u);
      const f = -Math.expm1(decisions * logQ);
      const variance = Math.exp(decisions * logQ) * f;
      return epsilon > 0
        ? Math.exp((decisions - 1) * logQ) / Math.sqrt(variance + epsilon)
        : Math.exp((decisions / 2 - 1) * logQ) / Math.sqrt(f);
    },
    jet,
  };
}

/** ln(1 + eʸ) with y = ln ε − ω, and its derivatives where those of ω are given. */
function softplusOf(y: number, [, w1, w2, w3]: readonly number[]): Jet {
  if (y === -Infinity) return [0, 0, 0, 0];
  const share = sigmoid(y);
  const slope = share * sigmoid(-y);
  return composed([-logSigmoid(-y), share, slope, slope * (1 - 2 * share)], [y, -w1, -w2, -w3]);
}
