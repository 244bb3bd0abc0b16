import type { Sequence } from '../../protocol/progression.ts';
import type { SourcePlace } from '../../protocol/preview.ts';
import type { Choices } from '../viewport/choices.ts';
import { memo } from '../kit/memo.ts';
import type { DrawableFrame } from './frames.ts';
import type { ProgressionState } from './state.ts';

/**
 * The choices; of a network that learns classes, with the line between them, and of a folded sheet,
 * with the one on which the next layer folds it. Which neuron of a layer takes in most means nothing.
 */
export function choicesFor({ choices, plan, figure }: ProgressionState): Choices {
  const levels = choices.levels === '' ? '0' : choices.levels;
  if (plan?.sequence.kind === 'layer')
    return changed(choices, figure === 'sheet' ? levels : choices.levels, false);
  const isLearned = plan?.data?.targets.kind === 'classes' && choices.levels === '';
  return isLearned ? changed(choices, levels, true) : choices;
}

const changed = memo((choices: Choices, levels: string, boundaries: boolean): Choices => ({
  ...choices,
  levels,
  boundaries,
}));

/** Whether the frames of a sequence are networks of the spec's shape that differ only in weights. */
export function hasOwnWeights({ kind }: Sequence): boolean {
  return kind === 'training' || kind === 'checkpoints' || kind === 'interpolation';
}

/** Whether the events between the frames of a sequence are computed. */
export function hasEvents({ kind }: Sequence): boolean {
  return kind === 'interpolation';
}

/** The neuron that has just entered, to be lit. */
export function newestOf({ detail }: DrawableFrame): SourcePlace | undefined {
  const neuron = detail.kind === 'fold' ? detail.entered.at(-1) : undefined;
  return detail.kind === 'fold' && neuron !== undefined
    ? { layer: detail.layer, neuron }
    : undefined;
}

/** The page does not show the document as it is now, and nothing new is on its way. */
export function isStale({ status }: ProgressionState): boolean {
  return status.kind === 'problems' || status.kind === 'failed' || status.kind === 'missing';
}
