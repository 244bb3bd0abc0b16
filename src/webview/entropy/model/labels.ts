import type { ModelView, HeightKey, ModelSettings } from '../../../core/entropy/modelView.ts';
import type { RestPoint } from '../../../core/entropy/equilibriumModel.ts';
import type { KlGradient } from '../../../core/entropy/grpo/klGradient.ts';
import { klGradientNames } from '../../../core/entropy/words/modelNames.ts';
import { l10n } from '../../kit/l10n.ts';
import type { EntropyState } from './state.ts';

/** Names of the controls, the state and the sheets of a kind of model. */
export interface ModelLabels {
  readonly model: string;
  readonly control1: string;
  readonly control2: string;
  /** Short name for the readout. */
  readonly symbol1: string;
  readonly symbol2: string;
  readonly state: string;
  readonly lower: string;
  readonly upper: string;
  /** Names of the parts of the control plane; of the one with two states, from long to short. */
  readonly onlyLower: string;
  readonly both: readonly string[];
  readonly onlyUpper: string;
}

function allLabels(): Readonly<Record<ModelSettings['kind'], ModelLabels>> {
  return {
    grpo: {
      model: l10n.t('GRPO fold'),
      control1: l10n.t('anchor u₀ (logit)'),
      control2: l10n.t('strength B = β + τ'),
      symbol1: 'u₀',
      symbol2: 'B',
      state: l10n.t('logit u'),
      lower: l10n.t('held'),
      upper: l10n.t('collapsed'),
      onlyLower: l10n.t('held'),
      both: [
        l10n.t('held or collapsed: history decides'),
        l10n.t('held or collapsed'),
        l10n.t('either'),
      ],
      onlyUpper: l10n.t('collapsed'),
    },
    normalForm: {
      model: l10n.t('Normal form'),
      control1: l10n.t('forcing b'),
      control2: l10n.t('splitting a'),
      symbol1: 'b',
      symbol2: 'a',
      state: l10n.t('state x'),
      lower: l10n.t('lower sheet'),
      upper: l10n.t('upper sheet'),
      onlyLower: l10n.t('lower sheet only'),
      both: [l10n.t('both sheets: history decides'), l10n.t('both sheets'), l10n.t('either')],
      onlyUpper: l10n.t('upper sheet only'),
    },
    twoFormats: {
      model: l10n.t('Two formats'),
      control1: l10n.t('advantage h'),
      control2: l10n.t('feedback J = κ/B'),
      symbol1: 'h',
      symbol2: 'J',
      state: l10n.t('logit L'),
      lower: l10n.t('second leads'),
      upper: l10n.t('first leads'),
      onlyLower: l10n.t('second format'),
      both: [l10n.t('either format: history decides'), l10n.t('either format'), l10n.t('either')],
      onlyUpper: l10n.t('first format'),
    },
  };
}

export function labelsOf({ settings }: ModelView): ModelLabels {
  const labels = allLabels()[settings.kind];
  if (settings.kind !== 'grpo' || settings.klGradient === 'reverse') return labels;
  return {
    ...labels,
    control1: l10n.t('reference u_ref (logit)'),
    control2: l10n.t('KL weight β'),
    symbol1: 'u_ref',
    symbol2: 'β',
  };
}

export function modelNames(): Readonly<Record<ModelSettings['kind'], string>> {
  const { grpo, normalForm, twoFormats } = allLabels();
  return { grpo: grpo.model, normalForm: normalForm.model, twoFormats: twoFormats.model };
}

/** The KL gradients, each with the trainer that is known for it. */
export function klGradientLabels(): Readonly<Record<KlGradient, string>> {
  const { reverse, k3, k3Clamped } = klGradientNames(l10n);
  return { k3: `${k3} (TRL)`, k3Clamped: `${k3Clamped} (verl)`, reverse };
}

/** Whether the spec does not name its KL gradient, and none was chosen in the view. */
export function assumesReverse({
  document,
  modelView: { settings },
}: Pick<EntropyState, 'document' | 'modelView'>): boolean {
  return (
    document.spec.assumesKlGradient === true &&
    settings.kind === 'grpo' &&
    settings.klGradient === 'reverse'
  );
}

/** What the view assumes about the KL gradient of a spec that does not name it. */
export function assumptionText(
  state: Pick<EntropyState, 'document' | 'modelView'>,
): string | undefined {
  return assumesReverse(state)
    ? l10n.t('kl_gradient is not set: reverse KL is assumed')
    : undefined;
}

export function heightName(modelView: ModelView, key: HeightKey): string {
  switch (key) {
    case 'state':
      return labelsOf(modelView).state;
    case 'entropy':
      return l10n.t('entropy H (nats)');
    case 'success':
      return l10n.t('success rate p');
    case 'share':
      return l10n.t('share of the first format');
  }
}

/** The name of an equilibrium among all those at the same controls. */
export function sheetName(modelView: ModelView, points: readonly RestPoint[], i: number): string {
  const { lower, upper } = labelsOf(modelView);
  if (!points[i].stable) return l10n.t('unstable');
  const stable = points.filter((point) => point.stable);
  const rank = stable.indexOf(points[i]);
  if (stable.length === 1) return l10n.t('single state');
  if (rank === 0) return lower;
  return rank === stable.length - 1 ? upper : l10n.t('intermediate');
}
