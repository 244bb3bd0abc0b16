import type { ModelSettings } from '../../../core/entropy/modelView.ts';
import { l10n } from '../../kit/l10n.ts';
import type { ControlSettings } from '../../../core/entropy/controls.ts';
import { numberText } from '../../../core/numberText.ts';
import { logit, sigmoid } from '../../../core/numeric/logistic.ts';

/** A number set by a slider with positions from 0 to 1. */
export interface Dial<T> {
  readonly label: string;
  readonly hint: string;
  readonly steps: number;
  readonly read: (from: T) => number | undefined;
  readonly write: (to: T, value: number) => T;
  readonly toPosition: (value: number) => number;
  readonly toValue: (position: number) => number;
  readonly text: (value: number) => string;
}

type Scale = Pick<Dial<unknown>, 'toPosition' | 'toValue' | 'steps'>;

/** A dial that starts at zero, with finer steps near it. */
function fromZero(max: number): Scale {
  return {
    steps: 600,
    toPosition: (value) => Math.cbrt(Math.min(1, value / max)),
    toValue: (position) => Number((max * position ** 3).toPrecision(3)),
  };
}

function linear(min: number, max: number, step: number): Scale {
  return {
    steps: Math.round((max - min) / step),
    toPosition: (value) => (value - min) / (max - min),
    toValue: (position) => min + step * Math.round((position * (max - min)) / step),
  };
}

/** Probabilities from one in a million to 99.9 %, evenly spaced in the logit. */
const probability: Scale = {
  steps: 600,
  toPosition: (p) => (logit(p) - logit(1e-6)) / (logit(0.999) - logit(1e-6)),
  toValue: (position) =>
    Number(sigmoid(logit(1e-6) + position * (logit(0.999) - logit(1e-6))).toPrecision(3)),
};

/** Group sizes and numbers of decisions, about evenly spaced in the logarithm. */
function powers(values: readonly number[]): Scale {
  const last = values.length - 1;
  return {
    steps: last,
    toPosition: (value) => {
      const above = values.findIndex((v) => v >= value);
      return (above < 0 ? last : above) / last;
    },
    toValue: (position) => values[Math.round(position * last)],
  };
}

const number = (value: number): string => numberText(value, 3);

/** Dials of the parameters of a model. */
export function modelDials(): readonly Dial<ModelSettings>[] {
  const group: Dial<ModelSettings> = {
    label: l10n.t('Group G'),
    hint: l10n.t('Answers sampled for each prompt'),
    ...powers([2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128]),
    read: (model) =>
      model.kind === 'grpo' && 'group' in model.estimator ? model.estimator.group : undefined,
    write: (model, value) =>
      model.kind === 'grpo' && 'group' in model.estimator
        ? { ...model, estimator: { ...model.estimator, group: value } }
        : model,
    text: number,
  };
  const decisions: Dial<ModelSettings> = {
    label: l10n.t('Decisions T'),
    hint: l10n.t('Decisions per answer, all of which must be right'),
    ...powers([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100]),
    read: (model) => (model.kind === 'grpo' ? model.decisions : undefined),
    write: (model, value) => (model.kind === 'grpo' ? { ...model, decisions: value } : model),
    text: number,
  };
  return [group, decisions];
}

/** Dials of the training settings. */
export function controlDials(kind: ControlSettings['kind']): readonly Dial<ControlSettings>[] {
  switch (kind) {
    case 'grpo':
      return [
        dial(
          'grpo',
          'KL β',
          l10n.t('Weight of the KL divergence from the reference'),
          'kl',
          fromZero(2),
        ),
        dial(
          'grpo',
          l10n.t('Entropy τ'),
          l10n.t('Weight of the entropy bonus'),
          'entropyBonus',
          fromZero(2),
        ),
        dial(
          'grpo',
          l10n.t('Reference p'),
          l10n.t('Success rate of the reference policy'),
          'referenceSuccess',
          probability,
        ),
      ];
    case 'normalForm':
      return [
        dial(
          'normalForm',
          l10n.t('Forcing b'),
          l10n.t('Tilts the potential'),
          'forcing',
          linear(-4, 4, 0.01),
        ),
        dial(
          'normalForm',
          l10n.t('Splitting a'),
          l10n.t('Below zero, the potential can have two minima'),
          'splitting',
          linear(-3, 1.5, 0.01),
        ),
      ];
    case 'twoFormats':
      return [
        ...[0, 1].map((i): Dial<ControlSettings> => ({
          label: i === 0 ? l10n.t('Success 1') : l10n.t('Success 2'),
          hint:
            i === 0
              ? l10n.t('Success rate of the first format')
              : l10n.t('Success rate of the second format'),
          ...linear(0, 1, 0.01),
          read: (c) => (c.kind === 'twoFormats' ? c.success[i] : undefined),
          write: (c, value) =>
            c.kind === 'twoFormats'
              ? { ...c, success: i === 0 ? [value, c.success[1]] : [c.success[0], value] }
              : c,
          text: number,
        })),
        dial(
          'twoFormats',
          l10n.t('Reference'),
          l10n.t('Share of the first format in the reference policy'),
          'referenceShare',
          linear(0.01, 0.99, 0.01),
        ),
        dial(
          'twoFormats',
          l10n.t('Feedback κ'),
          l10n.t('How strongly use of a format reinforces it'),
          'usageFeedback',
          fromZero(4),
        ),
        dial(
          'twoFormats',
          l10n.t('Strength B'),
          l10n.t('Strength of the pull towards the reference shares'),
          'strength',
          {
            ...fromZero(2),
            toValue: (position) => Math.max(0.01, fromZero(2).toValue(position)),
          },
        ),
      ];
  }
}

/** A dial of a single number in the settings of a model. */
function dial<K extends ControlSettings['kind']>(
  kind: K,
  label: string,
  hint: string,
  key: NumberKey<Extract<ControlSettings, { kind: K }>>,
  scale: Scale,
): Dial<ControlSettings> {
  return {
    label,
    hint,
    ...scale,
    read: (settings) =>
      settings.kind === kind ? (settings as Record<typeof key, number>)[key] : undefined,
    write: (settings, value) => (settings.kind === kind ? { ...settings, [key]: value } : settings),
    text: number,
  };
}

type NumberKey<T> = { [K in keyof T]: T[K] extends number ? K : never }[keyof T];
