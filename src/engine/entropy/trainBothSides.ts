import {
  plannedRuns,
  trained,
  type HysteresisExperiment,
} from '../../core/entropy/simulator/hysteresisExperiment.ts';
import type { ExperimentUpdate } from '../../protocol/entropy/interventions.ts';
import { inTurns } from '../timeSlices.ts';

/**
 * Trains all runs of a hysteresis experiment and reports each when it has finished. Returns their
 * number. Rejects with the signal's reason.
 */
export async function trainBothSides(
  experiment: HysteresisExperiment,
  signal: AbortSignal,
  onUpdate: (update: ExperimentUpdate) => void,
): Promise<number> {
  const planned = plannedRuns(experiment);
  for (const [done, one] of planned.entries()) {
    const run = await inTurns(trained(experiment, one), signal, (step) => {
      onUpdate({ kind: 'progress', share: (done + step / experiment.steps) / planned.length });
    });
    onUpdate({ kind: 'trained', run });
    onUpdate({ kind: 'progress', share: (done + 1) / planned.length });
  }
  return planned.length;
}
