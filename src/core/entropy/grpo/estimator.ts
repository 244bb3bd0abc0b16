import { bernstein } from '../../numeric/bernstein.ts';
import { power, product, type Jet } from '../../numeric/jet.ts';
import { sigmoid } from '../../numeric/logistic.ts';
import type { Gain } from './gain.ts';
import { infiniteGroupGain, mixedGroupsGain } from './unboundedGain.ts';

/** How the rewards 0 or 1 of a group of sampled answers are turned into advantages. */
export type Estimator =
  /** Reward minus mean over standard deviation of the group (Shao et al. 2024). */
  | { readonly kind: 'grpo'; readonly group: number; readonly deviation: 'unbiased' | 'population' }
  /** Reward minus the mean of the others (Ahmadian et al. 2024). */
  | { readonly kind: 'rloo' }
  /** Reward minus mean, not normalised (Liu et al. 2025). */
  | { readonly kind: 'drGrpo'; readonly group: number }
  /** Reward minus mean over mean; nothing for a group without a right answer (Tajwar et al. 2026). */
  | { readonly kind: 'maxRl'; readonly group: number }
  /** GRPO on the groups that are neither all right nor all wrong (DAPO, Yu et al. 2025). */
  | { readonly kind: 'dynamicSampling'; readonly group: number }
  /** GRPO with infinite groups, standard deviation √(p(1−p) + ε) (Mroueh 2025). */
  | { readonly kind: 'infiniteGroup'; readonly epsilon: number };

/** The expected update of an estimator: the gradient in the logit of success, over p(1 − p). */
export interface Weighting {
  /** m at the success rate p; q = 1 − p. */
  readonly value: (p: number, q: number) => number;
  /** m and its derivatives in p. */
  readonly weight: (p: number, q: number) => Jet;
  /** The objective that the update ascends at ln p: A with dA/dp = m, up to a constant. */
  readonly objective: (logP: number) => number;
  /**
   * The gain of T decisions, where m grows beyond all bounds and its derivatives in p overflow; without
   * it, the gain follows from `value` and `weight`.
   */
  readonly gain?: (decisions: number) => Gain;
}

/**
 * The weighting m(p) of an estimator. Throws a RangeError when a group has fewer than 2 or more
 * than 512 answers, or epsilon is negative.
 *
 * For GRPO m(p) = c Σ C(G,k) √(k(G−k))/G · p^(k−1) (1−p)^(G−1−k), k = 1…G−1, which is the Bernstein
 * polynomial of degree G − 2 with the coefficients c (G−1)/√(k(G−k)); it tends to 1/√(p(1−p)) as G
 * grows. Its integral is a Bernstein polynomial again, which tends to 2 arcsin √p (Davis and Recht
 * 2025). c = √((G−1)/G) for the unbiased standard deviation, 1 for that of the population.
 *
 * For MaxRL m(p) = (1 − (1−p)^(G−1))/p = Σ (1−p)^k, k = 0…G−2, with the coefficients (G−1)/k in
 * place of those of GRPO: it is G − 1 at p = 0 and 1 at p = 1. The update ascends the series of
 * ln p in powers of 1 − p to the order G − 1.
 */
export function weighting(estimator: Estimator): Weighting {
  switch (estimator.kind) {
    case 'grpo':
      return standardised(checkedGroup(estimator.group), estimator.deviation);
    case 'rloo':
      return uniform(1);
    case 'drGrpo':
      return uniform(1 - 1 / checkedGroup(estimator.group));
    case 'maxRl':
      return overMean(checkedGroup(estimator.group));
    case 'dynamicSampling':
      return mixedGroupsOnly(checkedGroup(estimator.group));
    case 'infiniteGroup':
      return infiniteGroup(estimator.epsilon);
  }
}

function checkedGroup(group: number): number {
  if (Number.isInteger(group) && group >= 2 && group <= 512) return group;
  throw new RangeError(`A group has from 2 to 512 answers, not ${group}.`);
}

function standardised(group: number, deviation: 'unbiased' | 'population'): Weighting {
  const factor = deviation === 'unbiased' ? Math.sqrt((group - 1) / group) : 1;
  return polynomial(group, (k) => (factor * (group - 1)) / Math.sqrt(k * (group - k)));
}

