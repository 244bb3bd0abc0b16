import { isUnbounded, type GrpoModel } from './grpoModel.ts';
import type { EntropyBonus } from './restoringForce.ts';
import { turningPoints, type Threshold } from './thresholds.ts';

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
  /** The folds, by ascending state; those at a β below zero are met by no training. */
  readonly folds: readonly Threshold[];
  /** The β above which a policy that starts at the reference does not collapse; Infinity if none is. */
  readonly hold: number;
  /** The β above which a collapsed policy recovers; Infinity if none is. */
  readonly undo: number;
  /** Both, where folds separate them; undefined if entropy changes gradually with β. */
  readonly thresholds: KlThresholds | undefined;
}

/** States beyond it cannot be told from certain success, where β(u) has reached its limit. */
const certain = 30;

/**
 * The section of a model over β at the logit of a reference. With the reverse divergence the bonus is
 * taken out of the combined strength: M(u) − τ(u − u_free) = β(u − u_ref).
 *
 * A policy collapses towards certain success, so what lies above the reference counts. From the reference
 * outwards, β falls along the sheet of a policy that starts there: its first minimum is where this sheet
 * ends. Above the highest maximum no other sheet lies above the reference. Where the bonus exceeds the
 * gain at the reference, a policy that starts there moves away from a collapse.
 */
export function klSection(model: GrpoModel, bonus: EntropyBonus, reference: number): KlSection {
  const { value, betaAt, folds } = sectionOf(model, bonus, reference);
  const isPushed = value(reference) > 0;
  const above = folds.filter(({ state }) => state > reference);
  const maxima = above
    .filter((_, i) => i % 2 === (isPushed ? 1 : 0))
    .map(({ strength }) => strength);
  const limit = limitOf(model, betaAt);
  const endsRising = above.length % 2 === (isPushed ? 1 : 0);
  const hold = isPushed ? Math.max(0, above.at(0)?.strength ?? limit) : 0;
  const undo = Math.max(0, ...maxima, endsRising ? limit : 0);
  const isGradual = above.length === 0 || above[0].state > certain || !(undo > hold);
  const thresholds = { hold, undo: undo === Infinity ? undefined : undo };
  return { betaAt, folds, hold, undo, thresholds: isGradual ? undefined : thresholds };
}

/** F(u), the drift without the KL force, β(u) and its turning points. */
function sectionOf(
  model: GrpoModel,
  { bonus, free }: EntropyBonus,
  reference: number,
): Pick<KlSection, 'betaAt' | 'folds'> & { readonly value: (u: number) => number } {
  const { gain, force, inflections } = model;
  if (force.klGradient !== 'reverse') {
    const value = (u: number): number => model.drift(u, reference, 0);
    const betaAt = (u: number): number => value(u) / (value(u) - model.drift(u, reference, 1));
    // Further out, an unbounded gain and the pull grow alike.
    const last = isUnbounded(model.estimator) ? certain : Infinity;
    const folds = model.turningPoints(reference).filter(({ state }) => state <= last);
    return { value, betaAt, folds };
  }
  const value = (u: number): number => gain.value(u) - bonus * (u - free);
  const held = {
    value,
    slope: (u: number) => gain.jet(u)[1] - bonus,
    offset: (u: number, anchor: number) => u - anchor,
  };
  const betaAt = (u: number): number => value(u) / (u - reference);
  return { value, betaAt, folds: turningPoints(held, inflections, reference) };
}

/** The β with which the pull balances the gain towards certain success; 0 if any β exceeds it there. */
function limitOf({ estimator, force }: GrpoModel, betaAt: (u: number) => number): number {
  if (!isUnbounded(estimator)) return 0;
  if (force.klGradient !== 'k3') return Infinity;
  // The gain of infinite groups grows like the root of the pull, that of dynamic sampling like the pull.
  return estimator.kind === 'dynamicSampling' ? betaAt(certain) : 0;
}
