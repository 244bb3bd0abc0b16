import { klTokenGradient, type KlTerm } from './klTerm.ts';
import { logPolicyAt, type LogPolicy } from './policy.ts';
import type { Prompts } from './task.ts';
import type { TokenBatch } from './tokenWeights.ts';

/** Sampled tokens in the order prompt, answer, decision; one entry per token. */
export interface SampledTokens {
  readonly place: Uint32Array;
  readonly token: Uint32Array;
  readonly logSampled: Float64Array;
  readonly advantage: Float64Array;
}

/** A subset of the sampled tokens, with the current policy at their positions. */
export interface Minibatch extends TokenBatch {
  readonly place: Uint32Array;
  readonly token: Uint32Array;
  /** The places of the tokens, each once, and the log-probabilities there, by place. */
  readonly places: readonly number[];
  readonly policy: readonly Float64Array[];
}

/** The tokens from … to − 1 under the policy of the learnt logits. */
export function minibatch(
  prompts: Prompts,
  learnt: Float64Array,
  sampled: SampledTokens,
  from: number,
  to: number,
): Minibatch {
  const place = sampled.place.subarray(from, to);
  const token = sampled.token.subarray(from, to);
  const logSampled = sampled.logSampled.subarray(from, to);
  const advantage = sampled.advantage.subarray(from, to);
  const places = [...new Set(place)];
  const policy: Float64Array[] = [];
  for (const at of places)
    policy[at] = logPolicyAt(prompts, learnt, at, new Float64Array(prompts.task.vocabulary));
  const logNow = new Float64Array(token.length);
  const ratio = new Float64Array(token.length);
  for (let i = 0; i < token.length; i++) {
    logNow[i] = policy[place[i]][token[i]];
    ratio[i] = Math.exp(logNow[i] - logSampled[i]);
  }
  const { decisions } = prompts.task;
  return { decisions, place, token, places, policy, logNow, logSampled, advantage, ratio };
}

/** Mean over tokens of weight × gradient of log-probability, per decision and token. */
export function rewardGradient(
  prompts: Prompts,
  { place, token, places, policy }: Minibatch,
  weight: Float64Array,
): Float64Array {
  const { decisions, vocabulary } = prompts.task;
  const gradient = new Float64Array(decisions * vocabulary);
  const total = new Float64Array(prompts.count * decisions);
  for (let i = 0; i < weight.length; i++) {
    gradient[(place[i] % decisions) * vocabulary + token[i]] += weight[i];
    total[place[i]] += weight[i];
  }
  for (const at of places) {
    const shared = (at % decisions) * vocabulary;
    const logs = policy[at];
    for (let v = 0; v < vocabulary; v++) gradient[shared + v] -= total[at] * Math.exp(logs[v]);
  }
  return gradient.map((g) => g / weight.length);
}

/** Adds −β times the gradient of each sampled token's KL estimate to its weight. */
export function addSampledKl(
  weight: Float64Array,
  { task: { vocabulary } }: Prompts,
  { place, token, logNow, ratio }: Minibatch,
  reference: LogPolicy,
  { kl, klTerm }: { readonly kl: number; readonly klTerm: KlTerm },
): void {
  if (kl === 0 || klTerm === 'reverse') return;
  for (let i = 0; i < weight.length; i++) {
    const logReference = reference[place[i] * vocabulary + token[i]];
    weight[i] -= kl * klTokenGradient(klTerm, logNow[i], logReference, ratio[i]);
  }
}

/** Adds the exact gradients of τ·entropy and −β·divergence, means over the places of the batch. */
export function addRegularisers(
  gradient: Float64Array,
  prompts: Prompts,
  { place, places, policy }: Minibatch,
  reference: LogPolicy,
  { entropyBonus, kl }: { readonly entropyBonus: number; readonly kl: number },
): void {
  if (entropyBonus === 0 && kl === 0) return;
  const { decisions, vocabulary } = prompts.task;
  const visits = new Uint32Array(prompts.count * decisions);
  for (const at of place) visits[at]++;
  for (const at of places) {
    const logs = policy[at];
    let entropy = 0;
    let divergence = 0;
    for (let v = 0; v < vocabulary; v++) {
      const p = Math.exp(logs[v]);
      entropy -= p * logs[v];
      divergence += p * (logs[v] - reference[at * vocabulary + v]);
    }
    const shared = (at % decisions) * vocabulary;
    for (let v = 0; v < vocabulary; v++) {
      const excess = logs[v] - reference[at * vocabulary + v] - divergence;
      const force = entropyBonus * (logs[v] + entropy) + kl * excess;
      gradient[shared + v] -= (visits[at] * Math.exp(logs[v]) * force) / place.length;
    }
  }
}
