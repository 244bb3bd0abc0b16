import type { ConfigSetting } from '../../../core/entropy/diagnostics/trainerConfig.ts';
import { settingOf } from './configKeys.ts';
import type { TrainerSettings, GradientSetting, GradientValue } from './trainerSettings.ts';

/**
 * The gradient of an estimator that is differentiated as a part of the loss, on-policy and in expectation. That of
 * k1 is E[∇ log π] = 0.
 */
export function asLoss(kind: string, clamped: boolean): GradientValue {
  switch (kind) {
    case 'k1':
      return 'none';
    case 'k2':
      return 'reverse';
    case 'k3':
      return clamped ? 'k3Clamped' : 'k3';
    default:
      return { unknown: kind };
  }
}

/**
 * The gradient of an estimator in the reward, which multiplies ∇ log π. That of k1 is that of the reverse divergence;
 * those of k2 and k3 are neither.
 */
export function inReward(kind: string): GradientValue {
  return kind === 'k1' ? 'reverse' : { unknown: `${kind} in the reward` };
}

/** A KL term of a trainer, or of two places at once. */
export function configuredKl(terms: {
  readonly loss?: {
    readonly weight: ConfigSetting<number>;
    readonly gradient: GradientSetting;
  };
  readonly reward?: {
    readonly weight: ConfigSetting<number>;
    readonly gradient: GradientSetting;
  };
  /** The key that switches the term off. */
  readonly off: ConfigSetting<unknown>;
}): Pick<TrainerSettings, 'klCoefficient' | 'klGradient' | 'klInReward'> {
  const { off } = terms;
  const on = (term: typeof terms.loss): typeof terms.loss =>
    term?.weight.value === 0 ? undefined : term;
  const [loss, reward] = [on(terms.loss), on(terms.reward)];
  const one = loss ?? reward;
  if (!one) {
    const none = terms.loss?.weight ?? terms.reward?.weight ?? off;
    const no = settingOf(none, 0);
    return {
      klCoefficient: no,
      klGradient: settingOf(none, 'none'),
      klInReward: settingOf(none, false),
    };
  }
  const both = loss && reward;
  return {
    klCoefficient: one.weight,
    klGradient: both
      ? settingOf(one.gradient, { unknown: 'in the loss and in the reward' })
      : one.gradient,
    klInReward: settingOf(one.gradient, loss === undefined),
  };
}
