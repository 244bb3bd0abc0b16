import type { Recipe } from './recipe.ts';

/**
 * What an intervention can do to the fold of the mean update. `position` moves it; `rate` changes how
 * fast, and with how much noise, the same state is approached; `state` moves the policy and leaves
 * the fold where it is. The model derives these three. `offPolicy` changes nothing as long as each
 * batch is used for one update, because all ratios are 1 then, and otherwise biases the mean update;
 * `bias` does so in any case. The model derives neither bias.
 */
export type Effect = 'position' | 'rate' | 'state' | 'offPolicy' | 'bias';

/** A change to the baseline recipe. */
export interface Intervention {
  readonly id: InterventionId;
  /** Undefined for the baseline, in which nothing holds the entropy, so that there is no fold. */
  readonly effect: Effect | undefined;
  /** The arXiv identifier of the paper that proposes it, if there is one. */
  readonly arxiv?: string | undefined;
  readonly change: (steps: number) => Partial<Recipe>;
}

/** Whether the model knows what an intervention does to the fold, or only simulations show it. */
export function isDerived(effect: Effect | undefined): boolean {
  return effect !== 'offPolicy' && effect !== 'bias';
}

export type InterventionId =
  | 'baseline'
  | 'clipHigher'
  | 'clipLower'
  | 'clipBoth'
  | 'noClip'
  | 'cispo'
  | 'gspo'
  | 'sapo'
  | 'clipCov'
  | 'klCov'
  | 'gppo'
  | 'ceGppo'
  | 'drGrpo'
  | 'maxRl'
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

const fixed = (
  id: InterventionId,
  effect: Effect,
  change: Partial<Recipe>,
  arxiv?: string,
): Intervention => ({ id, effect, arxiv, change: () => change });

/**
 * The interventions, with the constants of their papers scaled to a few thousand tokens a step: at
 * most one token in five thousand, as in large runs, would be none here. The clip of GSPO is a
 * hundred times that of its paper, because the mean over the four tokens of an answer varies far
 * more than one over thousands.
 */
export const catalogue: readonly Intervention[] = [
  { id: 'baseline', effect: undefined, arxiv: '2402.03300', change: () => ({}) },
  fixed('clipHigher', 'offPolicy', { clip: { low: 0.2, high: 0.28 } }, '2503.14476'),
  fixed('clipLower', 'offPolicy', { clip: { low: 0.1, high: 0.2 } }, '2509.26114'),
  fixed('clipBoth', 'offPolicy', { clip: { low: 0.1, high: 0.28 } }, '2509.26114'),
  fixed('noClip', 'offPolicy', { tokens: { kind: 'unclipped' } }),
  // As in verl's example; the paper gives no upper limit.
  fixed(
    'cispo',
    'offPolicy',
    { clip: { low: 1, high: 0.2 }, tokens: { kind: 'cispo' } },
    '2506.13585',
  ),
  fixed(
    'gspo',
    'offPolicy',
    { clip: { low: 0.03, high: 0.04 }, tokens: { kind: 'gspo' } },
    '2507.18071',
  ),
  fixed(
    'sapo',
    'offPolicy',
    { tokens: { kind: 'sapo', positive: 1, negative: 1.05 } },
    '2511.20347',
  ),
  fixed(
    'gppo',
    'offPolicy',
    { tokens: { kind: 'gradientPreserving', negative: 1, positive: 1 } },
    '2508.07629',
  ),
  fixed(
    'ceGppo',
    'offPolicy',
    { tokens: { kind: 'gradientPreserving', negative: 0, positive: 1 } },
    '2509.20712',
  ),
  fixed(
    'klCov',
    'offPolicy',
    { tokens: { kind: 'klCov', share: 0.02, coefficient: 1 } },
    '2505.22617',
  ),
  fixed(
    'clipCov',
    'bias',
    {
      clip: { low: 1, high: 1 },
      tokens: { kind: 'clipCov', share: 0.02, window: [1, 5] },
    },
    '2505.22617',
  ),
  fixed('drGrpo', 'position', { advantage: 'drGrpo' }, '2503.20783'),
  fixed('maxRl', 'position', { advantage: 'maxRl' }, '2602.02710'),
  fixed('dynamicSampling', 'position', { dynamicSampling: true }, '2503.14476'),
  fixed('bonusSmall', 'position', { entropyBonus: 0.005 }, '1602.01783'),
  fixed('bonus', 'position', { entropyBonus: 0.02 }, '1602.01783'),
  fixed('kl', 'position', { kl: 0.05 }, '2402.03300'),
  fixed('klK3', 'position', { kl: 0.05, klTerm: 'k3' }, '2402.03300'),
  fixed('klK3Clamped', 'position', { kl: 0.05, klTerm: 'k3Clamped' }),
  fixed('klK3Corrected', 'position', { kl: 0.05, klTerm: 'k3Corrected' }, '2512.02556'),
  fixed(
    'adaptive',
    'position',
    { adaptiveEntropy: { target: 1, step: 0.002, max: 1 } },
    '2505.22312',
  ),
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

/** The intervention of a name; throws a RangeError if there is none. */
export function interventionOf(id: InterventionId): Intervention {
  const found = catalogue.find((one) => one.id === id);
  if (!found) throw new RangeError(`There is no intervention ${id}.`);
  return found;
}
