import type { Recipe } from './recipe.ts';

/**
 * What an intervention can do to the fold of the mean update. `position` moves it; `rate` changes how
 * fast, and with how much noise, the same state is approached; `state` moves the policy and leaves
 * the fold where it is; `bias` changes the mean update itself, in a way the model does not derive.
 */
export type Effect = 'position' | 'rate' | 'state' | 'bias';

/** A change to the baseline recipe. */
export interface Intervention {
  readonly id: InterventionId;
  readonly effect: Effect | undefined;
  readonly change: (steps: number) => Partial<Recipe>;
}

export type InterventionId =
  | 'baseline'
  | 'clipHigher'
  | 'clipLower'
  | 'noClip'
  | 'clipCov'
  | 'klCov'
  | 'gppo'
  | 'ceGppo'
  | 'drGrpo'
  | 'dynamicSampling'
  | 'bonusSmall'
  | 'bonus'
  | 'kl'
  | 'klK3'
  | 'klK3Clamped'
  | 'klK3Corrected'
  | 'adaptive'
  | 'refresh'
  | 'anchor'
  | 'slower';

const fixed = (id: InterventionId, effect: Effect, change: Partial<Recipe>): Intervention => ({
  id,
  effect,
  change: () => change,
});

/**
 * The interventions, with the constants of their papers scaled to a few thousand tokens a step: at
 * most one token in five thousand, as in large runs, would be none here.
 */
export const catalogue: readonly Intervention[] = [
  { id: 'baseline', effect: undefined, change: () => ({}) },
  fixed('clipHigher', 'bias', { clip: { low: 0.2, high: 0.28 } }),
  fixed('clipLower', 'bias', { clip: { low: 0.1, high: 0.2 } }),
  fixed('noClip', 'bias', { tokens: { kind: 'unclipped' } }),
  fixed('clipCov', 'bias', {
    clip: { low: 1, high: 1 },
    tokens: { kind: 'clipCov', share: 0.02, window: [1, 5] },
  }),
  fixed('klCov', 'rate', { tokens: { kind: 'klCov', share: 0.02, coefficient: 1 } }),
  fixed('gppo', 'bias', { tokens: { kind: 'gradientPreserving', negative: 1, positive: 1 } }),
  fixed('ceGppo', 'bias', { tokens: { kind: 'gradientPreserving', negative: 0, positive: 1 } }),
  fixed('drGrpo', 'position', { advantage: 'drGrpo' }),
  fixed('dynamicSampling', 'position', { dynamicSampling: true }),
  fixed('bonusSmall', 'position', { entropyBonus: 0.005 }),
  fixed('bonus', 'position', { entropyBonus: 0.02 }),
  fixed('kl', 'position', { kl: 0.05 }),
  fixed('klK3', 'position', { kl: 0.05, klTerm: 'k3' }),
  fixed('klK3Clamped', 'position', { kl: 0.05, klTerm: 'k3Clamped' }),
  fixed('klK3Corrected', 'position', { kl: 0.05, klTerm: 'k3Corrected' }),
  fixed('adaptive', 'position', { adaptiveEntropy: { target: 1, step: 0.002, max: 1 } }),
  {
    id: 'refresh',
    effect: 'state',
    change: (steps) => ({ refresh: { step: Math.ceil(steps / 2), share: 0.9 } }),
  },
  {
    id: 'anchor',
    effect: 'position',
    change: (steps) => ({ anchor: { step: Math.ceil(steps / 2), kl: 0.05 } }),
  },
  fixed('slower', 'rate', { learningRate: 0.25 }),
];
