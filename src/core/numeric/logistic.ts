/** The logistic function σ(u) = 1 / (1 + e⁻ᵘ), accurate at both ends. */
export function sigmoid(u: number): number {
  return u >= 0 ? 1 / (1 + Math.exp(-u)) : Math.exp(u) / (1 + Math.exp(u));
}

/** ln σ(u), without loss where σ is close to 0 or 1. */
export function logSigmoid(u: number): number {
  return u >= 0 ? -Math.log1p(Math.exp(-u)) : u - Math.log1p(Math.exp(u));
}

/** The logit ln(q / (1 − q)) of a probability. */
export function logit(q: number): number {
  return Math.log(q) - Math.log1p(-q);
}

/** Entropy of a choice between two with logit u, in nats; 0 where the logit is infinite. */
export function binaryEntropy(u: number): number {
  if (Math.abs(u) === Infinity) return 0;
  return -sigmoid(u) * logSigmoid(u) - sigmoid(-u) * logSigmoid(-u);
}
