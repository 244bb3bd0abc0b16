import type { CuspPoint, Slopes } from '../equilibriumModel.ts';

/**
 * A gain that is held back linearly in a coordinate x of the state: equilibria are where
 * G(x) = B·(x − a), with an anchor a and a strength B. In x, folds are where dG/dx = B, and cusps where
 * also d²G/dx² = 0. States and anchors are given as logits u, and forces are divided by dx/du.
 */
export interface HeldGain {
  /** G/x′: the drift without the restoring force. */
  readonly value: (u: number) => number;
  /** dG/dx, the strength at which the surface folds at a state. */
  readonly slope: (u: number) => number;
  /** A function with the sign of d²G/dx². */
  readonly curvature: (u: number) => number;
  /** (x(u) − x(anchor))/x′(u): the restoring force per unit of strength. */
  readonly offset: (u: number, anchor: number) => number;
  /** Its derivative in u. */
  readonly offsetSlope: (u: number, anchor: number) => number;
  /** The anchor, as a logit, at which a state is an equilibrium. */
  readonly anchorAt: (u: number, strength: number) => number;
  /** Derivatives of `anchorAt`. */
  readonly slopes: (u: number, strength: number) => Slopes;
  /** The potential up to a constant; its derivative in u is −T·q(1 − q) times the drift. */
  readonly potential: (u: number, anchor: number, strength: number) => number;
  /** States in which all equilibria of an anchor and a strength lie. */
  readonly reach: (anchor: number, strength: number) => readonly [number, number];
  /** States in which `curvature` is searched for changes of sign. */
  readonly searched: readonly [number, number];
  /** The map to the coordinate and the derivatives of G in it. */
  readonly coordinate: Coordinate;
}

/** A coordinate of the state. */
export interface Coordinate {
  readonly of: (u: number) => number;
  readonly logit: (x: number) => number;
  /** G and d³G/dx³ at a state. */
  readonly gain: (u: number) => { readonly value: number; readonly third: number };
}

/**
 * The cusps among the states at which the curvature changes its sign, by ascending strength; those
 * whose anchor no policy has are hidden.
 */
export function cuspsOf(
  held: HeldGain,
  inflections: readonly number[],
): { readonly cusps: readonly CuspPoint[]; readonly hiddenCusps: readonly CuspPoint[] } {
  const all = inflections
    .map((state) => {
      const control2 = held.slope(state);
      return { state, control1: held.anchorAt(state, control2), control2 };
    })
    .filter(({ control2 }) => control2 > 0)
    .sort((a, b) => a.control2 - b.control2);
  return {
    cusps: all.filter(({ control1 }) => isAnchor(control1)),
    hiddenCusps: all.filter(({ control1 }) => !isAnchor(control1)),
  };
}

/** Whether a logit is that of a policy; anchors that no policy has are far outside. */
export function isAnchor(control1: number): boolean {
  return Math.abs(control1) < 600;
}
