import { mulberry32 } from '../../random.ts';
import {
  addRegularisers,
  addSampledKl,
  minibatch,
  rewardGradient,
  type SampledTokens,
} from './gradient.ts';
import { expectations, logPolicy, type LogPolicy } from './policy.ts';
import type { Preset, Recipe } from './recipe.ts';
import { drawPrompts, isRight, type Prompts } from './task.ts';
import { tokenCovariances, tokenWeights } from './tokenWeights.ts';

/** The metrics of one step, named as in common training logs. */
export interface SimulatedStep {
  /** From 1. */
  readonly step: number;
  /** Exact mean token entropy before the update, on training and on held-out prompts, in nats. */
  readonly entropy: number;
  readonly heldOutEntropy: number;
  /** Exact expected reward before the update, on training and on held-out prompts. */
  readonly expectedReward: number;
  readonly heldOutReward: number;
  /** Mean of the sampled rewards, of their standard deviation in groups, share of groups with none. */
  readonly reward: number;
  readonly rewardDeviation: number;
  readonly zeroDeviation: number;
  /** Divergence per token from the reference after the update, exact at the sampled prompts. */
  readonly kl: number;
  /** Divergence from the sampling policy, by the sampled tokens, after the update. */
  readonly policyKl: number;
  readonly clipFraction: number;
  /** Mean covariance of log-probability and advantage over the sampled tokens. */
  readonly covariance: number;
  /** τ of this step. */
  readonly entropyBonus: number;
}

/** The result of a finished simulation. */
export interface Trained {
  /** Learned logit per decision and token. */
  readonly learnt: Float64Array;
}

/**
 * Trains on a task by a recipe and yields a record per step, so that a caller can show progress and
 * stop at any time. The same seed gives the same run, to the last bits of Math.exp and Math.log.
 * `start` holds the learned logits to begin with; the reference always has learned none.
 */
export function* simulate(
  { task, recipe }: Preset,
  seed: number,
  start?: Float64Array,
): Generator<SimulatedStep, Trained> {
  const uniform = mulberry32(seed);
  const prompts = drawPrompts(task, uniform);
  const untrained = new Float64Array(task.decisions * task.vocabulary);
  const reference = logPolicy(prompts, untrained);
  const learnt = Float64Array.from(start ?? untrained);
  let bonus = recipe.entropyBonus;
  let policy = logPolicy(prompts, learnt);
  for (let step = 1; step <= recipe.steps; step++) {
    const before = expectations(prompts, policy, 0, task.trainPrompts);
    const heldOut = expectations(prompts, policy, task.trainPrompts, prompts.count);
    const applied = isApplied(before.entropy, recipe) ? bonus : 0;
    bonus = adapted(bonus, before.entropy, recipe);
    const rollout = sample(prompts, policy, recipe, uniform);
    const kl = recipe.anchor && step >= recipe.anchor.step ? recipe.anchor.kl : recipe.kl;
    const pull = { entropyBonus: applied, kl, klTerm: recipe.klTerm };
    const updated = update(prompts, learnt, reference, rollout, recipe, pull, uniform);
    if (recipe.refresh?.step === step) refresh(learnt, recipe.refresh.share);
    policy = logPolicy(prompts, learnt);
    yield {
      step,
      entropy: before.entropy,
      heldOutEntropy: heldOut.entropy,
      expectedReward: before.reward,
      heldOutReward: heldOut.reward,
      ...rollout.statistics,
      ...divergences(prompts, policy, reference, rollout),
      ...updated,
      entropyBonus: applied,
    };
  }
  return { learnt };
}

/** The entropy bonus that the controller sets for the next step. */
function adapted(bonus: number, entropy: number, { adaptiveEntropy }: Recipe): number {
  if (!adaptiveEntropy) return bonus;
  const { target, step, max } = adaptiveEntropy;
  return Math.min(Math.max(bonus + (entropy <= target ? step : -step), 0), max);
}

function isApplied(entropy: number, { adaptiveEntropy }: Recipe): boolean {
  return !adaptiveEntropy || entropy <= adaptiveEntropy.target;
}

/** The geometric mixture π^(1−share) · ref^share: the learnt logits are zero in the reference. */
function refresh(learnt: Float64Array, share: number): void {
  for (let i = 0; i < learnt.length; i++) learnt[i] *= 1 - share;
}

/** The sampled tokens and their metrics. */
interface Rollout extends SampledTokens {
  readonly statistics: Pick<SimulatedStep, 'reward' | 'rewardDeviation' | 'zeroDeviation'>;
}

function sample(
  prompts: Prompts,
  policy: LogPolicy,
  recipe: Recipe,
  uniform: () => number,
): Rollout {
  const { decisions, vocabulary, trainPrompts, rewardRate } = prompts.task;
  const answers = recipe.prompts * recipe.group;
  const tokens = answers * decisions;
  const drawn = Uint32Array.from({ length: recipe.prompts }, () =>
    Math.floor(uniform() * trainPrompts),
  );
  const place = new Uint32Array(tokens);
  const token = new Uint32Array(tokens);
  const logSampled = new Float64Array(tokens);
  const right = new Uint8Array(answers).fill(1);
  for (let i = 0; i < tokens; i++) {
    const answer = Math.floor(i / decisions);
    place[i] = drawn[Math.floor(answer / recipe.group)] * decisions + (i % decisions);
    const u = uniform();
    let cumulative = 0;
    let v = 0;
    for (; v < vocabulary - 1; v++) {
      cumulative += Math.exp(policy[place[i] * vocabulary + v]);
      if (cumulative > u) break;
    }
    token[i] = v;
    logSampled[i] = policy[place[i] * vocabulary + v];
    if (!isRight(prompts, place[i], v)) right[answer] = 0;
  }
  const rewards = Float64Array.from(right);
  if (rewardRate < 1) for (let a = 0; a < answers; a++) if (uniform() >= rewardRate) rewards[a] = 0;
  const scored = advantages(rewards, recipe, decisions);
  const sampled = { place, token, logSampled, ...scored };
  return recipe.dynamicSampling ? mixedGroups(sampled, recipe.group * decisions) : sampled;
}

