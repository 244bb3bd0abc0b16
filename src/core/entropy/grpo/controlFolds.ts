import { rootsOnGrid } from '../../numeric/root.ts';
import type { GrpoControls } from '../controls.ts';
import { isUnbounded, type GrpoModel, type PullPart } from './grpoModel.ts';
import { farLogit } from './range.ts';
import { extremaOf, type Threshold } from './thresholds.ts';

/** Weights of a training, and the logits that its forces pull towards. */
export interface TrainingForces {
  readonly weights: Pick<GrpoControls, 'kl' | 'entropyBonus' | 'credit'>;
  /** Logit of the reference policy, and of the uniform one. */
  readonly reference: number;
  readonly free: number;
}

/** A control along which `weightFolds` finds folds; `klSection` finds those along β. */
export type WeightControl = 'entropyBonus' | 'credit';

/** Larger weights are not those of a training; an unbounded gain reaches them far out. */
export const mostWeight = 1e6;

/** Towards it an unbounded gain and the pull grow alike; further out their difference cancels. */
const farUnbounded = 30;

/** Steps of the search for turning points. */
const step = 0.02;

/**
 * The folds on the line along which one weight changes, by ascending state: the values of the weight at
 * which two equilibria meet, or one meets a jump of the drift. Equilibria are where credit·M is
 * β·offset + τ·(u − u_free), so each weight is a function of the state, and folds are its extrema. Those
 * at a weight below zero are met by no training.
 * `model` is the one without entropy bonus, of the training's KL gradient.
 */
export function weightFolds(
  model: GrpoModel,
  { weights, reference, free }: TrainingForces,
  control: WeightControl,
): readonly Threshold[] {
  const { kl, entropyBonus, credit } = weights;
  const { gain } = model;
  /** Numerator and denominator of the weight at a state, with their derivatives. */
  const fraction = ({ offset, slope }: PullPart, u: number): readonly number[] => {
    const [m, m1] = gain.jet(u);
    const bonus = entropyBonus * (u - free);
    switch (control) {
      case 'entropyBonus':
        return [credit * m - kl * offset(u), credit * m1 - kl * slope(u), u - free, 1];
      case 'credit':
        return [kl * offset(u) + bonus, kl * slope(u) + entropyBonus, m, m1];
    }
  };
  // The weight is infinite where its denominator is zero, so each side is a line of its own.
  const pole = control === 'entropyBonus' ? free : -Infinity;
  const knotsOf = (part: PullPart): readonly Threshold[] => {
    const value = (u: number): number => {
      const [top, , bottom] = fraction(part, u);
      // Just below the pole the denominator is negative.
      return top / (bottom || (part.to === pole ? -0 : 0));
    };
    const turning = (u: number): number => {
      const [top, top1, bottom, bottom1] = fraction(part, u);
      return top1 * bottom - top * bottom1;
    };
    const { from, to } = part;
    const turns = rootsOnGrid(turning, from, to, Math.max(1, Math.ceil((to - from) / step)));
    return [from, ...turns, to].map((state) => ({ state, strength: value(state) }));
  };
  const parts = model.pull(reference).map((part) => ({
    ...part,
    from: Math.max(part.from, -farLogit),
    to: Math.min(part.to, isUnbounded(model.estimator) ? farUnbounded : farLogit),
  }));
  const below = parts.map((part) => ({ ...part, to: Math.min(part.to, pole) }));
  const above = parts.map((part) => ({ ...part, from: Math.max(part.from, pole) }));
  // With the clamp and without a bonus, the pull tends to a limit towards certain success, as the gain does.
  const hasLimit =
    model.force.klGradient === 'k3Clamped' &&
    control === 'credit' &&
    entropyBonus === 0 &&
    !isUnbounded(model.estimator);
  return [below, above].flatMap((side) =>
    extremaOf(side.filter(({ from, to }) => from < to).flatMap(knotsOf), hasLimit).filter(
      ({ strength }) => strength <= (control === 'credit' ? 1 : mostWeight),
    ),
  );
}

/** Steps of the search over references, which decides how close two folds with a clamp may be. */
const referenceStep = 0.05;

/**
 * The folds on the line along which the reference changes, by ascending state: its logits at which two
 * equilibria meet, or one meets a jump of the drift. `model` is the one with the entropy bonus.
 */
export function referenceFolds(
  model: GrpoModel,
  { weights: { kl, entropyBonus, credit }, free }: Omit<TrainingForces, 'reference'>,
): readonly { readonly state: number; readonly reference: number }[] {
  if (!(kl > 0)) return [];
  const { klGradient } = model.force;
  if (klGradient === 'k3Clamped') return countedFolds(model, kl / credit);
  const control2 = (klGradient === 'reverse' ? kl + entropyBonus : kl) / credit;
  return model.foldStates(control2).flatMap((state) => {
    const anchor = model.control1At(state, control2);
    const reference =
      klGradient === 'reverse' ? (anchor * (kl + entropyBonus) - entropyBonus * free) / kl : anchor;
    return Math.abs(reference) < farLogit ? [{ state, reference }] : [];
  });
}

/** Where the number of equilibria changes; two folds within a step are missed. */
function countedFolds(
  model: GrpoModel,
  strength: number,
): readonly { readonly state: number; readonly reference: number }[] {
  const folds: { state: number; reference: number }[] = [];
  let last = model.equilibria(-farReference, strength);
  for (let x = -farReference; x < farReference; x += referenceStep) {
    const next = model.equilibria(x + referenceStep, strength);
    if (next.length !== last.length) {
      let [low, high] = [x, x + referenceStep];
      for (let i = 0; i < 60; i++) {
        const middle = (low + high) / 2;
        if (model.equilibria(middle, strength).length === last.length) low = middle;
        else high = middle;
      }
      const [few, many] = last.length < next.length ? [low, high] : [high, low];
      folds.push({ state: newcomer(model, strength, few, many), reference: high });
    }
    last = next;
  }
  return folds.sort((a, b) => a.state - b.state);
}

/** References beyond it succeed with less than 1e-8, or fail. */
const farReference = 20;

/** The state of an equilibrium at one reference that has no counterpart at another close by. */
function newcomer(model: GrpoModel, strength: number, few: number, many: number): number {
  const known = model.equilibria(few, strength);
  const distance = (u: number): number => Math.min(...known.map((v) => Math.abs(u - v)), Infinity);
  const all = model.equilibria(many, strength);
  return all.reduce((best, u) => (distance(u) > distance(best) ? u : best));
}
