import { logSigmoid, logit, sigmoid } from '../../numeric/logistic.ts';
import { sum, type Jet } from '../../numeric/jet.ts';
import type { Gain } from './gain.ts';
import type { HeldGain } from './heldGain.ts';
import { farInflection, farLogit } from './range.ts';
import type { EntropyBonus } from './restoringForce.ts';
import { divergence } from './reverseKl.ts';

/** Beyond this logit, differences of the flux cancel. */
const farFlux = 30;

/** Stands for the probability 0: a logit of −690, which no policy has. */
const least = 1e-300;

/**
 * A gain held back by k3 as a loss, in expectation the gradient β·(q − q_ref) of KL(ref‖π). With the
 * entropy bonus, F(u) = M(u) − τ·(u − u_free), equilibria are q(1 − q)·F = β·(q − q_ref): linear in the
 * coordinate x = q, with G = q(1 − q)·F. So folds are where β = dG/dq = F′ + (1 − 2q)·F, the extrema of
 * β(u) = q(1 − q)·F/(q − q_ref).
 *
 * For some states no reference makes them an equilibrium; their anchor is then far out, at ±690.
 */
export function heldByForwardKl(
  gain: Gain,
  reward: (u: number) => number,
  { bonus, free }: EntropyBonus,
  decisions: number,
): HeldGain {
  const held = (u: number): number => gain.value(u) - bonus * (u - free);
  const bonusJet = (u: number): Jet => [-bonus * (u - free), -bonus, 0, 0];
  /** β at which q_ref or 1 − q_ref is 0, as distances from a strength. */
  const room = (u: number, strength: number): readonly [number, number] => {
    const f = held(u);
    return [strength - sigmoid(-u) * f, strength + sigmoid(u) * f];
  };
  return {
    value: held,
    slope: (u) => slopesInQ(u, gain, bonusJet(u))[0],
    curvature: (u) => slopesInQ(u, gain, bonusJet(u))[1],
    offset: forwardOffset,
    offsetSlope: forwardOffsetSlope,
    anchorAt: (u, strength) => {
      const [below, above] = room(u, strength);
      return u + Math.log(Math.max(below, least)) - Math.log(Math.max(above, least));
    },
    slopes: (u, strength) => {
      const [below, above] = room(u, strength).map((x) => Math.max(x, 1e-9 * strength));
      return {
        byState: (strength * (strength - slopesInQ(u, gain, bonusJet(u))[0])) / (below * above),
        byControl2: held(u) / (below * above),
      };
    },
    potential: (u, anchor, strength) =>
      decisions * (strength * crossEntropy(anchor, u) + bonus * divergence(u, free)) - reward(u),
    reach: (anchor, strength) => {
      const most = 2 * gain.value(farLogit);
      const byKl = anchor + 3 + (strength > 0 ? logOnePlus(most, strength) : Infinity);
      const byBonus = free + 1 + most / bonus;
      const high = Math.min(byKl, byBonus, Number.MAX_VALUE);
      return [Math.min(anchor, free, -farLogit) - 1, Math.max(high, farLogit)];
    },
    searched: gain.flux ? [-farFlux, farFlux] : [-farLogit, farInflection],
    coordinate: {
      of: sigmoid,
      logit: (q) => logit(Math.min(Math.max(q, least), 1 - Number.EPSILON / 2)),
      gain: (u) => ({
        value: sigmoid(u) * sigmoid(-u) * held(u),
        third: thirdInQ(u, sum(gain.jet(u), bonusJet(u))),
      }),
    },
  };
}

/** ln(1 + a/b), also where the quotient overflows. */
function logOnePlus(a: number, b: number): number {
  return a / b === Infinity ? Math.log(a) - Math.log(b) : Math.log1p(a / b);
}

/** (q − q_ref)/(q(1 − q)) without cancellation. */
export function forwardOffset(u: number, anchor: number): number {
  return u === anchor ? 0 : (-Math.expm1(anchor - u) * sigmoid(-anchor)) / sigmoid(-u);
}

/** The derivative of `forwardOffset` in u: 1 − (1 − 2q)·offset. */
export function forwardOffsetSlope(u: number, anchor: number): number {
  return 1 - tilt(u) * forwardOffset(u, anchor);
}

/** N = dG/dq and dN/du. */
function slopesInQ(u: number, gain: Gain, bonus: Jet): readonly [number, number] {
  const [n, n1] = byDefinition(u, bonus);
  const { flux } = gain;
  if (!flux) {
    const [m, m1] = byDefinition(u, gain.jet(u));
    return [m + n, m1 + n1];
  }
  const [, h1, h2] = flux(u);
  const variance = sigmoid(u) * sigmoid(-u);
  return [h1 / variance + n, (h2 - tilt(u) * h1) / variance + n1];
}

/** N = F′ + (1 − 2q)·F and dN/du from the jet of F. */
function byDefinition(u: number, [f, f1, f2]: Jet): readonly [number, number] {
  const variance = sigmoid(u) * sigmoid(-u);
  return [f1 + tilt(u) * f, f2 + tilt(u) * f1 - 2 * variance * f];
}

function thirdInQ(u: number, jet: Jet): number {
  const [f, f1, f2, f3] = jet;
  const variance = sigmoid(u) * sigmoid(-u);
  const [, n1] = byDefinition(u, jet);
  const n2 = f3 + tilt(u) * f2 - 4 * variance * f1 - 2 * variance * tilt(u) * f;
  return (n2 - tilt(u) * n1) / (variance * variance);
}

/** 1 − 2q. */
function tilt(u: number): number {
  return sigmoid(-u) - sigmoid(u);
}

/** −Σ ref·ln π of a choice between two with logits v and u. */
function crossEntropy(v: number, u: number): number {
  return -sigmoid(v) * logSigmoid(u) - sigmoid(-v) * logSigmoid(-u);
}
