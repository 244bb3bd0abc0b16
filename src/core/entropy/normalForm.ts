import { depressedCubicRoots } from '../numeric/cubic.ts';
import type { EquilibriumModel } from './equilibriumModel.ts';

/*
 * The cusp catastrophe in its normal form (Thom 1972; Zeeman 1977): the flow dx/dt = −(x³ + a·x + b)
 * down the potential V = x⁴/4 + a·x²/2 + b·x. The first control is the forcing b, the second the
 * splitting a. Everything is without units.
 */

/** The normal form as a model: control1 = b, control2 = a, one cusp at the origin. */
export const normalForm: EquilibriumModel = {
  control1At: (x, a) => -(x * x + a) * x,
  slopes: (x, a) => ({ byState: -(3 * x * x + a), byControl2: -x }),
  foldStates: (a) => (a < 0 ? [-Math.sqrt(-a / 3), Math.sqrt(-a / 3)] : []),
  cusps: [{ state: 0, control1: 0, control2: 0 }],
  equilibria: (b, a) => depressedCubicRoots(a, b),
  drift: (x, b, a) => -((x * x + a) * x + b),
  stiffness: (x, _, a) => 3 * x * x + a,
  potential: (x, b, a) => ((x * x) / 4 + a / 2) * x * x + b * x,
};

/** −4a³ − 27b²: above zero where there are three equilibria, zero on the bifurcation set. */
export function discriminant(a: number, b: number): number {
  return -4 * a * a * a - 27 * b * b;
}

/** The point of the fold curve with state t: (a, b, x) = (−3t², 2t³, t). */
export function foldPoint(t: number): {
  readonly a: number;
  readonly b: number;
  readonly x: number;
} {
  return { a: -3 * t * t, b: 2 * t * t * t, x: t };
}

/**
 * Closed-form properties of the hysteresis loop when b sweeps back and forth at a fixed a below
 * zero.
 */
export interface HysteresisLoop {
  /** The upper sheet ends at b = +forcing, the lower at −forcing. */
  readonly forcing: number;
  /** Distance in b between the two jumps. */
  readonly width: number;
  /** Size of each jump of the state. */
  readonly jump: number;
  /** Area of the loop in the (b, x) plane. */
  readonly area: number;
}

/** The hysteresis loop at a fixed a; undefined for a ≥ 0, where there are no jumps. */
export function hysteresisLoop(a: number): HysteresisLoop | undefined {
  if (!(a < 0)) return undefined;
  const s = Math.sqrt(-a / 3);
  const forcing = 2 * s * s * s;
  return { forcing, width: 2 * forcing, jump: 3 * s, area: 1.5 * a * a };
}

/**
 * The relaxation rate of the sheet that ends at its fold, to first order in the distance: it goes
 * to zero as a square root, which is critical slowing down. NaN past the fold and for a ≥ 0.
 */
export function rateNearFold(a: number, b: number): number {
  const s = Math.sqrt(-a / 3);
  return Math.sqrt(12 * s * (2 * s * s * s - Math.abs(b)));
}
