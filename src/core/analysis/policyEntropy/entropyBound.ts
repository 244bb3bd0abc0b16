/**
 * Bounds on the entropy H of softmax(u) on a triangle on which the logits u are affine: `lo` and
 * `hi` bound it at every point, `meanLo` and `meanHi` its mean.
 */
export interface EntropyBound {
  readonly atCentre: number;
  readonly lo: number;
  readonly hi: number;
  readonly meanLo: number;
  readonly meanHi: number;
}

/**
 * Bounds from the centre of the triangle. Let v be the change of the logits from there to a point
 * and r the range of v, its largest minus its smallest entry. With Y = −log p, whose mean is H,
 *
 *     H′ = Cov(Y, v),   H″ = −Var(v) + E[(Y − H)(v − E v)²].
 *
 * As Y ≥ 0, E|Y − H| ≤ 2H, so |H′| ≤ r·H: along a segment, H changes at most by the factor e^r. And
 * as 1 − max p ≤ H, with m = min(¼, H), |H″| ≤ r²·(m + H). The linear term H′ attains its extrema
 * at corners and has mean zero over the triangle, so the second bound also bounds the mean. For
 * small r, a tighter bound follows from H‴ = −2·κ₃(v, v, v) + κ₄(Y, v, v, v) with joint cumulants:
 * |H‴| ≤ r³·(2m + (2 + 3m)·H), and H″ is a quadratic form in v, whose mean is a twelfth of the sum
 * of its values at the corners.
 *
 * `logits` has the K logits of the three corners, one corner after the other, each with a rounding
 * error of at most `noise`.
 */
export function entropyBound(logits: ArrayLike<number>, noise: number): EntropyBound {
  const count = logits.length / 3;
  const centre = new Float64Array(count);
  for (let i = 0; i < count; i++)
    centre[i] = (logits[i] + logits[count + i] + logits[2 * count + i]) / 3;
  const spreads = [0, 1, 2].map((corner) => {
    let least = Infinity;
    let most = -Infinity;
    for (let i = 0; i < count; i++) {
      const change = logits[corner * count + i] - centre[i];
      least = Math.min(least, change);
      most = Math.max(most, change);
    }
    return most - least;
  });
  const atCentre = softmaxEntropy(centre);
  const derivatives = derivativesToCorners(logits, centre, atCentre);
  const slopes = derivatives.map(({ slope }) => slope);
  const widest = Math.max(...spreads) + 4 * noise;
  // An entropy that underflows is below e^−700.
  const log = atCentre > 0 ? Math.log(atCentre) : -700;
  const most = Math.min(
    Math.log(count),
    Math.exp(log + widest),
    boundByLeader(logits, centre, noise),
  );
  // H″ lies between −r²·(min(¼, H) + H) and r²·H.
  const variance = Math.min(0.25, most);
  const sag = (variance + most) / 2;
  const bulge = most / 2;
  const blur = 4 * noise * atCentre;
  const lo = Math.max(
    atCentre * Math.exp(-widest),
    atCentre + Math.min(...slopes) - sag * widest ** 2 - blur,
  );
  const hi = Math.min(most, atCentre + Math.max(...slopes) + bulge * widest ** 2 + blur);
  // The mean of (Σ λ_k r_k)² over a triangle with barycentric coordinates λ; r is at most that sum.
  const sum = spreads.reduce((a, b) => a + b);
  const squares = spreads.reduce((a, b) => a + b * b, 0);
  const square = (sum ** 2 + squares) / 12;
  // And that of its cube, with the third derivative over 3!.
  const cubes = spreads.reduce((a, b) => a + b ** 3, 0);
  const cube = (sum ** 3 + 3 * sum * squares + 2 * cubes) / 60;
  const third = ((2 * variance + (2 + 3 * variance) * most) / 6) * cube;
  const curved = atCentre + derivatives.reduce((total, { bend }) => total + bend, 0) / 24;
  const open = third + blur + (1e-14 + 8 * noise) * (1 + sum) ** 2;
  return {
    atCentre,
    lo,
    hi,
    meanLo: Math.max(lo, atCentre - sag * square - blur, curved - open),
    meanHi: Math.min(hi, atCentre + bulge * square + blur, curved + open),
  };
}

/**
 * An upper bound for triangles on which one action leads: with the logits s_j < 0 relative to it,
 * H ≤ log(1 + Σ e^(s_j)) + Σ e^(s_j)·(−s_j), where every term is largest at a corner or at s = −1.
 */
function boundByLeader(logits: ArrayLike<number>, centre: Float64Array, noise: number): number {
  const leader = centre.reduce((best, u, i) => (u > centre[best] ? i : best), 0);
  let rest = 0;
  let weighted = 0;
  for (let j = 0; j < centre.length; j++) {
    if (j === leader) continue;
    let nearest = -Infinity;
    for (let at = 0; at < logits.length; at += centre.length)
      nearest = Math.max(nearest, logits[at + j] - logits[at + leader]);
    nearest += 2 * noise;
    rest += Math.exp(nearest);
    weighted += nearest <= -1 ? -nearest * Math.exp(nearest) : Math.exp(-1);
  }
  return Math.log1p(rest) + (weighted || 0);
}

/** H′ and H″ in the direction of each corner. */
function derivativesToCorners(
  logits: ArrayLike<number>,
  centre: Float64Array,
  entropy: number,
): { readonly slope: number; readonly bend: number }[] {
  const top = centre.reduce((a, b) => Math.max(a, b));
  const weights = centre.map((u) => Math.exp(u - top));
  const total = weights.reduce((a, b) => a + b);
  const change = (corner: number, i: number): number =>
    logits[corner * centre.length + i] - centre[i];
  return [0, 1, 2].map((corner) => {
    let mean = 0;
    for (let i = 0; i < centre.length; i++) mean += (weights[i] / total) * change(corner, i);
    let [slope, bend] = [0, 0];
    for (let i = 0; i < centre.length; i++) {
      const share = weights[i] / total;
      const surprise = Math.log(total) - (centre[i] - top) - entropy;
      const off = change(corner, i) - mean;
      slope += share * surprise * off;
      bend += share * (surprise - 1) * off * off;
    }
    return { slope, bend };
  });
}

/** The entropy of softmax(u) in nats, with a small relative error even if it is small. */
export function softmaxEntropy(u: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < u.length; i++) if (u[i] > u[best]) best = i;
  // With e_i = exp(u_i − top): H = log(1 + Σ e_i) − Σ e_i·(u_i − top) / (1 + Σ e_i).
  let rest = 0;
  let weighted = 0;
  for (let i = 0; i < u.length; i++) {
    if (i === best) continue;
    const below = u[i] - u[best];
    const weight = Math.exp(below);
    if (weight === 0) continue;
    rest += weight;
    weighted -= weight * below;
  }
  return Math.log1p(rest) + weighted / (1 + rest);
}
