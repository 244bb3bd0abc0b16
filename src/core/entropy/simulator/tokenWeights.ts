import { sigmoid } from '../../numeric/logistic.ts';
import type { Clip, TokenRule } from './recipe.ts';

/** The tokens of a minibatch, answer by answer; one entry per token. */
export interface TokenBatch {
  /** Tokens of an answer. */
  readonly decisions: number;
  /** The current probability divided by that at sampling. */
  readonly ratio: Float64Array;
  /** The current log-probability, and that at sampling. */
  readonly logNow: Float64Array;
  readonly logSampled: Float64Array;
  readonly advantage: Float64Array;
}

/** The weight of the gradient of each token, and the number of tokens beyond the clip. */
export interface TokenWeights {
  readonly weight: Float64Array;
  readonly clipped: number;
}

/** The weights of a rule; Clip-Cov draws from `uniform`. */
export function tokenWeights(
  rule: TokenRule,
  { low, high }: Clip,
  batch: TokenBatch,
  uniform: () => number,
): TokenWeights {
  const { ratio, advantage, logNow, logSampled } = batch;
  const weight = ratio.map((r, i) => r * advantage[i]);
  const isBelow = (i: number) => advantage[i] < 0 && ratio[i] < 1 - low;
  const isAbove = (i: number) => advantage[i] > 0 && ratio[i] > 1 + high;
  const beyond = [...ratio.keys()].filter((i) => isBelow(i) || isAbove(i));
  switch (rule.kind) {
    case 'unclipped':
      break;
    case 'clip':
      for (const i of beyond) weight[i] = 0;
      break;
    case 'gradientPreserving':
      for (const i of beyond) {
        const factor = isBelow(i) ? rule.negative * (1 - low) : rule.positive * (1 + high);
        weight[i] = factor * advantage[i];
      }
      break;
    case 'clipCov': {
      for (const i of beyond) weight[i] = 0;
      const outside = new Set(beyond);
      const [from, to] = rule.window;
      const covariance = tokenCovariances(batch);
      const candidates = [...covariance.keys()].filter(
        (i) => covariance[i] > from && covariance[i] < to && !outside.has(i),
      );
      for (const i of drawnFrom(candidates, atLeastOne(rule.share, ratio), uniform)) weight[i] = 0;
      break;
    }
    case 'cispo': {
      const limited = ratio.map((r) => Math.min(Math.max(r, 1 - low), 1 + high));
      const clipped = limited.filter((r, i) => r !== ratio[i]).length;
      return { weight: limited.map((r, i) => r * advantage[i]), clipped };
    }
    case 'gspo':
      return tokenWeights(
        { kind: 'clip' },
        { low, high },
        { ...batch, ratio: answerRatios(batch) },
        uniform,
      );
    case 'sapo': {
      const slope = (r: number, i: number): number => {
        const temperature = advantage[i] > 0 ? rule.positive : rule.negative;
        return 4 * sigmoid(temperature * (r - 1)) * sigmoid(temperature * (1 - r));
      };
      return { weight: ratio.map((r, i) => slope(r, i) * r * advantage[i]), clipped: 0 };
    }
    case 'klCov': {
      const covariance = tokenCovariances(batch);
      const order = [...covariance.keys()].sort((i, j) => covariance[j] - covariance[i]);
      for (const i of order.slice(0, atLeastOne(rule.share, ratio)))
        weight[i] -= rule.coefficient * Math.sign(logNow[i] - logSampled[i]);
      break;
    }
  }
  return { weight, clipped: beyond.length };
}

/** For each token the geometric mean of the ratios of its answer. */
function answerRatios({ logNow, logSampled, decisions }: TokenBatch): Float64Array {
  const ratios = new Float64Array(logNow.length);
  for (let from = 0; from < ratios.length; from += decisions) {
    let sum = 0;
    for (let i = from; i < from + decisions; i++) sum += logNow[i] - logSampled[i];
    ratios.fill(Math.exp(sum / decisions), from, from + decisions);
  }
  return ratios;
}

function atLeastOne(share: number, { length }: Float64Array): number {
  return Math.max(Math.floor(share * length), 1);
}

/** (ln π − mean)(A − mean) of each token. */
export function tokenCovariances({ logNow, advantage }: TokenBatch): Float64Array {
  const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [meanLog, meanAdvantage] = [mean(logNow), mean(advantage)];
  return logNow.map((x, i) => (x - meanLog) * (advantage[i] - meanAdvantage));
}

/** At most `wanted` of the candidates, by a partial Fisher–Yates shuffle. */
function drawnFrom(candidates: number[], wanted: number, uniform: () => number): number[] {
  const count = Math.min(wanted, candidates.length);
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(uniform() * (candidates.length - i));
    [candidates[i], candidates[j]] = [candidates[j], candidates[i]];
  }
  return candidates.slice(0, count);
}
