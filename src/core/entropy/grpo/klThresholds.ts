import { isUnbounded, type GrpoModel } from './grpoModel.ts';
import type { EntropyBonus } from './restoringForce.ts';
import { turningPoints } from './thresholds.ts';

/**
 * The folds of a training over β, at a fixed entropy bonus and reference. Between them, entropy is
 * high or low depending on the history.
 */
export interface KlThresholds {
  /** β below which high entropy is lost; 0 if the entropy bonus alone holds it. */
  readonly hold: number;
  /** β above which low entropy is undone; undefined if no β undoes it. */
  readonly undo: number | undefined;
}

/** The equilibria of a training over β. The force of the KL divergence is linear in β. */
export interface KlSection {
  /** β at which a state is an equilibrium; below zero where none is. */
  readonly betaAt: (u: number) => number;
  /** The thresholds; undefined if entropy changes gradually with β. */
  readonly thresholds: KlThresholds | undefined;
}

/** States beyond it cannot be told from certain success, where β(u) has reached its limit. */
const certain = 30;

/** A logit above the reference that is closer than any turning point. */
const nextTo = 1e-6;

/**
 * The section of a model over β at the logit of a reference. With the reverse divergence the bonus is
 * taken out of the combined strength: M(u) − τ(u − u_free) = β(u − u_ref).
 */
export function klSection(model: GrpoModel, bonus: EntropyBonus, reference: number): KlSection {
  const { gain, force, inflections } = model;
  if (force.klGradient !== 'reverse') {
    const betaAt = (u: number): number => {
      const free = model.drift(u, reference, 0);
      return free / (free - model.drift(u, reference, 1));
    };
    const folds = model.turningPoints(reference);
    return { betaAt, thresholds: thresholdsOf(model, folds, reference, betaAt) };
  }
  const value = (u: number): number => gain.value(u) - bonus.bonus * (u - bonus.free);
  const betaAt = (u: number): number => value(u) / (u - reference);
  const folds = turningPoints(
    {
      value,
      slope: (u) => gain.jet(u)[1] - bonus.bonus,
      offset: (u, anchor) => u - anchor,
    },
    inflections,
    reference,
  );
  return { betaAt, thresholds: thresholdsOf(model, folds, reference, betaAt) };
}

/**
 * Hold and undo among the turning points of β(u). It falls from infinity at the reference, so the first
 * one above is a minimum, where high entropy ends, and the highest maximum after it is where low entropy
 * ends. Where the entropy bonus alone pulls back from the reference, β(u) rises from minus infinity
 * instead: nothing is lost, and the first one above is already such a maximum.
 */
function thresholdsOf(
  { estimator, force }: GrpoModel,
  folds: readonly { readonly state: number; readonly strength: number }[],
  reference: number,
  betaAt: (u: number) => number,
): KlThresholds | undefined {
  const above = folds.filter(({ state }) => state > reference);
  const isHeld = betaAt(reference + nextTo) < 0;
  const [lost, later] = isHeld ? [undefined, above] : [above.at(0), above.slice(1)];
  const first = above.at(0);
  if (first === undefined || first.state > certain) return undefined;
  const hold = Math.max(0, lost?.strength ?? 0);
  // The pull of k3 and the gain of mixed groups are in proportion towards certain success; that of the
  // reverse divergence and what a clamp leaves are weaker.
  if (isUnbounded(estimator) && force.klGradient !== 'k3') return { hold, undo: undefined };
  const peaks = later.map(({ strength }) => strength);
  if (isUnbounded(estimator)) peaks.push(betaAt(certain));
  const undo = Math.max(...peaks, 0);
  return undo > hold ? { hold, undo } : undefined;
}
