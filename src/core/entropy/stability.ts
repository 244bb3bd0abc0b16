import { restPoints } from './equilibriumModel.ts';
import type { GrpoModel } from './grpo/grpoModel.ts';
import { settle } from './hysteresis.ts';
import { maxwellStrengths } from './grpo/thresholds.ts';
import type { ModelView } from './modelView.ts';
import type { ModelState } from './quasiStaticPath.ts';

/** A jump that happens when the control parameter changes slowly and all else stays. */
export interface Jump {
  /** The value of the parameter at which it happens. */
  readonly at: number;
  /** The value beyond which changing it back undoes the jump; undefined if nothing does. */
  readonly back: number | undefined;
  /** Whether nothing holds the state after it. */
  readonly isForGood: boolean;
}

/**
 * The stability of a state of a model. `falling` and `rising` are the jumps that follow if the control
 * parameter falls or rises: the strength B of a training, the forcing b of the normal form.
 */
export interface Stability {
  /** Number of stable states at these controls. */
  readonly stable: number;
  /** Whether every state returns to this one, so that it does not depend on history. */
  readonly isOnly: boolean;
  /** Whether the state is one of them. */
  readonly isStable: boolean;
  /** Whether no equilibrium is at or above the state, and the flow leads it upwards for good. */
  readonly isLost: boolean;
  readonly falling: Jump | undefined;
  readonly rising: Jump | undefined;
}

type Step = Omit<Jump, 'isForGood'>;

/** A turning point, where a stable branch of equilibria ends: its state and its parameter. */
interface TurningPoint {
  readonly state: number;
  readonly value: number;
}

/** The stability of a state. The model of two formats has no control parameter, so no jumps. */
export function stabilityOf({ model, grpo, settings }: ModelView, place: ModelState): Stability {
  const { control1, control2, state } = place;
  const points = restPoints(model, control1, control2);
  const stable = points.filter((point) => point.stable);
  const isStable = stable.some((point) => isSame(point.state, state));
  const { falling, rising } = grpo
    ? strengthJumps(grpo, control1, state)
    : jumpsFrom(forcingTurningPoints(), state);
  const jump = (found: Step | undefined, side: number): Jump | undefined =>
    found && { ...found, isForGood: grpo !== undefined && isForGood(grpo, place, found.at, side) };
  const jumps = { falling: jump(falling, -1), rising: jump(rising, 1) };
  // Beyond an unstable state there is another stable one, or the state diverges.
  const isOnly = isStable && points.length === 1;
  const isLost =
    model.drift(state, control1, control2) > 0 &&
    points.every((point) => point.state < state && !isSame(point.state, state));
  return { stable: stable.length, isOnly, isStable, isLost, ...jumps };

  function forcingTurningPoints(): readonly TurningPoint[] {
    if (settings.kind !== 'normalForm') return [];
    return model
      .foldStates(control2)
      .map((at) => ({ state: at, value: model.control1At(at, control2) }));
  }
}

/** Whether nothing holds the state of a training just beyond a jump. */
function isForGood(model: GrpoModel, place: ModelState, at: number, side: number): boolean {
  const { control1, state } = place;
  return !Number.isFinite(settle(model, state, control1, at * (1 + 1e-9 * side)));
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * (1 + Math.abs(b));
}

/** Towards the anchor the strength grows without bound on both sides, so each side has its jumps. */
function strengthJumps(model: GrpoModel, anchor: number, state: number) {
  // What the pull has to balance tells the side, also where rounding puts a state on its anchor.
  const side = model.drift(state, anchor, 0) < 0 ? -1 : 1;
  const turningPoints = model
    .turningPoints(anchor)
    .filter((point) => side * (point.state - anchor) > 0)
    .map((point) => ({ state: side * point.state, value: point.strength }))
    .sort((a, b) => a.state - b.state);
  const { falling, rising } = jumpsFrom(turningPoints, side * state);
  return { falling: falling && falling.at > 0 ? falling : undefined, rising };
}

/**
 * The jumps from a state. The parameter is a function of the state along the equilibria, which falls on
 * stable branches: so the turning points, ascending in the state, are minima and maxima in turn, and the
 * first is a minimum.
 */
function jumpsFrom(
  turningPoints: readonly TurningPoint[],
  state: number,
): { readonly falling: Step | undefined; readonly rising: Step | undefined } {
  const above = turningPoints.findIndex((point) => point.state >= state);
  const next = above < 0 ? turningPoints.length : above;
  // Between a minimum and a maximum the branch is unstable, and beyond the last minimum the state diverges.
  if (next % 2 === 1) return { falling: undefined, rising: undefined };
  return { falling: fall(turningPoints, next), rising: rise(turningPoints, next - 1) };
}

/** The jump over the minimum with this index, to the first branch that reaches below it. */
function fall(turningPoints: readonly TurningPoint[], minimum: number): Step | undefined {
  if (minimum >= turningPoints.length) return undefined;
  const at = turningPoints[minimum].value;
  for (let i = minimum + 1; i < turningPoints.length; i += 2) {
    const end = turningPoints[i + 1] as TurningPoint | undefined;
    if (!end || end.value < at) return { at, back: turningPoints[i].value };
  }
  return { at, back: undefined };
}

/** The jump over the maximum with this index, to the first branch that reaches above it. */
function rise(turningPoints: readonly TurningPoint[], maximum: number): Step | undefined {
  if (maximum < 0) return undefined;
  const at = turningPoints[maximum].value;
  for (let i = maximum - 1; i >= 0; i -= 2) {
    const end = turningPoints[i - 1] as TurningPoint | undefined;
    if (!end || end.value > at) return { at, back: turningPoints[i].value };
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
