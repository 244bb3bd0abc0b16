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
  /** Log-probabilities by place. */
  readonly policy: ReadonlyMap<number, Float64Array>;
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
  const policy = new Map<number, Float64Array>();
  for (const p of place)
    if (!policy.has(p))
      policy.set(p, logPolicyAt(prompts, learnt, p, new Float64Array(prompts.task.vocabulary)));
  const logNow = Float64Array.from(token, (v, i) => policy.get(place[i])![v]);
  const ratio = logNow.map((x, i) => Math.exp(x - logSampled[i]));
  return { place, token, policy, logNow, logSampled, advantage, ratio };
}

/** Mean over tokens of weight × gradient of log-probability, per decision and token. */
export function rewardGradient(
  prompts: Prompts,
  { place, token, policy }: Minibatch,
  weight: Float64Array,
): Float64Array {
  const { decisions, vocabulary } = prompts.task;
  const gradient = new Float64Array(decisions * vocabulary);
  const total = new Map<number, number>();
  weight.forEach((w, i) => {
    gradient[(place[i] % decisions) * vocabulary + token[i]] += w;
    total.set(place[i], (total.get(place[i]) ?? 0) + w);
  });
  for (const [at, w] of total) {
    const shared = (at % decisions) * vocabulary;
    const logs = policy.get(at)!;
    for (let v = 0; v < vocabulary; v++) gradient[shared + v] -= w * Math.exp(logs[v]);
  }
  return gradient.map((g) => g / weight.length);
}

/** Adds the exact gradients of τ·entropy and −β·divergence, means over the places of the batch. */
export function addRegularisers(
  gradient: Float64Array,
  prompts: Prompts,
  { place, policy }: Minibatch,
  reference: LogPolicy,
  { entropyBonus, kl }: { readonly entropyBonus: number; readonly kl: number },
): void {
  if (entropyBonus === 0 && kl === 0) return;
  const { decisions, vocabulary } = prompts.task;
  const visits = new Map<number, number>();
  for (const at of place) visits.set(at, (visits.get(at) ?? 0) + 1);
  for (const [at, count] of visits) {
    const logs = policy.get(at)!;
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
      gradient[shared + v] -= (count * Math.exp(logs[v]) * force) / place.length;
    }
  }
}
