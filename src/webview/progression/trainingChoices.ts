import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Pace, TrainingOffer, TrainingSequence } from '../../protocol/progression.ts';
import { numberText } from '../../core/numberText.ts';
import { dropdown, textButton } from '../kit/controls.ts';
import { l10n } from '../kit/l10n.ts';
import type { ProgressionState } from './state.ts';

export interface TrainingActions {
  /** Starts a sequence from the beginning. */
  readonly follow: (sequence: TrainingSequence) => void;
  /** Changes how training continues from the current frame. */
  readonly changeSequence: (sequence: TrainingSequence) => void;
  /** Writes a learning rate into the spec; then the training is that of the sequence. */
  readonly writeRate: (rate: number, sequence: TrainingSequence) => void;
  /** Changes how training continues from the last frame. */
  readonly extend: (sequence: TrainingSequence) => void;
}

/** Available learning rates, besides that of the spec. */
const usualRates = [1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3];

/** Number of frames added at a time, and the maximum number. */
const more = 50;
const mostFrames = 1000;

/** Options for how training continues from the current frame and after the last one. */
export function trainingChoices(
  state: ProgressionState,
  actions: TrainingActions,
): TemplateResult | typeof nothing {
  const { plan, position } = state;
  const offer = plan?.offer.training;
  if (plan?.sequence.kind !== 'training' || !offer) return nothing;
  const { sequence } = plan;
  return html`${seedField(sequence, offer, actions)}
  ${rateChoice(sequence, offer, position, actions)}
  ${writeButton(sequence, offer, position, actions)}
  ${paceChoice(sequence, offer, position, actions)}
  ${textButton({
    label: l10n.t('Train {0} more', more),
    appearance: 'secondary',
    title: l10n.t('Add {0} frames, past the last epoch and the stopping rules', more),
    disabled: state.ending?.kind === 'diverged' || plan.length >= mostFrames,
    onClick: () => actions.extend(extended(sequence, plan.length - 1)),
  })}
  ${textButton({
    label: l10n.t('Rewind'),
    appearance: 'secondary',
    title: l10n.t('Return to the initial weights and to the training in the spec'),
    disabled: position === 0 && isUnchanged(sequence),
    onClick: () => actions.follow({ kind: 'training', rates: [] }),
  })}`;
}

/** Starts the training again from another seed. */
function seedField(
  sequence: TrainingSequence,
  offer: TrainingOffer,
  { follow }: TrainingActions,
): TemplateResult | typeof nothing {
  if (offer.seed === undefined) return nothing;
  const now = sequence.seed ?? offer.seed;
  const start = (seed: number): void =>
    follow({ kind: 'training', rates: [], ...(seed !== offer.seed && { seed }) });
  const label = l10n.t('Seed of the initial weights and of the order of mini-batches');
  return html`<label class="seed" title=${label}
    >${l10n.t('Seed')}
    <input
      type="number"
      class="text"
      aria-label=${label}
      min="0"
      max=${mostSeed}
      step="1"
      .value=${live(String(now))}
      @change=${({ target }: Event) => {
        const { valueAsNumber: seed } = target as HTMLInputElement;
        if (Number.isInteger(seed) && seed >= 0 && seed <= mostSeed) start(seed);
        else (target as HTMLInputElement).value = String(now);
      }}
    />
  </label>`;
}

/** The largest seed, as in a spec. */
const mostSeed = 2 ** 32 - 1;

function rateChoice(
  sequence: TrainingSequence,
  offer: TrainingOffer,
  position: number,
  { changeSequence }: TrainingActions,
): TemplateResult {
  const now = rateAt(sequence, offer, position);
  const rates = [...new Set([...usualRates, offer.rate, now])].sort((a, b) => a - b);
  return dropdown({
    label: l10n.t('Learning rate from this frame on'),
    choices: rates.map((value) => ({ value: String(value), label: l10n.t('Rate {0}', value) })),
    value: String(now),
    onChange: (value) => {
      const before = sequence.rates.filter(({ frame }) => frame < position);
      changeSequence({ ...sequence, rates: [...before, { frame: position, rate: Number(value) }] });
    },
  });
}

function rateAt({ rates }: TrainingSequence, offer: TrainingOffer, position: number): number {
  return rates.findLast(({ frame }) => frame <= position)?.rate ?? offer.rate;
}

/** Takes up a learning rate that was tried. */
function writeButton(
  sequence: TrainingSequence,
  offer: TrainingOffer,
  position: number,
  { writeRate }: TrainingActions,
): TemplateResult | typeof nothing {
  const now = rateAt(sequence, offer, position);
  if (now === offer.rate) return nothing;
  return textButton({
    label: l10n.t('Write Rate to Spec'),
    appearance: 'secondary',
    title: l10n.t(
      'Set learning_rate to {0} in the spec, in place of {1}, and train with it from the beginning',
      numberText(now, 3),
      numberText(offer.rate, 3),
    ),
    onClick: () => writeRate(now, { ...sequence, rates: [] }),
  });
}

function paceChoice(
  { kind, seed, rates, paces = [], beyond }: TrainingSequence,
  offer: TrainingOffer,
  position: number,
  { changeSequence }: TrainingActions,
): TemplateResult | typeof nothing {
  const offered = pacesOf(offer);
  if (offered.length < 2) return nothing;
  return dropdown({
    label: l10n.t('Frame interval from this frame on'),
    choices: offered.map((value) => ({ value, label: paceName(value, offer) })),
    value: paces.findLast(({ frame }) => frame <= position)?.pace ?? 'plan',
    onChange: (value) => {
      const before = paces.filter(({ frame }) => frame < position);
      changeSequence({
        kind,
        ...(seed !== undefined && { seed }),
        rates,
        paces: [...before, { frame: position, pace: value as Pace }],
        // The interval determines the number of frames only up to the end of the training.
        ...(beyond &&
          beyond.from < position && {
            beyond: { from: beyond.from, frames: position - beyond.from + more },
          }),
      });
    },
  });
}

/** The sequence extended by more frames; `last` is the index of its last frame. */
function extended(sequence: TrainingSequence, last: number): TrainingSequence {
  const { beyond } = sequence;
  // Counted from where frames were first added, so that the frames added before stay the same.
  const from = beyond && beyond.from < last ? beyond.from : last;
  return { ...sequence, beyond: { from, frames: last - from + more } };
}

function isUnchanged({ seed, rates, paces, beyond }: TrainingSequence): boolean {
  return seed === undefined && rates.length === 0 && !paces && !beyond;
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
