import type { EquilibriumModel } from './equilibriumModel.ts';
import { follow, type Controls, type Convention } from './hysteresis.ts';

/** A state and the controls that it is under. */
export interface ModelState extends Controls {
  readonly state: number;
}

/** The way of a state while its controls go somewhere. */
export interface QuasiStaticPath {
  /** The places on the way, the last one at its end. */
  readonly places: readonly ModelState[];
  /** Numbers of the places that were reached from the one before by leaving a sheet. */
  readonly jumps: readonly number[];
}

/** States beyond are as good as certain, and no model has a fold there. */
const farState = 60;

/**
 * Moves the controls straight to a place, slowly, in `steps` steps. Where nothing rests any more
 * the state runs away, and stays at ±60 until something does.
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
    // Without a stable state none is the lowest; one that runs away is as good as certain soon.
    if (!Number.isNaN(next)) state = Math.min(farState, Math.max(-farState, next));
    return { ...controls, state };
  });
  const jumps = places.flatMap((place, i) =>
    isJump(model, places[i - 1] ?? from, place) ? [i] : [],
  );
  return { places, jumps };
}

/**
 * Between the same folds a state stays on its sheet; round a cusp there are none to cross. On a
 * fold itself it is still on the sheet that ends there.
 */
function isJump(model: EquilibriumModel, before: ModelState, after: ModelState): boolean {
  const folds = model.foldStates(before.control2);
  const later = model.foldStates(after.control2);
  const sheet = (all: readonly number[], state: number): number =>
    all.filter((fold) => fold < state).length;
  return (
    folds.length > 0 &&
    folds.length === later.length &&
    sheet(folds, before.state) !== sheet(later, after.state) &&
    model.stiffness(after.state, after.control2) > 0
  );
}
