import { restPoints, type EquilibriumModel } from './equilibriumModel.ts';

/**
 * How a state follows its controls. Delay convention: it stays on its sheet until the sheet ends in
 * a fold. Maxwell convention: it is always at the global minimum of the potential, where noise
 * would eventually take it.
 */
export type Convention = 'delay' | 'maxwell';

/** Relative distance of states that differ by rounding only. */
const sameState = 1e-10;

/**
 * The equilibrium that a state reaches under new controls: the next one downstream. A one-
 * dimensional flow cannot pass an equilibrium, so this holds for sudden as well as for slow changes
 * of the controls. ±Infinity if there is none. A state at an equilibrium, stable or not, stays
 * there.
 */
export function settle(
  model: EquilibriumModel,
  state: number,
  control1: number,
  control2: number,
): number {
  const equilibria = model.equilibria(control1, control2);
  const velocity = model.drift(state, control1, control2);
  // Rounding alone must not push a state off the equilibrium that it is at.
  const [here, other] = equilibria.filter(
    (x) => Math.abs(x - state) <= sameState * (1 + Math.abs(x)),
  );
  if (velocity === 0 || equilibria.includes(state)) return state;
  if (here !== undefined && other === undefined) return here;
  return velocity > 0
    ? (equilibria.find((x) => x > state) ?? Infinity)
    : (equilibria.findLast((x) => x < state) ?? -Infinity);
}

/** The stable state of lowest potential; undefined where no state is stable. */
export function lowestWell(
  model: EquilibriumModel,
  control1: number,
  control2: number,
): number | undefined {
  let best: { state: number; depth: number } | undefined;
  for (const { state, stable } of restPoints(model, control1, control2)) {
    if (!stable) continue;
    const depth = model.potential(state, control1, control2);
    if (!best || depth < best.depth) best = { state, depth };
  }
  return best?.state;
}

/** A point in the control plane. */
export interface Controls {
  readonly control1: number;
  readonly control2: number;
}

/**
 * The states along a path of controls that changes slowly, starting from `state`; one per point of
 * the path. Under the Maxwell convention a point without a stable state yields NaN.
 */
export function follow(
  model: EquilibriumModel,
  state: number,
  path: readonly Controls[],
  convention: Convention,
): readonly number[] {
  let x = state;
  return path.map(({ control1, control2 }) => {
    x =
      convention === 'delay'
        ? settle(model, x, control1, control2)
        : (lowestWell(model, control1, control2) ?? NaN);
    return x;
  });
}
