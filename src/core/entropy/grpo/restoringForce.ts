import type { KlGradient } from './klGradient.ts';

/**
 * What holds a policy back. With the gradient of the reverse KL divergence, KL weight β and entropy bonus
 * τ combine: the controls are an anchor u₀ between reference and uniform policy, and B = β + τ. With k3
 * they do not: the controls are the logit of the reference and β, and the bonus shapes the surface.
 */
export type RestoringForce =
  | { readonly klGradient: 'reverse' }
  | (EntropyBonus & { readonly klGradient: Exclude<KlGradient, 'reverse'> });

/** An entropy bonus: the force −τ·q(1 − q)·(u − u_free). */
export interface EntropyBonus {
  /** τ / credit. */
  readonly bonus: number;
  /** u_free = ln(K₊/K₋): the logit of the uniform policy over K₊ right and K₋ wrong tokens. */
  readonly free: number;
}
