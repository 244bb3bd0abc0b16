import { foldCrossings, type BifurcationCurve } from './bifurcation.ts';
import type { ModelView } from './modelView.ts';
import { foldControls, restPoints, type RestPoint } from './equilibriumModel.ts';
import { refreshThreshold } from './grpo/refresh.ts';
import type { Controls } from './hysteresis.ts';
import type { ModelState } from './quasiStaticPath.ts';

/** What is known about a point of the control plane. */
export interface Equilibria {
  readonly controls: Controls;
  /** The equilibria there, ascending in the state. */
  readonly points: readonly RestPoint[];
  /** Index of the equilibrium that the state is at; −1 if it is at none. */
  readonly here: number;
  /** Distances to the folds along each control alone, nearest first. */
  readonly toFolds: {
    readonly control1: readonly number[];
    readonly control2: readonly number[];
  };
}

/** The equilibria at a point, with distances within the range of control2 that the curves cover. */
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

/** The effect of regularisation on a policy. */
export type Regime =
  /** One equilibrium and no fold: regularisation and reward are in balance. */
  | 'balanced'
  /** Held by the reference, although a collapsed state is stable as well. */
  | 'prevented'
  /** Collapsed, although a held state is stable as well. */
  | 'notUndone'
  /** Strong enough to undo a collapse: only the held state is stable. */
  | 'undone'
  /** Too weak to prevent a collapse: only the collapsed state is stable. */
  | 'collapsed'
  /** Held, although beyond an unstable state nothing holds the policy. */
  | 'heldOrDivergent'
  /** Beyond the unstable state: nothing holds the policy, although a held state is stable. */
  | 'divergentOrHeld'
  /** There is no stable state; the state diverges. */
  | 'divergent';

/** The regime of a training at a point. */
export function regimeOf(modelView: ModelView, { points, here, controls }: Equilibria): Regime {
  const stable = points.filter((point) => point.stable);
  if (stable.length === 0) return 'divergent';
  if (stable.length > 1) {
    const isUpper = here >= 0 && points[here] === stable[stable.length - 1];
    return isUpper ? 'notUndone' : 'prevented';
  }
  const last = points[points.length - 1];
  if (!last.stable && last.state > stable[0].state)
    return here >= 0 && points[here] === stable[0] ? 'heldOrDivergent' : 'divergentOrHeld';
  const folds = modelView.model.foldStates(controls.control2);
  if (folds.length === 0) return 'balanced';
  return stable[0].state > folds[folds.length - 1] ? 'collapsed' : 'undone';
}

/** The share of a fine-tuned policy that moves the state off its sheet; see `refreshThreshold`. */
export function refreshShare(
  { grpo }: ModelView,
  { control1, control2, state }: ModelState,
  success: number,
): number | undefined {
  return grpo && refreshThreshold(grpo, control1, control2, state, success);
}
