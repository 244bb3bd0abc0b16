import { catalogue } from '../../../core/entropy/simulator/catalogue.ts';
import { record } from '../../kit/savedState.ts';
import {
  defaultChoices,
  fewestChosen,
  mostChosen,
  type BenchChoices,
  type ExperimentChoices,
  type FormatChoices,
} from './state.ts';

/** Decodes saved choices. Each value that is missing or invalid gets its default. */
export function decodeChoices(kept: unknown): BenchChoices {
  const given = record(kept);
  const names: readonly unknown[] = Array.isArray(given.chosen) ? given.chosen : [];
  const chosen = catalogue.map(({ id }) => id).filter((id) => names.includes(id));
  return {
    task: given.task === 'oneRight' ? 'oneRight' : defaultChoices.task,
    chosen:
      chosen.length >= fewestChosen && chosen.length <= mostChosen ? chosen : defaultChoices.chosen,
    seeds: whole(given.seeds, 1, 16, defaultChoices.seeds),
    steps: whole(given.steps, 50, 600, defaultChoices.steps),
    experiment: decodeExperiment(given.experiment),
    formats: decodeFormats(given.formats),
  };
}

function whole(value: unknown, min: number, max: number, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
    ? value
    : otherwise;
}

function decodeExperiment(kept: unknown): ExperimentChoices {
  const given = record(kept);
  const { decisions, success, seeds, steps } = defaultChoices.experiment;
  return {
    decisions: whole(given.decisions, 1, 30, decisions),
    success:
      typeof given.success === 'number' && given.success >= 0.002 && given.success <= 0.2
        ? given.success
        : success,
    seeds: whole(given.seeds, 2, 12, seeds),
    steps: whole(given.steps, 50, 1000, steps),
    hiddenCause: given.hiddenCause === true,
    quantity: given.quantity === 'success' ? 'success' : 'entropy',
  };
}

function decodeFormats(kept: unknown): FormatChoices {
  const given = record(kept);
  const within = (value: unknown, max: number, otherwise: number): number =>
    typeof value === 'number' && value >= 0 && value <= max ? value : otherwise;
  const { usageFeedback, strength, seed, remedy } = defaultChoices.formats;
  return {
    usageFeedback: within(given.usageFeedback, 1, usageFeedback),
    strength: within(given.strength, 0.5, strength),
    seed: Math.max(1, Math.round(within(given.seed, 40, seed))),
    remedy: given.remedy === 'refresh' || given.remedy === 'anchor' ? given.remedy : remedy,
  };
}
