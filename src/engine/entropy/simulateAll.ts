import { interventionOf } from '../../core/entropy/simulator/catalogue.ts';
import { entropySpent, interventions, type Preset } from '../../core/entropy/simulator/recipe.ts';
import { simulate, type SimulatedStep } from '../../core/entropy/simulator/simulate.ts';
import type {
  Quantity,
  SimulatedRun,
  SimulateUpdate,
  SimulateRequest,
  TaskName,
} from '../../protocol/entropy/interventions.ts';
import { inTurns } from '../timeSlices.ts';

const presets: Readonly<Record<TaskName, Preset>> = {
  oneRight: entropySpent,
  severalRight: interventions,
};

const quantities: readonly Quantity[] = ['entropy', 'heldOutReward', 'kl', 'clipFraction'];

/**
 * Simulates all training runs of a request, seed by seed, so that every intervention has its first
 * curve early. Returns their number. Rejects with the signal's reason, and with a RangeError for an
 * unknown intervention.
 */
export async function simulateAll(
  { task, interventions: ids, seeds, steps }: SimulateRequest,
  signal: AbortSignal,
  onUpdate: (update: SimulateUpdate) => void,
): Promise<number> {
  const { task: toy, recipe } = presets[task];
  const total = ids.length * seeds;
  let done = 0;
  for (let seed = 1; seed <= seeds; seed++)
    for (const id of ids) {
      const changed = { ...recipe, steps, ...interventionOf(id).change(steps) };
      const curves = curvesOfLength(steps);
      const work = recorded(simulate({ task: toy, recipe: changed }, seed), curves);
      await inTurns(work, signal, (step) => {
        onUpdate({ kind: 'progress', share: (done + step / steps) / total });
      });
      done++;
      const run: SimulatedRun = { intervention: id, seed, curves };
      onUpdate({ kind: 'run', run });
      onUpdate({ kind: 'progress', share: done / total });
    }
  return total;
}

/** Writes each step into the curves, and yields its number. */
function* recorded(
  work: Generator<SimulatedStep, unknown>,
  curves: SimulatedRun['curves'],
): Generator<number, void> {
  for (const record of work) {
    for (const key of quantities) curves[key][record.step - 1] = record[key];
    yield record.step;
  }
}

function curvesOfLength(steps: number): SimulatedRun['curves'] {
  return {
    entropy: new Float32Array(steps),
    heldOutReward: new Float32Array(steps),
    kl: new Float32Array(steps),
    clipFraction: new Float32Array(steps),
  };
}
