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

/** The difference of AICc from which on one law is called better. */
const clearLead = 4;
/** Noise of the entropy distorts the laws differently, so that less reliable ones are not compared. */
const clearReliability = 0.97;

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
  // Positive where the straight line is worse, for as many rows as are independent.
  const difference = (laws.get('linear') ?? Infinity) - (laws.get('exponential') ?? Infinity);
  const lead = (difference * fit.effectiveN) / fit.n;
  const isClear = Math.abs(lead) > clearLead && fit.reliability > clearReliability;
  findings.push(!isClear ? 'indistinguishable' : lead > 0 ? 'lawSupported' : 'linearBetter');
  const { ceiling, ceilingInterval } = fit;
  const width =
    typeof ceilingInterval === 'string' ? Infinity : ceilingInterval[1] - ceilingInterval[0];
  if (!(ceiling >= 0 && ceiling <= 1 && width <= 0.3)) findings.push('ceilingUnpredictable');
  return findings;
}
