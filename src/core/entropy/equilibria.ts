import { foldCrossings, type BifurcationCurve } from './bifurcation.ts';
import type { ModelView } from './modelView.ts';
import { foldControls, restPoints, type RestPoint } from './equilibriumModel.ts';
import { refreshThreshold } from './grpo/refresh.ts';
import type { Controls } from './hysteresis.ts';
import type { ModelState } from './quasiStaticPath.ts';

/** What there is to know of a place in the control plane. */
export interface Equilibria {
  readonly controls: Controls;
  /** Everything at rest there, ascending in the state. */
  readonly points: readonly RestPoint[];
  /** The one that the state is at; −1 for one that is not at rest. */
  readonly here: number;
  /** How far each control may be changed alone until a fold is met, nearest first. */
  readonly toFolds: {
    readonly control1: readonly number[];
    readonly control2: readonly number[];
  };
}

/** The situation at a place; distances within the range of control2 that the curves cover. */
export function equilibriaAt(
  { model }: ModelView,
  curves: readonly BifurcationCurve[],
  { control1, control2 }: Controls,
  state?: number,
): Equilibria {
  const points = restPoints(model, control1, control2);
  const nearest = (distances: number[]): number[] =>
    distances.sort((a, b) => Math.abs(a) - Math.abs(b));
  const here =
    state === undefined
      ? -1
      : points.findIndex((point) => Math.abs(point.state - state) <= 1e-6 * (1 + Math.abs(state)));
  return {
    controls: { control1, control2 },
    points,
    here,
    toFolds: {
      control1: nearest(foldControls(model, control2).map((fold) => fold - control1)),
      control2: nearest(foldCrossings(curves, control1).map((fold) => fold.control2 - control2)),
    },
  };
}

/** What regularisation does for a policy: where it rests, whether that lasts, what would undo it. */
export type Regime =
  /** No fold is between the states: regularisation and reward are in balance. */
  | 'balanced'
  /** Held by the reference although a collapsed state lies beside it. */
  | 'prevented'
  /** Collapsed although a held state lies beside it. */
  | 'notUndone'
  /** Strong enough to undo a collapse: only the held state is left. */
  | 'undone'
  /** Too weak to prevent one: only the collapsed state is left. */
  | 'collapsed'
  /** Nothing rests; the policy runs away. */
  | 'runaway';

/** The outlook of a training at a place. */
export function regimeOf(modelView: ModelView, { points, here, controls }: Equilibria): Regime {
  const stable = points.filter((point) => point.stable);
  if (stable.length === 0) return 'runaway';
  if (stable.length > 1) {
    const isUpper = here >= 0 && points[here] === stable[stable.length - 1];
    return isUpper ? 'notUndone' : 'prevented';
  }
  const folds = modelView.model.foldStates(controls.control2);
  if (folds.length === 0) return 'balanced';
  return stable[0].state > folds[folds.length - 1] ? 'collapsed' : 'undone';
}

/** The share of a fine-tuned policy that frees the state from its sheet; see `refreshThreshold`. */
export function refreshShare(
  { grpo }: ModelView,
  { control1, control2, state }: ModelState,
  success: number,
): number | undefined {
  return grpo && refreshThreshold(grpo, control1, control2, state, success);
}
