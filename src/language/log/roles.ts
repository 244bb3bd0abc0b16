import { isSuccessRate, successRateAmong } from './accuracyNames.ts';

/** What a column of a training log means. */
export type Role =
  | 'step'
  | 'entropy'
  | 'validation'
  | 'reward'
  | 'rewardDeviation'
  | 'zeroDeviation'
  | 'kl'
  | 'policyKl'
  | 'clip'
  | 'learningRate'
  | 'entropyBonus'
  | 'klWeight'
  | 'gradientNorm'
  | 'responseLength'
  | 'covariance';

/**
 * Names that trainers give to a role, most specific first; `*` stands for anything. Collected from
 * verl, TRL, OpenRLHF, ms-swift, Stable-Baselines3, RLlib, CleanRL, Skywork-OR1 and the logs of Raschka's
 * reasoning book.
 * A reward for correct answers comes before a shaped one.
 */
const aliases: Record<Role, readonly string[]> = {
  step: [
    'global_step',
    'global_steps',
    'step',
    'steps',
    '_step',
    'total_timesteps',
    'timesteps_total',
    'iteration',
    'iterations',
    'training_iteration',
    'num_updates',
  ],
  entropy: [
    'actor/entropy',
    'entropy',
    'entropy/mean',
    'entropy/avg',
    'entropy/all/mean',
    'losses/entropy',
    'approx_entropy',
    'policy_entropy',
    'mean_entropy',
    'entropy_mean',
    'actor/entropy_loss',
    'entropy_loss',
    'ent_loss',
    'objective/entropy',
    'policy/entropy',
    'ppo/policy/entropy',
    'policy/entropy_avg',
    'entropy_avg',
    'avg_entropy',
    '*/learner_stats/entropy',
    'learners/*/entropy',
  ],
  // Evaluations are chosen by `successRateAmong`.
  validation: ['env/all/correct'],
  reward: [
    'accuracy_reward',
    'reward_accuracy',
    'critic/acc/mean',
    'critic/score/mean',
    'critic/rewards/mean',
    // slime's rollout/rewards are normalised within their group.
    'raw_reward',
    'reward',
    'rewards',
    'reward/mean',
    'reward_mean',
    'mean_reward',
    'reward_avg',
    'avg_reward',
    'objective/scores',
    'ppo/mean_scores',
    'ep_rew_mean',
    'episode_reward_mean',
    'env_runners/episode_return_mean',
    'env_runners/episode_reward_mean',
    'episodic_return',
  ],
  rewardDeviation: ['reward_std', 'reward/std', 'group_reward_std'],
  zeroDeviation: ['frac_reward_zero_std'],
  kl: [
    'kl',
    '*/learner_stats/kl',
    'actor/kl_loss',
    'objective/kl',
    'actor/reward_kl_penalty',
    'kl_loss',
  ],
  policyKl: ['actor/ppo_kl', 'ppo_kl', 'policy/approxkl_avg', 'approx_kl'],
  clip: [
    'actor/pg_clipfrac',
    'clip_ratio/region_mean',
    'clip_ratio/high_mean',
    'clip_ratio/low_mean',
    'clip_ratio',
    'ppo_clip_ratio',
    'policy/clipfrac_avg',
    'clip_fraction',
    'clipfrac',
  ],
  learningRate: ['actor/lr', 'learning_rate', 'actor_lr', 'lr'],
  entropyBonus: ['entropy_coef', 'actor/entropy_coeff_realized', 'actor/entropy_coeff'],
  klWeight: ['actor/kl_coef', 'actor/reward_kl_penalty_coeff'],
  gradientNorm: ['actor/grad_norm', 'grad_norm', 'actor_grad_norm'],
  responseLength: [
    'response_length/mean',
    'completions/mean_length',
    'completion_length',
    'avg_response_len',
    'response_length',
  ],
  // That of log-probability and advantage. No trainer is known to log it.
  covariance: [],
};

/** All roles. */
export const roles = Object.keys(aliases) as readonly Role[];

/** Counters, times and settings, which are no metrics. */
const bookkeeping =
  /(?:^|[/_.])(?:global_|max_|total_|training_)?(?:steps?|epochs?|iterations?|timesteps?(?:_total)?|time_total_s|updates|episodes?|runtime|timestamp|time|time_elapsed|elapsed_time|remaining_time|fps|samples_per_second|steps_per_second|num_tokens|num_input_tokens_seen|total_flos|seed)$|(?:^|\/)timing|^memory/i;

/** Whether a column counts steps or measures time, so that it says nothing about the training. */
export function isBookkeeping(name: string): boolean {
  return bookkeeping.test(name) || name === '';
}

/** Whether a column is the result of an evaluation. */
export function isEvaluation(name: string): boolean {
  return /^(?:eval|evaluation|val|valid|validation|test)(?:[-_/]|$)/i.test(name);
}

/** What a configuration says as well. */
const settings: ReadonlySet<Role> = new Set(['learningRate', 'entropyBonus', 'klWeight']);

/** Whether trainers are known to measure something of this name while they train. */
export function isKnownMetric(name: string): boolean {
  if (isBookkeeping(name) || isEvaluation(name)) return false;
  return (
    /(?:^|[/_])loss$/i.test(plain(name)) ||
    roles.some((role) => !settings.has(role) && guess(role, [name]) !== undefined)
  );
}

/** The column of each role that was found. */
export type Mapping = ReadonlyMap<Role, string>;

/**
 * Guesses the meaning of the columns. `fixed` holds the user's choices, `''` for a role without a
 * column.
 */
export function rolesOf(columns: readonly string[], fixed: Mapping = new Map()): Mapping {
  const found = new Map<Role, string>();
  for (const role of roles) {
    const given = fixed.get(role);
    if (given === '') continue;
    const column = given !== undefined && columns.includes(given) ? given : guess(role, columns);
    if (column !== undefined) found.set(role, column);
  }
  return found;
}

function guess(role: Role, columns: readonly string[]): string | undefined {
  const candidates =
    role === 'step'
      ? columns
      : columns.filter((name) => !isBookkeeping(name) && !isNoScore(role, name));
  const rates = role === 'validation' ? candidates.filter(isEvaluation) : [];
  const parts = role === 'reward' ? candidates.filter(isRewardPart).filter(isSuccessRate) : [];
  const rate = successRateAmong([...rates, ...parts]);
  if (rate !== undefined) return rate;
  for (const pattern of patterns[role]) {
    const column = candidates.find((name) => pattern.test(plain(name)));
    if (column !== undefined) return column;
  }
  return undefined;
}

/** Whether a column is one of several rewards that add up, as TRL logs one for each function. */
export function isRewardPart(name: string): boolean {
  return /^rewards\/./i.test(plain(name));
}

/** Whether a column is a loss or a length, and so no score. */
function isNoScore(role: Role, name: string): boolean {
  return (role === 'validation' || role === 'reward') && /loss|_len(?:gth)?(?![a-z])/i.test(name);
}

/** A name without the group that is logged by the trainer itself, without a unit, and with `_` between words. */
function plain(name: string): string {
  return name
    .replace(/^(?:train|training|trainer|rollout|time|metrics)\//i, '')
    .replace(/\s*(?:\([^)]*\)|\[[^\]]*\])$/, '')
    .replace(/\.?\s+/g, '_');
}

const patterns = Object.fromEntries(
  Object.entries(aliases).map(([role, names]) => [role, names.map(patternOf)]),
) as unknown as Record<Role, readonly RegExp[]>;

function patternOf(alias: string): RegExp {
  const escaped = alias.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`, 'i');
}
