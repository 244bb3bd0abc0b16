/**
 * A one-dimensional flow over a plane of two controls whose equilibria form one smooth surface, the
 * graph of `control1At` over (state, control2). Seen over the controls the surface folds where that
 * graph has slope zero in the state, and two folds end in each other at a cusp.
 *
 * Units are the model's own. `control2` is in the range in which the model is defined.
 */
export interface EquilibriumModel {
  /** The first control for which a state is an equilibrium. */
  readonly control1At: (state: number, control2: number) => number;
  /** Partial derivatives of `control1At`. */
  readonly slopes: (state: number, control2: number) => Slopes;
  /** The states at which the surface folds, ascending. */
  readonly foldStates: (control2: number) => readonly number[];
  /** The points at which folds begin or end, by ascending control2. */
  readonly cusps: readonly CuspPoint[];
  /** All equilibria, ascending; a fold counts once. */
  readonly equilibria: (control1: number, control2: number) => readonly number[];
  /** Velocity of a state, in the model's own time. */
  readonly drift: (state: number, control1: number, control2: number) => number;
  /**
   * The relaxation rate −∂drift/∂state of an equilibrium at its controls: above zero on stable sheets,
   * zero on folds, −Infinity at an unstable state in which the drift jumps.
   */
  readonly stiffness: (state: number, control1: number, control2: number) => number;
  /**
   * Whether a state of the surface is an equilibrium of the flow; without it, all are. Some flows have
   * equilibria that are not on the surface.
   */
  readonly existsAt?: (state: number, control2: number) => boolean;
  /** The states of the surface over a point, ascending, also where they are no equilibria. */
  readonly onSurface?: (control1: number, control2: number) => readonly number[];
  /** Equilibria that are not on the surface. */
  readonly patches?: readonly Patch[];
  /** Points of the surface that no controls have, but at which folds begin or end. */
  readonly hiddenCusps?: readonly CuspPoint[];
  /** The second control below which nothing holds a state far above, by the first; not above 0 if never. */
  readonly lostBelow?: (control1: number) => number;
  /** The potential that the flow descends; equal minima define the Maxwell set. */
  readonly potential: (state: number, control1: number, control2: number) => number;
}

/** A surface over the plane of a parameter and the second control. */
export interface Patch {
  readonly parameter: 'state' | 'control1';
  readonly at: (parameter: number, control2: number) => PatchPoint;
  readonly existsAt: (parameter: number, control2: number) => boolean;
  /** States that deserve more columns, for second controls up to one. */
  readonly dense?: (control2: number) => readonly [number, number];
  /** Whether the drift jumps there, so that it is unstable. */
  readonly isEdge?: boolean;
}

/** A point of a patch, with the partial derivatives of control1. */
export interface PatchPoint extends Slopes {
  readonly control1: number;
  readonly state: number;
}

export interface Slopes {
  readonly byState: number;
  readonly byControl2: number;
}

/** A point at which two folds meet. */
export interface CuspPoint {
  readonly state: number;
  readonly control1: number;
  readonly control2: number;
}

/** An equilibrium and its response to a perturbation. */
export interface RestPoint {
  readonly state: number;
  readonly stable: boolean;
  /**
   * Time in which a small perturbation shrinks by a factor of e, or grows by e on an unstable
   * sheet. Infinite on a fold.
   */
  readonly relaxationTime: number;
}

/** The equilibria over a point of the control plane, ascending in state. */
export function restPoints(
  model: EquilibriumModel,
  control1: number,
  control2: number,
): readonly RestPoint[] {
  return model.equilibria(control1, control2).map((state) => {
    const rate = model.stiffness(state, control1, control2);
    return { state, stable: rate > 0, relaxationTime: 1 / Math.abs(rate) };
  });
}

/** The first control at each fold over one value of the second: the section of the bifurcation set. */
export function foldControls(model: EquilibriumModel, control2: number): readonly number[] {
  return model
    .foldStates(control2)
    .filter((state) => model.existsAt?.(state, control2) !== false)
    .map((state) => model.control1At(state, control2));
}