function advantages(
  rewards: Float64Array,
  { advantage: kind, prompts, group }: Recipe,
  decisions: number,
): Pick<Rollout, 'advantage' | 'statistics'> {
  const advantage = new Float64Array(rewards.length * decisions);
  let deviations = 0;
  let zeros = 0;
  for (let g = 0; g < prompts; g++) {
    const ofGroup = rewards.subarray(g * group, (g + 1) * group);
    const mean = ofGroup.reduce((sum, r) => sum + r, 0) / group;
    const squares = ofGroup.reduce((sum, r) => sum + (r - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / (group - 1));
    deviations += deviation;
    if (deviation === 0) zeros++;
    const scale = advantageScale(kind, { mean, deviation, group });
    for (let a = 0; a < group; a++) {
      const from = (g * group + a) * decisions;
      advantage.fill((ofGroup[a] - mean) * scale, from, from + decisions);
    }
  }
  const reward = rewards.reduce((sum, r) => sum + r, 0) / rewards.length;
  const statistics = {
    reward,
    rewardDeviation: deviations / prompts,
    zeroDeviation: zeros / prompts,
  };
  return { advantage, statistics };
}

/** Drops the groups in which all answers have the same reward. */
function mixedGroups(rollout: Rollout, tokensOfGroup: number): Rollout {
  const isMixed = (_: number, i: number): boolean => {
    const from = i - (i % tokensOfGroup);
    return rollout.advantage.subarray(from, from + tokensOfGroup).some((a) => a !== 0);
  };
  return {
    place: rollout.place.filter(isMixed),
    token: rollout.token.filter(isMixed),
    logSampled: rollout.logSampled.filter(isMixed),
    advantage: rollout.advantage.filter(isMixed),
    statistics: rollout.statistics,
  };
}

/** All epochs and minibatches of a step. */
function update(
  prompts: Prompts,
  learnt: Float64Array,
  reference: LogPolicy,
  rollout: Rollout,
  recipe: Recipe,
  pull: Pick<Recipe, 'entropyBonus' | 'kl' | 'klTerm'>,
  uniform: () => number,
): Pick<SimulatedStep, 'clipFraction' | 'covariance'> {
  const tokens = rollout.token.length;
  const { decisions } = prompts.task;
  const cut = (b: number) =>
    Math.round((tokens / decisions) * (b / recipe.minibatches)) * decisions;
  const rate = recipe.learningRate * decisions;
  let clipped = 0;
  let covariance = 0;
  for (let epoch = 0; epoch < recipe.epochs; epoch++)
    for (let b = 0; b < recipe.minibatches; b++) {
      if (cut(b) === cut(b + 1)) continue;
      const batch = minibatch(prompts, learnt, rollout, cut(b), cut(b + 1));
      const weights = tokenWeights(recipe.tokens, recipe.clip, batch, uniform);
      clipped += weights.clipped;
      covariance += tokenCovariances(batch).reduce((sum, c) => sum + c, 0);
      addSampledKl(weights.weight, prompts, batch, reference, pull);
      const gradient = rewardGradient(prompts, batch, weights.weight);
      const exact = pull.klTerm === 'reverse' ? pull : { ...pull, kl: 0 };
      addRegularisers(gradient, prompts, batch, reference, exact);
      for (let i = 0; i < learnt.length; i++) learnt[i] += rate * gradient[i];
    }
  const visits = Math.max(1, tokens * recipe.epochs);
  return { clipFraction: clipped / visits, covariance: covariance / visits };
}

/** Divergences of the updated policy over the sampled places and tokens. */
function divergences(
  { task: { vocabulary } }: Prompts,
  policy: LogPolicy,
  reference: LogPolicy,
  { place, token, logSampled }: Rollout,
): Pick<SimulatedStep, 'kl' | 'policyKl'> {
  const count = Math.max(1, place.length);
  let kl = 0;
  let policyKl = 0;
  place.forEach((at, t) => {
    for (let i = at * vocabulary; i < (at + 1) * vocabulary; i++)
      kl += Math.exp(policy[i]) * (policy[i] - reference[i]);
    policyKl += logSampled[t] - policy[at * vocabulary + token[t]];
  });
  return { kl: kl / count, policyKl: policyKl / count };
}

/** The factor on the deviation from the mean of the group. */
function advantageScale(
  kind: Recipe['advantage'],
  { mean, deviation, group }: Readonly<Record<'mean' | 'deviation' | 'group', number>>,
): number {
  switch (kind) {
    case 'grpo':
      // As in common implementations, to avoid division by zero for groups without deviation.
      return 1 / (deviation + 1e-6);
    case 'rloo':
      return group / (group - 1);
    case 'drGrpo':
      return 1;
    case 'maxRl':
      return 1 / (mean + 1e-6);
  }
}
