import type { EquilibriumModel } from './equilibriumModel.ts';
import { follow, type Controls, type Convention } from './hysteresis.ts';

/** A state together with its controls. */
export interface ModelState extends Controls {
  readonly state: number;
}

/** The quasi-static path of a state while its controls change. */
export interface QuasiStaticPath {
  /** The points of the path; the last one is its end. */
  readonly places: readonly ModelState[];
  /** Indices of the points that were reached by a jump from another sheet. */
  readonly jumps: readonly number[];
}

/** Beyond this state, the policy is practically certain, and no model has a fold. */
const farState = 60;

/**
 * Moves the controls slowly along a straight line, in `steps` steps. Where there is no equilibrium,
 * the state diverges and stays at ±60 until there is one.
 */
export function pathTo(
  model: EquilibriumModel,
  from: ModelState,
  to: Controls,
  convention: Convention,
  steps: number,
): QuasiStaticPath {
  let { state } = from;
  const places = Array.from({ length: steps }, (_, i): ModelState => {
    const t = (i + 1) / steps;
    const controls = {
      control1: from.control1 + t * (to.control1 - from.control1),
      control2: from.control2 + t * (to.control2 - from.control2),
    };
    const [next] = follow(model, state, [controls], convention);
    // Without a stable state there is no global minimum; a diverging state is soon practically
    // certain.
    if (!Number.isNaN(next)) state = Number.isFinite(next) ? next : Math.sign(next) * farState;
    return { ...controls, state };
  });
  const jumps = places.flatMap((place, i) =>
    isJump(model, places[i - 1] ?? from, place) ? [i] : [],
  );
  return { places, jumps };
}

/**
 * A state stays on its sheet between the same folds; around a cusp there are none to cross. On a fold
 * itself, it is still on the sheet that ends there.
 */
function isJump(model: EquilibriumModel, before: ModelState, after: ModelState): boolean {
  const folds = model.foldStates(before.control2);
  const later = model.foldStates(after.control2);
  const sheet = (all: readonly number[], state: number): number =>
    all.filter((fold) => fold < state).length;
  // A sheet can also end where nothing holds the state any more.
  if (Math.abs(after.state) >= farState && Math.abs(before.state) < farState / 2) return true;
  return (
    folds.length > 0 &&
    folds.length === later.length &&
    sheet(folds, before.state) !== sheet(later, after.state) &&
    model.stiffness(after.state, after.control1, after.control2) > 0
  );
}
