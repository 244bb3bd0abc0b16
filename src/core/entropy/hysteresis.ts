import { restPoints, type EquilibriumModel } from './equilibriumModel.ts';

/**
 * How a state follows its controls. Delay: it stays on its sheet until that ends in a fold.
 * Maxwell: it is always in the lowest well, as noise would have it if given time.
 */
export type Convention = 'delay' | 'maxwell';

/**
 * Where a state comes to rest under new controls: the next equilibrium downstream. In one dimension
 * a flow cannot pass an equilibrium, so this holds for jumps of the controls as well as for slow
 * changes. ±Infinity when nothing stops it. A state at rest, stable or not, stays.
 */
export function settle(
  model: EquilibriumModel,
  state: number,
  control1: number,
  control2: number,
): number {
  const equilibria = model.equilibria(control1, control2);
  const velocity = model.drift(state, control1, control2);
  if (velocity === 0 || equilibria.includes(state)) return state;
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

/** A place in the control plane. */
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
