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
  | 'responseLength';

/**
 * Names that trainers give to a role, most specific first; `*` stands for anything. Collected from
 * verl, TRL, OpenRLHF, ms-swift, Skywork-OR1 and the logs of Raschka's reasoning book.
 */
const aliases: Record<Role, readonly string[]> = {
  step: ['training/global_step', 'global_step', 'step', '_step'],
  entropy: [
    'actor/entropy',
    'entropy',
    'entropy/mean',
    'actor/entropy_loss',
    'entropy_loss',
    'objective/entropy',
    'policy/entropy',
    'entropy_avg',
  ],
  validation: [
    'val-core/*/acc/mean@*',
    'val-core/*/reward/mean@*',
    'val/test_score/*',
    'eval_reward',
    'eval/*',
    'eval_acc',
    'env/all/correct',
  ],
  reward: ['critic/rewards/mean', 'critic/score/mean', 'reward', 'reward_avg', 'objective/scores'],
  rewardDeviation: ['reward_std', 'group_reward_std'],
  zeroDeviation: ['frac_reward_zero_std'],
  kl: ['kl', 'actor/kl_loss', 'objective/kl', 'actor/reward_kl_penalty', 'kl_loss'],
  policyKl: ['actor/ppo_kl', 'ppo_kl', 'policy/approxkl_avg'],
  clip: [
    'actor/pg_clipfrac',
    'clip_ratio/region_mean',
    'clip_ratio/high_mean',
    'clip_ratio/low_mean',
    'ppo_clip_ratio',
    'policy/clipfrac_avg',
  ],
  learningRate: ['actor/lr', 'learning_rate', 'actor_lr'],
  entropyBonus: ['entropy_coef', 'actor/entropy_coeff_realized', 'actor/entropy_coeff'],
  klWeight: ['actor/kl_coef', 'actor/reward_kl_penalty_coeff'],
  gradientNorm: ['actor/grad_norm', 'grad_norm', 'actor_grad_norm'],
  responseLength: ['response_length/mean', 'completions/mean_length', 'avg_response_len'],
};

/** The column of each role that was found. */
export type Mapping = ReadonlyMap<Role, string>;

/**
 * Guesses the meaning of the columns. `fixed` holds the user's choices, `''` for a role without a
 * column.
 */
export function rolesOf(columns: readonly string[], fixed: Mapping = new Map()): Mapping {
  const found = new Map<Role, string>();
  for (const role of Object.keys(aliases) as Role[]) {
    const given = fixed.get(role);
    if (given === '') continue;
    const column = given !== undefined && columns.includes(given) ? given : guess(role, columns);
    if (column !== undefined) found.set(role, column);
  }
  return found;
}

function guess(role: Role, columns: readonly string[]): string | undefined {
  for (const alias of aliases[role]) {
    const pattern = patternOf(alias);
    const column = columns.find((name) => pattern.test(name.replace(/^train\//i, '')));
    if (column !== undefined) return column;
  }
  return undefined;
}

function patternOf(alias: string): RegExp {
  const escaped = alias.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.+');
  return new RegExp(`^${escaped}$`, 'i');
}
