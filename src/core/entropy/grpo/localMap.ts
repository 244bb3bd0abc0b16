import { foldControls, type CuspPoint } from '../equilibriumModel.ts';
import type { Controls } from '../hysteresis.ts';
import { normalForm } from '../normalForm.ts';
import type { GrpoModel } from './grpoModel.ts';

/** The normal form's coordinates of a state and controls of the model near one of its cusps. */
export interface LocalMap {
  /** B ↦ a. */
  readonly splitting: (strength: number) => number;
  /** (u₀, B) ↦ b. */
  readonly forcing: (anchor: number, strength: number) => number;
  /** (u, B) ↦ x. */
  readonly state: (u: number, strength: number) => number;
  /** Back: (a, b) ↦ (u₀, B), for a below 1. */
  readonly controls: (splitting: number, forcing: number) => Controls;
}

/**
 * The map of a neighbourhood of a cusp to x³ + a·x + b = 0: with k = −M‴/(6B) and
 * μ = u₀ + M_c/B − u_c, a = 1 − B_c/B, b = −√k·μ, x = √k·(u − u_c). With k3, q takes the place of u, and
 * q(1 − q)·F that of M. For G = 8, T = 10 folds are off
 * by 1e-4 at B = 0.99 B_c and by 0.07 at 0.8 B_c: away from the cusp, use the surface of the model itself.
 * Undefined at a dual, where M′ is least and the flow is the normal form's in reverse.
 */
export function localMap(model: GrpoModel, cusp: CuspPoint): LocalMap | undefined {
  const { of, logit, gain: gainAt } = model.coordinate;
  const { value: gain, third } = gainAt(cusp.state);
  if (!(third < 0)) return undefined;
  const at = of(cusp.state);
  const root = (strength: number) => Math.sqrt(-third / (6 * strength));
  return {
    splitting: (strength) => 1 - cusp.control2 / strength,
    forcing: (anchor, strength) => -root(strength) * (of(anchor) + gain / strength - at),
    state: (u, strength) => root(strength) * (of(u) - at),
    controls: (splitting, forcing) => {
      const control2 = cusp.control2 / (1 - splitting);
      const control1 = logit(at - gain / control2 - forcing / root(control2));
      return { control1, control2 };
    },
  };
}

/**
 * How far off the folds of the normal form are at a strength: the largest error in the anchor, as a
 * share of the distance between the two folds. Undefined if the model does not have two.
 */
export function foldError(model: GrpoModel, map: LocalMap, strength: number): number | undefined {
  const own = foldControls(model, strength).toSorted((a, b) => a - b);
  const splitting = map.splitting(strength);
  if (own.length !== 2 || !(splitting < 0)) return undefined;
  const mapped = foldControls(normalForm, splitting)
    .map((forcing) => map.controls(splitting, forcing).control1)
    .sort((a, b) => a - b);
  return Math.max(...mapped.map((anchor, i) => Math.abs(anchor - own[i]))) / (own[1] - own[0]);
}
