import { byDefault, settingOf, type ConfigKeys } from './configKeys.ts';
import { asLoss, inReward, configuredKl } from './configuredKl.ts';
import type { EstimatorSetting, TrainerSettings } from './trainerSettings.ts';

/** OpenRLHF since 0.10.2: `openrlhf/cli/train_ppo_ray.py`. */
export function openRlhf(keys: ConfigKeys): TrainerSettings {
  return openRlhfTerms(keys, {
    useLoss: 'algo.kl.use_loss',
    kind: 'algo.kl.estimator',
    weight: 'algo.kl.init_coef',
    entropy: 'actor.entropy_coef',
    group: 'rollout.n_samples_per_prompt',
    advantage: 'algo.advantage.estimator',
    filter: 'algo.dynamic_filtering_enable',
    clip: 'actor.eps_clip',
    clips: 'actor.eps_clip_low_high',
  });
}

/** OpenRLHF before 0.10.2. */
export function flatOpenRlhf(keys: ConfigKeys): TrainerSettings {
  return openRlhfTerms(keys, {
    useLoss: 'use_kl_loss',
    kind: 'kl_estimator',
    weight: 'init_kl_coef',
    entropy: 'entropy_loss_coef',
    group: 'n_samples_per_prompt',
    advantage: 'advantage_estimator',
    filter: 'dynamic_filtering',
    clip: 'eps_clip',
    clips: 'eps_clip_low_high',
  });
}

/** OpenRLHF clamps every estimator at 10 since 0.8.6 (`compute_approx_kl` in `openrlhf/models/utils.py`). */
function openRlhfTerms(
  keys: ConfigKeys,
  names: Readonly<
    Record<
      | 'useLoss'
      | 'kind'
      | 'weight'
      | 'entropy'
      | 'group'
      | 'advantage'
      | 'filter'
      | 'clip'
      | 'clips',
      string
    >
  >,
): TrainerSettings {
  const kind = keys.text(names.kind) ?? byDefault(names.kind, 'k1');
  const weight = keys.number(names.weight) ?? byDefault(names.weight, 0.01);
  const useLoss = keys.boolean(names.useLoss);
  const advantage = keys.text(names.advantage);
  const filter = keys.boolean(names.filter);
  const clip = keys.number(names.clip);
  return {
    ...configuredKl({
      ...(useLoss?.value
        ? { loss: { weight, gradient: settingOf(kind, asLoss(kind.value, true)) } }
        : { reward: { weight, gradient: settingOf(kind, inReward(kind.value)) } }),
      off: weight,
    }),
    entropyCoefficient: keys.number(names.entropy),
    group: keys.number(names.group),
    estimator: filter?.value
      ? settingOf(filter, 'dynamicSampling')
      : advantage && settingOf(advantage, openRlhfEstimator(advantage.value)),
    clipLow: keys.number(`${names.clips}.0`) ?? clip,
    clipHigh: keys.number(`${names.clips}.1`) ?? clip,
    dynamicBatches: undefined,
  };
}

function openRlhfEstimator(name: string): EstimatorSetting['value'] {
  switch (name) {
    case 'group_norm':
      return 'grpo';
    case 'dr_grpo':
      return 'drGrpo';
    case 'rloo':
      return 'rloo';
    default:
      return { unknown: name };
  }
}
