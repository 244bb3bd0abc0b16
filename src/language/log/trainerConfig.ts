import type { Trainer, TrainerConfig } from '../../core/entropy/diagnostics/trainerConfig.ts';
import { entriesOfFile, printedEntries, type ConfigEntries } from './configEntries.ts';
import { ConfigKeys } from './trainers/configKeys.ts';
import { nemoRl } from './trainers/nemoRl.ts';
import { flatOpenRlhf, openRlhf } from './trainers/openRlhf.ts';
import type { TrainerSettings } from './trainers/trainerSettings.ts';
import { slime } from './trainers/slime.ts';
import { trl } from './trainers/trl.ts';
import { verl } from './trainers/verl.ts';

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
function trainerConfig(entries: ConfigEntries): TrainerConfig | undefined {
  for (const { trainer, signs, read } of trainers) {
    for (const sign of signs) {
      const base = baseOf(entries, sign);
      if (base === undefined) continue;
      const found = read(new ConfigKeys(entries, base));
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

interface Reader {
  readonly trainer: Trainer;
  /** Keys by which a configuration is recognised. Their own place tells where the others are. */
  readonly signs: readonly string[];
  readonly read: (keys: ConfigKeys) => TrainerSettings;
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
