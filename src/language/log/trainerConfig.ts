import type {
  ConfigSetting,
  Trainer,
  TrainerConfig,
} from '../../core/entropy/diagnostics/trainerConfig.ts';
import { entriesOfFile, printedEntries, type ConfigEntries } from './configEntries.ts';
import type { ConfigValue } from './configLiteral.ts';

/** The configuration of a training in a file of its own; undefined if there is none of a known trainer. */
export function configInFile(text: string): TrainerConfig | undefined {
  return lastConfig(entriesOfFile(text, signWords));
}

/** The configuration that a trainer has printed at the head of its log, or the options of its command. */
export function configInLog(text: string): TrainerConfig | undefined {
  return lastConfig(printedEntries(text, signWords));
}

/** Of a run that was started again, the last configuration counts. */
function lastConfig(all: readonly ConfigEntries[]): TrainerConfig | undefined {
  for (const entries of all.toReversed()) {
    const config = trainerConfig(entries);
    if (config) return config;
  }
  return undefined;
}

/** What a configuration says; undefined if it is of no known trainer. Unknown keys are ignored. */
export function trainerConfig(entries: ConfigEntries): TrainerConfig | undefined {
  for (const { trainer, signs, read } of trainers) {
    for (const sign of signs) {
      const base = baseOf(entries, sign);
      if (base === undefined) continue;
      const found = read(new Keys(entries, base));
      const known = Object.entries(found).filter(([, setting]) => setting !== undefined);
      if (known.length > 0) return { trainer, ...Object.fromEntries(known) };
    }
  }
  return undefined;
}

/** The part of a path in front of a key, with its dot; undefined without the key. */
function baseOf(entries: ConfigEntries, key: string): string | undefined {
  for (const path of entries.keys())
    if (path === key || path.endsWith(`.${key}`)) return path.slice(0, -key.length);
  return undefined;
}

type Found = { readonly [K in keyof Omit<TrainerConfig, 'trainer'>]: TrainerConfig[K] | undefined };

/** The keys below a part of a path. */
class Keys {
  constructor(
    private readonly entries: ConfigEntries,
    private readonly base: string,
  ) {}

  /** The first of these keys that has a value. */
  value(...keys: readonly string[]): ConfigSetting<ConfigValue> | undefined {
    for (const key of keys) {
      const entry = this.entries.get(this.base + key);
      if (entry && entry.value !== null) return { key, ...entry };
    }
    return undefined;
  }

  has(key: string): boolean {
    return this.entries.has(this.base + key);
  }

  number(...keys: readonly string[]): ConfigSetting<number> | undefined {
    const found = this.value(...keys);
    return typeof found?.value === 'number' ? { ...found, value: found.value } : undefined;
  }

  boolean(...keys: readonly string[]): ConfigSetting<boolean> | undefined {
    const found = this.value(...keys);
    return typeof found?.value === 'boolean' ? { ...found, value: found.value } : undefined;
  }

  text(...keys: readonly string[]): ConfigSetting<string> | undefined {
    const found = this.value(...keys);
    return found && { ...found, value: String(found.value) };
  }
}

/** The default of a trainer, for a key that its configuration does not have. */
function byDefault<T>(key: string, value: T): ConfigSetting<T> {
  return { value, key, line: undefined };
}

/** Another value that the same key decides. */
function settingOf<T>({ key, line }: ConfigSetting<unknown>, value: T): ConfigSetting<T> {
  return { value, key, line };
}

type Gradient = NonNullable<TrainerConfig['klGradient']>;
type Kind = Gradient['value'];

/**
 * The gradient of an estimator that is differentiated as a part of the loss, on-policy and in expectation. That of
 * k1 is E[∇ log π] = 0.
 */
