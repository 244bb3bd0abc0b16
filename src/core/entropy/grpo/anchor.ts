/** The regularisation of a policy. */
export interface Regularisation {
  /** β: weight of the KL divergence from the reference. */
  readonly kl: number;
  /** τ: weight of the entropy bonus. */
  readonly entropyBonus: number;
  /** Share of the update that a critical token gets; below 1, credit is diluted. Defaults to 1. */
  readonly credit?: number;
}

/** Anchor and strength of the pull on the logit of a right decision. */
export interface Pull {
  /** u₀: the equilibrium logit without reward. */
  readonly anchor: number;
  /** B = (β + τ) / credit. */
  readonly strength: number;
}

/**
 * The pull of the reverse KL divergence and the entropy bonus: both together are −B·q(1−q)(u − u₀), with
 * u₀ = ln Σ₊ ref^(β/B) − ln Σ₋ ref^(β/B) over the tokens that are right (₊) and wrong (₋). Undefined
 * without regularisation: then nothing pulls back, and the entropy slides to zero without a fold.
 */
export function pullOf(
  { kl, entropyBonus, credit = 1 }: Regularisation,
  right: readonly number[],
  wrong: readonly number[],
): Pull | undefined {
  const total = kl + entropyBonus;
  if (!(total > 0)) return undefined;
  const logSum = (reference: readonly number[]) =>
    Math.log(reference.reduce((sum, p) => sum + p ** (kl / total), 0));
  return { anchor: logSum(right) - logSum(wrong), strength: total / credit };
}

/**
 * The same where the reference is uniform over the `right` right tokens and over the `wrong` wrong
 * ones, with logit `referenceLogit` for a right one: u₀ = (β·u_ref + τ·ln(K₊/K₋)) / (β + τ).
 */
export function uniformPull(
  { kl, entropyBonus, credit = 1 }: Regularisation,
  referenceLogit: number,
  counts: { readonly right: number; readonly wrong: number },
): Pull | undefined {
  const total = kl + entropyBonus;
  if (!(total > 0)) return undefined;
  const free = Math.log(counts.right / counts.wrong);
  const anchor = (kl * referenceLogit + entropyBonus * free) / total;
  return { anchor, strength: total / credit };
}
