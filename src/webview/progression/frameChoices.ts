import type { Sequence } from '../../protocol/progression.ts';
import type { SourcePlace } from '../../protocol/preview.ts';
import type { Choices } from '../viewport/choices.ts';
import { memo } from '../kit/memo.ts';
import type { DrawableFrame } from './frames.ts';
import type { ProgressionState } from './state.ts';

/**
 * The choices that a frame is drawn with. Classifiers show the decision boundary unless it is hidden,
 * folded sheets the line where the next layer folds them. The argmax over the neurons of a hidden layer is not
 * meaningful, so it is never drawn there.
 */
export function choicesFor({ choices, plan, figure }: ProgressionState): Choices {
  const levels = choices.levels === '' ? '0' : choices.levels;
  if (plan?.sequence.kind === 'layer')
    return changed(choices, figure === 'sheet' ? levels : choices.levels, false);
  const isLearned = plan?.data?.targets.kind === 'classes' && choices.levels === '';
  return isLearned && choices.boundaries !== false ? changed(choices, levels, true) : choices;
}

const changed = memo((choices: Choices, levels: string, boundaries: boolean): Choices => ({
  ...choices,
  levels,
  boundaries,
}));

/**
 * Whether the frames of a sequence have the architecture of the spec and differ only in their
 * weights.
 */
export function hasOwnWeights({ kind }: Sequence): boolean {
  return kind === 'training' || kind === 'checkpoints' || kind === 'interpolation';
}

/** Whether the events between the frames of a sequence are computed. */
export function hasEvents({ kind }: Sequence): boolean {
  return kind === 'interpolation';
}

/** The neuron that has just entered, to highlight. */
export function newestOf({ detail }: DrawableFrame): SourcePlace | undefined {
  const neuron = detail.kind === 'fold' ? detail.entered.at(-1) : undefined;
  return detail.kind === 'fold' && neuron !== undefined
    ? { layer: detail.layer, neuron }
    : undefined;
}

/** Whether the page is out of date with the document and no update is being computed. */
export function isStale({ status }: ProgressionState): boolean {
  return status.kind === 'problems' || status.kind === 'failed' || status.kind === 'missing';
}
