import { k3, k3Clamp } from '../grpo/k3.ts';
import type { KlGradient } from '../grpo/klGradient.ts';

/**
 * The KL term of a recipe. `reverse` is exact over the vocabulary; the others are estimated from the
 * sampled tokens, as trainers do. `k3Corrected` is k3 times the importance ratio (DeepSeek-V3.2, TRL:
 * `use_bias_correction_kl`): reverse KL in expectation, with the noise of sampling.
 */
export type KlTerm = KlGradient | 'k3Corrected';

/**
 * The derivative of a token's estimate in its log-probability; `ratio` is the current probability
 * over that at sampling. On the policy that sampled, the expectation of this times ∇ ln π is the
 * gradient of KL(ref‖π) for k3 and of KL(π‖ref) for k3Corrected (arXiv 2510.01555).
 */
export function klTokenGradient(
  kind: Exclude<KlTerm, 'reverse'>,
  logNow: number,
  logReference: number,
  ratio: number,
): number {
  switch (kind) {
    case 'k3':
      return -Math.expm1(logReference - logNow);
    case 'k3Clamped':
      return k3(logNow - logReference) > k3Clamp ? 0 : -Math.expm1(logReference - logNow);
    case 'k3Corrected':
      // r·k3 differentiates to r·(k3 + k3′), in which the exponentials cancel.
      return ratio * (logNow - logReference);
  }
}
