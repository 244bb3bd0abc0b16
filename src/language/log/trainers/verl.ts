import type { ConfigSetting } from '../../../core/entropy/diagnostics/trainerConfig.ts';
import { byDefault, settingOf, type ConfigKeys } from './configKeys.ts';
import { asLoss, inReward, configuredKl } from './configuredKl.ts';
import type { EstimatorSetting, TrainerSettings, GradientValue } from './trainerSettings.ts';

/** verl: `verl/trainer/ppo/core_algos.py`, `verl/workers/actor/dp_actor.py` and `verl/trainer/config`. */
export function verl(keys: ConfigKeys): TrainerSettings {
  const actor = 'actor_rollout_ref.actor';
  const useLoss = keys.boolean(`${actor}.use_kl_loss`) ?? byDefault(`${actor}.use_kl_loss`, false);
  const type =
    keys.text(`${actor}.kl_loss_type`) ?? byDefault(`${actor}.kl_loss_type`, 'low_var_kl');
  const weight = keys.number(`${actor}.kl_loss_coef`) ?? byDefault(`${actor}.kl_loss_coef`, 0.001);
  // Before 0.4.0 (#644), the divergence was in the reward whenever it was not in the loss.
  const isOld = !keys.has('algorithm.use_kl_in_reward') && keys.has('algorithm.kl_ctrl.kl_coef');
  const isComplete = keys.has(`${actor}.use_kl_loss`);
  const inRewards =
    keys.boolean('algorithm.use_kl_in_reward') ??
    byDefault('algorithm.use_kl_in_reward', isOld && isComplete && !useLoss.value);
  const penalty = keys.text('algorithm.kl_penalty') ?? byDefault('algorithm.kl_penalty', 'kl');
  const penaltyWeight =
    keys.number('algorithm.kl_ctrl.kl_coef') ?? byDefault('algorithm.kl_ctrl.kl_coef', 0.001);
  const filter = keys.boolean('algorithm.filter_groups.enable');
  const advantage = keys.text('algorithm.adv_estimator');
  const norm = keys.boolean('algorithm.norm_adv_by_std_in_grpo');
  const clip = keys.number(`${actor}.clip_ratio`);
  const dynamic = keys.boolean(
    'actor_rollout_ref.rollout.log_prob_use_dynamic_bsz',
    `${actor}.use_dynamic_bsz`,
  );
  return {
    ...configuredKl({
      ...(useLoss.value && { loss: { weight, gradient: settingOf(type, verlLoss(type.value)) } }),
      ...(inRewards.value && {
        reward: {
          weight: penaltyWeight,
          gradient: settingOf(penalty, inReward(verlKind(penalty.value))),
        },
      }),
      off: useLoss,
    }),
    entropyCoefficient: keys.number(`${actor}.entropy_coeff`),
    group: keys.number('actor_rollout_ref.rollout.n'),
    estimator: filter?.value
      ? settingOf(filter, 'dynamicSampling')
      : advantage && verlEstimator(advantage, norm),
    clipLow: keys.number(`${actor}.clip_ratio_low`) ?? clip,
    clipHigh: keys.number(`${actor}.clip_ratio_high`) ?? clip,
    dynamicBatches: dynamic,
  };
}

/** The name of an estimator of verl without its straight-through mark. */
function verlKind(type: string): string {
  const names: Readonly<Record<string, string>> = { kl: 'k1', mse: 'k2', low_var_kl: 'k3' };
  const name = type.replace(/\+$/, '');
  return Object.hasOwn(names, name) ? names[name] : name;
}

/** verl clamps k3 at 10. With a plus, the gradient is that of k2 (0.6.0, #2953). */
function verlLoss(type: string): GradientValue {
  const kind = verlKind(type);
  const isKnown = ['k1', 'k2', 'k3'].includes(kind);
  return isKnown && type.endsWith('+') ? 'reverse' : asLoss(kind, true);
}

function verlEstimator(
  name: ConfigSetting<string>,
  norm: ConfigSetting<boolean> | undefined,
): EstimatorSetting {
  const kind = name.value.replace(/_vectorized$/, '');
  if (kind === 'grpo')
    return norm?.value === false ? settingOf(norm, 'drGrpo') : settingOf(name, 'grpo');
  return settingOf(name, kind === 'rloo' ? 'rloo' : { unknown: name.value });
}
