import type { Prompts } from './task.ts';
import { isRight } from './task.ts';

/** Log-probabilities of the tokens at every place: place = prompt · decisions + decision. */
export type LogPolicy = Float64Array;

/** Writes the log-probabilities of one place; `learnt` holds a logit per decision and token. */
export function logPolicyAt(
  prompts: Prompts,
  learnt: Float64Array,
  place: number,
  into: Float64Array,
): Float64Array {
  const { vocabulary, decisions } = prompts.task;
  const shared = (place % decisions) * vocabulary;
  let top = -Infinity;
  for (let v = 0; v < vocabulary; v++) {
    into[v] = prompts.logits[place * vocabulary + v] + learnt[shared + v];
    if (into[v] > top) top = into[v];
  }
  let sum = 0;
  for (let v = 0; v < vocabulary; v++) sum += Math.exp(into[v] - top);
  const logSum = top + Math.log(sum);
  for (let v = 0; v < vocabulary; v++) into[v] -= logSum;
  return into;
}

/** The policy at every place. */
export function logPolicy(prompts: Prompts, learnt: Float64Array): LogPolicy {
  const { vocabulary, decisions } = prompts.task;
  const policy = new Float64Array(prompts.count * decisions * vocabulary);
  for (let place = 0; place < prompts.count * decisions; place++)
    logPolicyAt(
      prompts,
      learnt,
      place,
      policy.subarray(place * vocabulary, (place + 1) * vocabulary),
    );
  return policy;
}

/** Exact means over a range of prompts. */
export interface Expectations {
  /** Mean token entropy in nats. */
  readonly entropy: number;
  readonly reward: number;
}

/** The expectations of a policy over prompts from … to − 1. */
export function expectations(
  prompts: Prompts,
  policy: LogPolicy,
  from: number,
  to: number,
): Expectations {
  const { vocabulary, decisions, rewardRate } = prompts.task;
  let entropy = 0;
  let reward = 0;
  for (let prompt = from; prompt < to; prompt++) {
    let success = 1;
    for (let place = prompt * decisions; place < (prompt + 1) * decisions; place++) {
      let right = 0;
      for (let v = 0; v < vocabulary; v++) {
        const i = place * vocabulary + v;
        const p = Math.exp(policy[i]);
        entropy -= p * policy[i];
        if (isRight(prompts, place, v)) right += p;
      }
      success *= right;
    }
    reward += rewardRate * success;
  }
  const places = (to - from) * decisions;
  return { entropy: entropy / places, reward: reward / (to - from) };
}