function asLoss(kind: string, clamped: boolean): Kind {
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
function inReward(kind: string): Kind {
  return kind === 'k1' ? 'reverse' : { unknown: `${kind} in the reward` };
}

/** A KL term of a trainer, or of two places at once. */
function klTerm(terms: {
  readonly loss?: {
    readonly weight: ConfigSetting<number>;
    readonly gradient: Gradient;
  };
  readonly reward?: {
    readonly weight: ConfigSetting<number>;
    readonly gradient: Gradient;
  };
  /** The key that switches the term off. */
  readonly off: ConfigSetting<unknown>;
}): Pick<Found, 'klCoefficient' | 'klGradient' | 'klInReward'> {
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

interface Reader {
  readonly trainer: Trainer;
  /** Keys by which a configuration is recognised. Their own place tells where the others are. */
  readonly signs: readonly string[];
  readonly read: (keys: Keys) => Found;
}

const trainers: readonly Reader[] = [
  {
    trainer: 'verl',
    signs: [
      'actor_rollout_ref.actor.use_kl_loss',
      'actor_rollout_ref.actor.kl_loss_coef',
      'actor_rollout_ref.actor.kl_loss_type',
      'actor_rollout_ref.actor.entropy_coeff',
      'actor_rollout_ref.rollout.n',
      'algorithm.adv_estimator',
    ],
    read: verl,
  },
  {
    trainer: 'nemoRl',
    signs: ['loss_fn.reference_policy_kl_penalty', 'grpo.num_generations_per_prompt'],
    read: nemoRl,
  },
  { trainer: 'openrlhf', signs: ['algo.kl.init_coef', 'algo.advantage.estimator'], read: openRlhf },
  { trainer: 'openrlhf', signs: ['init_kl_coef', 'kl_estimator'], read: flatOpenRlhf },
  {
    trainer: 'slime',
    signs: ['kl_loss_type', 'kl_loss_coef', 'rollout_function_path'],
    read: slime,
  },
  { trainer: 'trl', signs: ['num_generations', 'scale_rewards', 'rloo_k'], read: trl },
];

/** The longest part of each sign. A text without any of them is no configuration. */
const signWords = new RegExp(
  trainers
    .flatMap(({ signs }) => signs)
    .map((sign) => sign.split('.').toSorted((a, b) => b.length - a.length)[0])
    .map((word) => word.replaceAll('_', '[-_]'))
    .join('|'),
);

/** verl: `verl/trainer/ppo/core_algos.py`, `verl/workers/actor/dp_actor.py` and `verl/trainer/config`. */
function verl(keys: Keys): Found {
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
    ...klTerm({
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
function verlLoss(type: string): Kind {
  const kind = verlKind(type);
  const isKnown = ['k1', 'k2', 'k3'].includes(kind);
  return isKnown && type.endsWith('+') ? 'reverse' : asLoss(kind, true);
}

type EstimatorSetting = NonNullable<TrainerConfig['estimator']>;

function verlEstimator(
  name: ConfigSetting<string>,
  norm: ConfigSetting<boolean> | undefined,
): EstimatorSetting {
  const kind = name.value.replace(/_vectorized$/, '');
  if (kind === 'grpo')
    return norm?.value === false ? settingOf(norm, 'drGrpo') : settingOf(name, 'grpo');
  return settingOf(name, kind === 'rloo' ? 'rloo' : { unknown: name.value });
}

/** TRL: `trl/trainer/grpo_config.py`, `grpo_trainer.py` and `rloo_config.py`; ms-swift names its arguments alike. */
function trl(keys: Keys): Found {
  const isRloo = keys.has('rloo_k') || keys.has('normalize_advantages');
  const beta = keys.number('beta', 'kl_coef') ?? byDefault('beta', isRloo ? 0.05 : 0);
  const corrected = keys.boolean('use_bias_correction_kl');
  // ms-swift subtracts k1 from the reward.
  const reward = keys.boolean('kl_in_reward');
  const gradient: Gradient = corrected?.value
    ? settingOf(corrected, 'reverse')
    : isRloo
      ? settingOf(beta, 'reverse')
      : settingOf(beta, 'k3');
  const term = {
    weight: beta,
    gradient: reward?.value ? settingOf<Kind>(reward, 'reverse') : gradient,
  } as const;
  const scale = keys.text('scale_rewards');
  const dynamic = keys.boolean('dynamic_sample');
  const low = keys.number('epsilon', 'cliprange');
  return {
    ...klTerm({ ...(isRloo || reward?.value ? { reward: term } : { loss: term }), off: beta }),
    entropyCoefficient: keys.number('entropy_coef'),
    group: keys.number('num_generations', 'rloo_k'),
    estimator: dynamic?.value
      ? settingOf(dynamic, 'dynamicSampling')
      : isRloo
        ? byDefault('RLOOConfig', 'rloo')
        : trlEstimator(scale),
    clipLow: low,
    clipHigh: keys.number('epsilon_high') ?? low,
    dynamicBatches: undefined,
  };
}

function trlEstimator(scale: ConfigSetting<string> | undefined): EstimatorSetting {
  if (!scale) return byDefault('scale_rewards', 'grpo');
  switch (scale.value.toLowerCase()) {
    case 'true':
    case 'group':
      return settingOf(scale, 'grpo');
    case 'false':
    case 'none':
      return settingOf(scale, 'drGrpo');
    case 'mean':
      return settingOf(scale, 'maxRl');
    default:
      return settingOf(scale, { unknown: `scale_rewards ${scale.value}` });
  }
}

/** OpenRLHF since 0.10.2: `openrlhf/cli/train_ppo_ray.py`. */
function openRlhf(keys: Keys): Found {
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
function flatOpenRlhf(keys: Keys): Found {
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
  keys: Keys,
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
): Found {
  const kind = keys.text(names.kind) ?? byDefault(names.kind, 'k1');
  const weight = keys.number(names.weight) ?? byDefault(names.weight, 0.01);
  const useLoss = keys.boolean(names.useLoss);
  const advantage = keys.text(names.advantage);
  const filter = keys.boolean(names.filter);
  const clip = keys.number(names.clip);
  return {
    ...klTerm({
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

/** slime: `slime/utils/arguments.py` and `compute_approx_kl` in `slime/utils/ppo_utils.py`. */
function slime(keys: Keys): Found {
  const type = keys.text('kl_loss_type') ?? byDefault('kl_loss_type', 'k1');
  const useLoss = keys.boolean('use_kl_loss') ?? byDefault('use_kl_loss', false);
  const unbiased = keys.boolean('use_unbiased_kl');
  const lossWeight = keys.number('kl_loss_coef') ?? byDefault('kl_loss_coef', 0);
  const reward = keys.number('kl_coef');
  const kind = type.value === 'low_var_kl' ? 'k3' : type.value;
  // With importance ratios, the gradient is that of the expectation: k1 and k3 estimate the reverse divergence.
  const corrected: Kind = kind === 'k2' ? { unknown: 'k2 with importance ratios' } : 'reverse';
  const gradient: Gradient = unbiased?.value
    ? settingOf(unbiased, corrected)
    : settingOf(type, asLoss(kind, type.value === 'low_var_kl'));
  const advantage = keys.text('advantage_estimator') ?? byDefault('advantage_estimator', 'grpo');
  const isGroup = ['grpo', 'gspo', 'cispo'].includes(advantage.value);
  const norm = keys.boolean('grpo_std_normalization');
  const clip = keys.number('eps_clip');
  return {
    ...klTerm({
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

/**
 * NeMo RL: `nemo_rl/algorithms/loss/loss_functions.py`. Newer versions differentiate the sampling as well, and so
 * follow the reverse divergence; older ones do not. A configuration does not say which.
 */
function nemoRl(keys: Keys): Found {
  const key = 'loss_fn.reference_policy_kl_penalty';
  const weight = keys.number(key);
  const type =
    keys.text('loss_fn.reference_policy_kl_type') ??
    byDefault('loss_fn.reference_policy_kl_type', 'k3');
  const unknown: Kind = { unknown: `${type.value}, depending on the version` };
  const dynamic = keys.boolean('grpo.use_dynamic_sampling');
  const norm = keys.boolean('grpo.normalize_rewards');
  const leaveOneOut = keys.boolean('grpo.use_leave_one_out_baseline');
  const estimator = norm?.value === false ? (leaveOneOut?.value ? 'rloo' : 'drGrpo') : 'grpo';
  return {
    ...(weight && klTerm({ loss: { weight, gradient: settingOf(type, unknown) }, off: weight })),
    klCoefficient: weight,
    entropyCoefficient: undefined,
    group: keys.number('grpo.num_generations_per_prompt'),
    estimator: dynamic?.value
      ? settingOf(dynamic, 'dynamicSampling')
      : settingOf(norm ?? byDefault('grpo.normalize_rewards', true), estimator),
    clipLow: keys.number('loss_fn.ratio_clip_min'),
    clipHigh: keys.number('loss_fn.ratio_clip_max'),
    dynamicBatches: undefined,
  };
}
