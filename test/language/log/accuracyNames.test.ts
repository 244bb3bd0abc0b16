import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSuccessRate, successRateAmong } from '../../../src/language/log/accuracyNames.ts';

/** As trainers log them: verl, TRL, ms-swift, OpenRLHF, NeMo-RL, prime-rl, slime, lm-evaluation-harness. */
const rates = [
  'val-core/openai/gsm8k/acc/mean@8',
  'eval_rewards/accuracy_reward/mean',
  'rewards/MathAccuracy/mean',
  'rewards/correctness_reward_func/mean',
  'eval_default_pass1',
  'eval/eval_default_pass1',
  'validation/accuracy',
  'eval/aime2024/avg@16',
  'eval/aime24',
  'eval/gsm8k/exact_match',
  'eval/success_rate',
  'eval_acc',
];

/** What the same trainers log beside them. */
const others = [
  'eval/loss',
  'eval_loss',
  'eval/step',
  'eval/global_step',
  'eval/epoch',
  'eval_runtime',
  'eval_samples_per_second',
  'eval/completions/mean_length',
  'eval_default_response_length_mean',
  'eval_default_truncated_rate',
  'eval_num_samples',
  'eval/aime-truncated_ratio',
  'eval/entropy',
  'eval/kl',
  'eval/clip_ratio/region_mean',
  'eval_rewards/accuracy_reward/std',
  'eval_rewards/format_reward/mean',
  'eval/frac_reward_zero_std',
  'eval/grad_acc_steps',
  'eval/num_correct',
  'eval/sampling/importance_sampling_correction',
  'eval/accumulated_cost',
  'val/ratio',
  'val/num_eos_tokens',
  'val-core/openai/gsm8k/acc/std@8',
];

describe('names of success rates', () => {
  it('are known', () => {
    assert.deepEqual(
      rates.filter((name) => !isSuccessRate(name)),
      [],
    );
  });

  it('are found among anything else, in any order', () => {
    const order = fc.shuffledSubarray(others, { minLength: others.length });
    fc.assert(
      fc.property(fc.constantFrom(...rates), order, fc.nat(others.length), (rate, names, at) => {
        assert.equal(successRateAmong(names.toSpliced(at, 0, rate)), rate);
      }),
    );
  });

  it('are not losses, counters, times, lengths or deviations', () => {
    for (const name of others) assert.equal(successRateAmong([name]), undefined, name);
    const words = ['loss', 'std', 'steps', 'runtime', 'length', 'num', 'min', 'format', 'kl'];
    fc.assert(
      fc.property(fc.constantFrom(...rates), fc.constantFrom(...words), (rate, word) => {
        assert.equal(successRateAmong([`${rate}_${word}`]), undefined);
      }),
    );
  });

  it('come before rewards, and single answers before the best of several', () => {
    assert.equal(
      successRateAmong(['eval_reward', 'eval_rewards/accuracy_reward/mean']),
      'eval_rewards/accuracy_reward/mean',
    );
    assert.equal(
      successRateAmong(['eval_default_pass4', 'eval_default_pass1']),
      'eval_default_pass1',
    );
    assert.equal(
      successRateAmong([
        'val-core/x/acc/best@8/mean',
        'val-core/x/acc/maj@8/mean',
        'val-core/x/acc/mean@8',
      ]),
      'val-core/x/acc/mean@8',
    );
    assert.equal(
      successRateAmong(['val-aux/x/acc/mean@8', 'val-core/x/acc/mean@8']),
      'val-core/x/acc/mean@8',
    );
    assert.equal(successRateAmong(['eval_reward']), 'eval_reward');
  });
});
