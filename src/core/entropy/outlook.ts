import { restPoints } from './equilibriumModel.ts';
import type { GrpoModel } from './grpo/grpoModel.ts';
import { maxwellStrengths, strengthThresholds } from './grpo/thresholds.ts';
import type { ModelView } from './modelView.ts';
import type { ModelState } from './quasiStaticPath.ts';

/** A jump that happens when one control, the knob, is turned slowly and all else stays. */
export interface Jump {
  /** The value of the knob at which it happens. */
  readonly at: number;
  /** The value at which turning the knob back undoes it; undefined if nothing does. */
  readonly back: number | undefined;
}

/**
 * What may become of the state of a model. `falling` and `rising` are the jumps that follow if the
 * knob is turned down or up: the strength B of a training, the forcing b of the normal form.
 */
export interface Outlook {
  /** Number of stable states at these controls. */
  readonly stable: number;
  /** Whether every state returns to this one, so that it does not depend on history. */
  readonly isOnly: boolean;
  /** Whether the state is one of them. */
  readonly isStable: boolean;
  readonly falling: Jump | undefined;
  readonly rising: Jump | undefined;
}

/** An end of a stable branch of equilibria: its state, and the value of the knob there. */
interface Turning {
  readonly state: number;
  readonly value: number;
}

/** The outlook of a state; two formats have no knob. */
export function outlookOf({ model, grpo, settings }: ModelView, place: ModelState): Outlook {
  const { control1, control2, state } = place;
  const points = restPoints(model, control1, control2);
  const stable = points.filter((point) => point.stable);
  const isStable = stable.some((point) => isSame(point.state, state));
  const jumps = jumpsFrom(grpo ? strengthTurnings(grpo, control1) : forcingTurnings(), state);
  // Beyond an unstable state there is another stable one, or the state diverges.
  const isOnly = isStable && points.length === 1;
  return { stable: stable.length, isOnly, isStable, ...jumps };

  function forcingTurnings(): readonly Turning[] {
    if (settings.kind !== 'normalForm') return [];
    return model
      .foldStates(control2)
      .map((at) => ({ state: at, value: model.control1At(at, control2) }));
  }
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * (1 + Math.abs(b));
}

function strengthTurnings(model: GrpoModel, anchor: number): readonly Turning[] {
  return strengthThresholds(model, anchor).map(({ state, strength }) => ({
    state,
    value: strength,
  }));
}

/**
 * The jumps from a state. The knob is a function of the state along the equilibria, which falls on
 * stable branches: so the turnings, ascending in the state, are minima and maxima in turn, and the
 * first is a minimum.
 */
function jumpsFrom(
  turnings: readonly Turning[],
  state: number,
): Pick<Outlook, 'falling' | 'rising'> {
  const above = turnings.findIndex((turning) => turning.state >= state);
  const next = above < 0 ? turnings.length : above;
  return { falling: fall(turnings, next), rising: rise(turnings, next - 1) };
}

/** The jump over the minimum with this index, to the first branch that reaches below it. */
function fall(turnings: readonly Turning[], minimum: number): Jump | undefined {
  if (minimum >= turnings.length) return undefined;
  const at = turnings[minimum].value;
  for (let i = minimum + 1; i < turnings.length; i += 2) {
    const end = turnings[i + 1] as Turning | undefined;
    if (!end || end.value < at) return { at, back: turnings[i].value };
  }
  return { at, back: undefined };
}

/** The jump over the maximum with this index, to the first branch that reaches above it. */
function rise(turnings: readonly Turning[], maximum: number): Jump | undefined {
  if (maximum < 0) return undefined;
  const at = turnings[maximum].value;
  for (let i = maximum - 1; i >= 0; i -= 2) {
    const end = turnings[i - 1] as Turning | undefined;
    if (!end || end.value > at) return { at, back: turnings[i].value };
  }
  return { at, back: undefined };
}

/**
 * The strength at which the deepest of two wells changes, at the anchor of a place: above it the
 * held state is the deeper one. Undefined unless there is exactly one.
 */
export function maxwellStrength({ grpo }: ModelView, { control1 }: ModelState): number | undefined {
  const points = grpo ? maxwellStrengths(grpo, control1) : [];
  return points.length === 1 ? points[0].control2 : undefined;
}
