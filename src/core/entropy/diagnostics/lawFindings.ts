import type { Law, RewardFit } from './rewardFit.ts';

/** What the fit of R = −a·exp(H) + b shows. */
export type LawFinding =
  | 'constantReward'
  | 'tooLittleSpent'
  | 'lawNotSupported'
  | 'indistinguishable'
  | 'linearBetter'
  | 'lawSupported'
  | 'ceilingUnpredictable'
  | 'trainReward';

/** The findings of a fit of the law, most important first; `n` counts pairs of the descent. */
export function lawFindings(
  fit: RewardFit | undefined,
  laws: ReadonlyMap<Law, number>,
  context: {
    readonly entropyRange: number;
    readonly isTrainReward: boolean;
    readonly isConstantReward: boolean;
  },
): readonly LawFinding[] {
  const findings: LawFinding[] = context.isTrainReward ? ['trainReward'] : [];
  if (context.isConstantReward) return [...findings, 'constantReward'];
  if (!fit || fit.n < 12 || context.entropyRange < 0.15) return [...findings, 'tooLittleSpent'];
  if (fit.p > 0.05 || fit.a <= 0) return [...findings, 'lawNotSupported'];
  // Positive where the straight line is worse.
  const lead = (laws.get('linear') ?? Infinity) - (laws.get('exponential') ?? Infinity);
  findings.push(lead > 2 ? 'lawSupported' : lead < -2 ? 'linearBetter' : 'indistinguishable');
  const [low, high] = fit.interval.ceiling;
  if (fit.ceiling < 0 || fit.ceiling > 1 || high - low > 0.3) findings.push('ceilingUnpredictable');
  return findings;
}
