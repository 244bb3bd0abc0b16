import type { Pace, Plan, TrainingSequence, TrainingOffer } from '../../protocol/progression.ts';
import { l10n } from '../kit/l10n.ts';
import { dropdown, textButton } from '../kit/toolkit.ts';
import type { ProgressionState } from './state.ts';

export interface TrainingActions {
  /** Begins a course anew. */
  readonly follow: (sequence: TrainingSequence) => void;
  /** Goes on from the present moment in another way. */
  readonly changeSequence: (sequence: TrainingSequence) => void;
  /** Goes on from the last moment in another way. */
  readonly extend: (sequence: TrainingSequence) => void;
}

/** Learning rates to choose from, besides that of the spec. */
const usualRates = [1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3];

/** Moments that are added at a time, and how many there may be. */
const more = 50;
const mostFrames = 1000;

/** How a training goes on from the present moment, and past its end. */
export function createTrainingChoices({ follow, changeSequence, extend }: TrainingActions): {
  readonly nodes: readonly HTMLElement[];
  update(state: ProgressionState): void;
} {
  let plan: Plan | undefined;
  let position = 0;
  const change = (make: (sequence: TrainingSequence) => TrainingSequence): void => {
    if (plan?.sequence.kind === 'training') changeSequence(make(plan.sequence));
  };
  const before = ({ frame }: { readonly frame: number }): boolean => frame < position;
  const rate = dropdown(l10n.t('Learning rate from this frame on'), (value) =>
    change((sequence) => ({
      ...sequence,
      rates: [...sequence.rates.filter(before), { frame: position, rate: Number(value) }],
    })),
  );
  const pace = dropdown(l10n.t('Pace from this frame on'), (value) =>
    change(({ kind, rates, paces = [], beyond }) => ({
      kind,
      rates,
      paces: [...paces.filter(before), { frame: position, pace: value as Pace }],
      // Another pace needs another number of moments; past the end there is none to be had by itself.
      ...(beyond &&
        beyond.from < position && {
          beyond: { from: beyond.from, frames: position - beyond.from + more },
        }),
    })),
  );
  const trainOn = textButton(l10n.t('Train {0} more', more), 'secondary', () => {
    if (plan?.sequence.kind !== 'training') return;
    const from = plan.length - 1;
    const { beyond } = plan.sequence;
    // What has been added counts on from where that began, so that the moments stay what they are.
    const start = beyond && beyond.from < from ? beyond.from : from;
    extend({ ...plan.sequence, beyond: { from: start, frames: from - start + more } });
  });
  trainOn.title = l10n.t('Add {0} frames, past the last epoch and the stop rules', more);
  const rewind = textButton(l10n.t('Rewind'), 'secondary', () =>
    follow({ kind: 'training', rates: [] }),
  );
  rewind.title = l10n.t('Start again from the initial weights, with the training of the spec');
  return {
    nodes: [rate.node, pace.node, trainOn, rewind],
    update: (state) => {
      ({ plan, position } = state);
      const sequence = plan?.sequence;
      const offer = plan?.offer.training;
      const isTraining = sequence?.kind === 'training' && offer !== undefined;
      rate.node.hidden = pace.node.hidden = trainOn.hidden = rewind.hidden = !isTraining;
      if (!plan || !isTraining) return;
      const now = sequence.rates.findLast(({ frame }) => frame <= position)?.rate ?? offer.rate;
      const rates = [...new Set([...usualRates, offer.rate, now])].sort((a, b) => a - b);
      rate.set(
        rates.map((value) => ({ value: String(value), label: l10n.t('Rate {0}', value) })),
        String(now),
      );
      const paces = pacesOf(offer);
      pace.node.hidden = paces.length < 2;
      pace.set(
        paces.map((value) => ({ value, label: paceName(value, offer) })),
        sequence.paces?.findLast(({ frame }) => frame <= position)?.pace ?? 'plan',
      );
      const isOver = state.ending?.kind === 'diverged' || plan.length >= mostFrames;
      trainOn.toggleAttribute('disabled', isOver);
      const isUnchanged = sequence.rates.length === 0 && !sequence.paces && !sequence.beyond;
      rewind.toggleAttribute('disabled', position === 0 && isUnchanged);
    },
  };
}

function pacesOf({ stepsPerEpoch, epochsPerFrame }: TrainingOffer): Pace[] {
  return [
    'plan',
    ...(epochsPerFrame > 1 ? (['epoch'] as const) : []),
    ...(stepsPerEpoch > 1 ? (['batch'] as const) : []),
  ];
}

function paceName(pace: Pace, { epochsPerFrame }: TrainingOffer): string {
  if (pace === 'batch') return l10n.t('One frame per batch');
  if (pace === 'epoch' || epochsPerFrame === 1) return l10n.t('One frame per epoch');
  return l10n.t('One frame per {0} epochs', epochsPerFrame);
}
