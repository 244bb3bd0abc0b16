import type { Law, RewardFit } from './rewardFit.ts';

/** What the diagnostics have to say. The words stand in `verdictText`, and nowhere else. */
export type Verdict = keyof typeof verdictText;

export const verdictText = {
  tooLittleSpent: 'Too little entropy was spent to fit the law',
  lawNotSupported: 'The law R = −a·exp(H) + b is not supported by this run',
  indistinguishable: 'The law is supported, but indistinguishable from a straight line',
  linearBetter: 'A straight line in H describes this run better than the law',
  lawSupported: 'The law describes this run better than a straight line',
  ceilingUnpredictable: 'The ceiling is not predictable from this run',
  trainReward: "This is training reward; the paper's law is about validation accuracy",
  explosion: 'Entropy explosion: the law does not apply after it',
  notIdentifiable:
    'A fold is not identifiable from this run: a single passage fits any sigmoid, and absence of evidence is not evidence of absence',
  bistable: 'This run switched to and fro between two states, as a folded surface has them',
  measurementNoise: 'Measurement noise dominates: too few prompts per step',
  slowing: 'Critical slowing down: fluctuations grow and last longer',
  notSlowing:
    'No critical slowing down was found, which the test would miss three times out of four',
  noRestoringForce:
    'No restoring force: with β = τ = 0 entropy slides to zero without a fold, and nothing brings it back',
  oneState: 'These controls have one stable state',
  twoStates: 'These controls have two stable states; history decides between them',
  severalStates: 'These controls have three stable states; history decides between them',
  runaway: 'These controls have no stable state: the policy runs away to certainty',
} as const;

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
