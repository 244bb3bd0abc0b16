import type { Law, RewardFit } from './rewardFit.ts';

/** The possible results of the diagnostics; the view turns them into text. */
export type Verdict =
  | 'tooLittleSpent'
  | 'lawNotSupported'
  | 'indistinguishable'
  | 'linearBetter'
  | 'lawSupported'
  | 'ceilingUnpredictable'
  | 'trainReward'
  | 'explosion'
  | 'notIdentifiable'
  | 'bistable'
  | 'measurementNoise'
  | 'slowing'
  | 'notSlowing'
  | 'noRestoringForce'
  | 'oneState'
  | 'twoStates'
  | 'severalStates'
  | 'runaway';

/** The verdicts on a fit of the law, most important first; `n` counts pairs of the descent. */
export function rewardVerdicts(
  fit: RewardFit | undefined,
  laws: ReadonlyMap<Law, number>,
  context: {
    readonly entropyRange: number;
    readonly isTrainReward: boolean;
    readonly exploded: boolean;
  },
): readonly Verdict[] {
  const verdicts: Verdict[] = context.exploded ? ['explosion'] : [];
  if (context.isTrainReward) verdicts.push('trainReward');
  if (!fit || fit.n < 12 || context.entropyRange < 0.15) return [...verdicts, 'tooLittleSpent'];
  if (fit.p > 0.05 || fit.a <= 0) return [...verdicts, 'lawNotSupported'];
  // Positive where the straight line is worse.
  const lead = (laws.get('linear') ?? Infinity) - (laws.get('exponential') ?? Infinity);
  verdicts.push(lead > 2 ? 'lawSupported' : lead < -2 ? 'linearBetter' : 'indistinguishable');
  const [low, high] = fit.ceilingInterval;
  if (fit.ceiling < 0 || fit.ceiling > 1 || high - low > 0.3) verdicts.push('ceilingUnpredictable');
  return verdicts;
}
