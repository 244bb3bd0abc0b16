/** verl clamps the value of k3 here (`low_var_kl`), and at −10, which it never reaches. */
export const k3Clamp = 10;

/** Schulman's estimator k3 of KL(π‖ref) at one sample: exp(−d) + d − 1 with the log-ratio d = ln(π/ref). */
export function k3(logRatio: number): number {
  return Math.expm1(-logRatio) + logRatio;
}