function overMean(group: number): Weighting {
  return polynomial(group, (k) => (group - 1) / k);
}

/** The weighting with a Bernstein coefficient for each number k = 1…G−1 of right answers. */
function polynomial(group: number, coefficient: (k: number) => number): Weighting {
  const coefficients = Array.from({ length: group - 1 }, (_, j) => coefficient(j + 1));
  const sums = [0];
  for (const c of coefficients) sums.push(sums[sums.length - 1] + c / (group - 1));
  const { value, jet } = bernstein(coefficients);
  const integral = bernstein(sums).value;
  return {
    value,
    weight: jet,
    objective: (logP) => integral(Math.exp(logP), -Math.expm1(logP)),
  };
}

function uniform(factor: number): Weighting {
  return {
    value: () => factor,
    weight: () => [factor, 0, 0, 0],
    objective: (logP) => factor * Math.exp(logP),
  };
}

function mixedGroupsOnly(group: number): Weighting {
  const { value, weight } = standardised(group, 'unbiased');
  // 1 − pᴳ − qᴳ over p·q is again a Bernstein polynomial without cancellation.
  const n = group - 2;
  const mixed = bernstein(
    Array.from({ length: n + 1 }, (_, j) => (group * (group - 1)) / ((j + 1) * (group - 1 - j))),
  );
  const perMixed = (p: number, q: number): number => value(p, q) / mixed.value(p, q);
  const perMixedJet = (p: number, q: number): Jet =>
    product(weight(p, q), power(mixed.jet(p, q), -1));
  return {
    value: (p, q) => perMixed(p, q) / (p * q),
    weight: (p, q) => product(perMixedJet(p, q), power([p * q, q - p, -2, 0], -1)),
    objective: (logP) => logitIntegral(perMixed, logP),
    gain: (decisions) => mixedGroupsGain(perMixed, perMixedJet, decisions),
  };
}

function infiniteGroup(epsilon: number): Weighting {
  if (!(epsilon >= 0)) throw new RangeError(`Epsilon must not be below zero, as ${epsilon} is.`);
  return {
    value: (p, q) => 1 / Math.sqrt(p * q + epsilon),
    weight: (p, q) => power([p * q + epsilon, q - p, -2, 0], -0.5),
    objective: (logP) => {
      const [p, q] = [Math.exp(logP), -Math.expm1(logP)];
      return Math.atan2((p - q) / 2, Math.sqrt(p * q + epsilon));
    },
    ...(epsilon < leastEpsilon && {
      gain: (decisions: number) => infiniteGroupGain(epsilon, decisions),
    }),
  };
}

/** From here on, derivatives of (p(1 − p) + ε)^(−1/2) in p do not overflow. */
const leastEpsilon = 1e-60;

/** Beyond this logit to either side, p·(1 − p)·m has reached its limit to the last bit. */
const farIntegral = 40;

/**
 * ∫ m dp from p = 1/2 to ln p, where `integrand` is p·(1 − p)·m, as an integral over the logit x of p:
 * by Gauss and Legendre on pieces at most 1 wide, and linear where the integrand is constant.
 */
function logitIntegral(integrand: (p: number, q: number) => number, logP: number): number {
  const x = logP - Math.log(-Math.expm1(logP));
  const end = Math.min(Math.max(x, -farIntegral), farIntegral);
  const pieces = Math.max(1, Math.ceil(Math.abs(end)));
  const half = end / pieces / 2;
  let sum = x === end ? 0 : (x - end) * (x < 0 ? integrand(0, 1) : integrand(1, 0));
  for (let i = 0; i < pieces; i++)
    for (const [node, share] of gaussLegendre8) {
      for (const sign of [-1, 1]) {
        const u = half * (2 * i + 1 + sign * node);
        sum += share * half * integrand(sigmoid(u), sigmoid(-u));
      }
    }
  return sum;
}

/** Nodes above zero and weights on [−1, 1] (Abramowitz and Stegun 1964, table 25.4). */
const gaussLegendre8 = [
  [0.18343464249564978, 0.362683783378362],
  [0.525532409916329, 0.31370664587788727],
  [0.7966664774136267, 0.22238103445337448],
  [0.9602898564975363, 0.10122853629037626],
] as const;
