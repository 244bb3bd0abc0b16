import { byDefault, settingOf, type ConfigKeys } from './configKeys.ts';
import { asLoss, inReward, configuredKl } from './configuredKl.ts';
import type { TrainerSettings, GradientSetting, GradientValue } from './trainerSettings.ts';

/** slime: `slime/utils/arguments.py` and `compute_approx_kl` in `slime/utils/ppo_utils.py`. */
export function slime(keys: ConfigKeys): TrainerSettings {
  const type = keys.text('kl_loss_type') ?? byDefault('kl_loss_type', 'k1');
  const useLoss = keys.boolean('use_kl_loss') ?? byDefault('use_kl_loss', false);
  const unbiased = keys.boolean('use_unbiased_kl');
  const lossWeight = keys.number('kl_loss_coef') ?? byDefault('kl_loss_coef', 0);
  const reward = keys.number('kl_coef');
  const kind = type.value === 'low_var_kl' ? 'k3' : type.value;
  // With importance ratios, the gradient is that of the expectation: k1 and k3 estimate the reverse divergence.
  const corrected: GradientValue =
    kind === 'k2' ? { unknown: 'k2 with importance ratios' } : 'reverse';
  const gradient: GradientSetting = unbiased?.value
    ? settingOf(unbiased, corrected)
    : settingOf(type, asLoss(kind, type.value === 'low_var_kl'));
  const advantage = keys.text('advantage_estimator') ?? byDefault('advantage_estimator', 'grpo');
  const isGroup = ['grpo', 'gspo', 'cispo'].includes(advantage.value);
  const norm = keys.boolean('grpo_std_normalization');
  const clip = keys.number('eps_clip');
  return {
    ...configuredKl({
      ...(useLoss.value && { loss: { weight: lossWeight, gradient } }),
      ...(reward && { reward: { weight: reward, gradient: settingOf(type, inReward(kind)) } }),
      off: useLoss,
    }),
    entropyCoefficient: keys.number('entropy_coef'),
    group: keys.number('n_samples_per_prompt'),
    estimator:
      isGroup && norm?.value === false
        ? settingOf(norm, 'drGrpo')
        : settingOf(advantage, isGroup ? 'grpo' : { unknown: advantage.value }),
    clipLow: clip,
    clipHigh: keys.number('eps_clip_high') ?? clip,
    dynamicBatches: undefined,
  };
}
