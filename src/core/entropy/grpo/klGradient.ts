/** All KL gradients; see `KlGradient`. */
export const klGradients = ['reverse', 'k3', 'k3Clamped'] as const;

/**
 * The KL gradient that reaches the policy: which estimator of the divergence is differentiated, and how.
 *
 * - `reverse`: the gradient of KL(π‖ref). It is that of k1 in the reward, of k2 as a loss, of the exact
 *   divergence, and of DeepSeek-V3.2's importance-corrected k3 (TRL's `use_bias_correction_kl`).
 * - `k3`: k3 as a loss without that correction, TRL's default when β > 0. In expectation this is the
 *   gradient of KL(ref‖π) (arXiv 2510.01555, 2512.21852).
 * - `k3Clamped`: the same with the value of each sample clamped at 10 (verl's `low_var_kl`). A sample
 *   beyond the clamp contributes nothing.
 */
export type KlGradient = (typeof klGradients)[number];
