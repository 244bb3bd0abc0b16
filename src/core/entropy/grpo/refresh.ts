import { sigmoid } from '../../numeric/logistic.ts';
import { restPoints } from '../equilibriumModel.ts';
import type { GrpoModel } from './grpoModel.ts';

/**
 * The smallest share r* of an SFT policy that a refresh q ← (1 − r)·q + r·q_sft must mix into a
 * policy resting at `state`, so that training does not take it back: it has to cross the unstable
 * sheet below, r* = (q − q_m) / (q − q_sft). Undefined where no share suffices, because the SFT
 * policy lies above that sheet or there is none.
 */
export function refreshThreshold(
  model: GrpoModel,
  anchor: number,
  strength: number,
  state: number,
  sftSuccess: number,
): number | undefined {
  const ridge = restPoints(model, anchor, strength).findLast(
    (point) => !point.stable && point.state < state,
  );
  if (!ridge || !(sigmoid(ridge.state) > sftSuccess)) return undefined;
  const q = sigmoid(state);
  return (q - sigmoid(ridge.state)) / (q - sftSuccess);
}
