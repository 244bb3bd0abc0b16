import { meanBinaryEntropy } from './binaryEntropy.ts';

/** An upper bound on the rounding error of the closed form for two actions, checked by tests. */
const rounding = 1e-10;

/**
 * Bounds on the mean entropy over a triangle, on which the K > 2 logits are affine, from the two
 * actions that lead at its centre. Undefined if the others are not negligible. Let ε bound their
 * probability. By the chain rule of entropy, with the entropy h of the two actions alone,
 *
 *     (1 − ε)·h ≤ H ≤ h + h₂(ε) + ε·log(K − 2),   h₂(ε) = −ε log ε − (1 − ε) log(1 − ε),
 *
 * and the mean of h has a closed form. The gap is exponentially small where two actions dominate,
 * which at a high gain is nearly everywhere, however steep the logits are. `logits` and `noise` are
 * as in `entropyBound`.
 */
export function pairBound(
  logits: ArrayLike<number>,
  noise: number,
): { readonly meanLo: number; readonly meanHi: number } | undefined {
  const count = logits.length / 3;
  const sum = (i: number): number => logits[i] + logits[count + i] + logits[2 * count + i];
  let [first, second] = [0, 1];
  if (sum(1) > sum(0)) [first, second] = [1, 0];
  for (let i = 2; i < count; i++)
    if (sum(i) > sum(first)) [first, second] = [i, first];
    else if (sum(i) > sum(second)) second = i;

  let others = 0;
  for (let i = 0; i < count; i++)
    if (i !== first && i !== second) others += probabilityBound(logits, i, first, second);
  others *= Math.exp(2 * noise);
  // For larger ε the bound is useless, and h₂ is not monotone up to ε.
  if (!(others < 0.3)) return undefined;

  const lead = (corner: number): number =>
    logits[corner * count + first] - logits[corner * count + second];
  const between = meanBinaryEntropy(lead(0), lead(1), lead(2));
  // The derivative of the entropy by the difference of the logits, whose error is 2·noise, is below
  // ¼.
  const blur = rounding + noise / 2;
  const rest =
    others > 0
      ? -others * Math.log(others) -
        (1 - others) * Math.log1p(-others) +
        others * Math.log(count - 2)
      : 0;
  return { meanLo: Math.max(0, (1 - others) * between - blur), meanHi: between + blur + rest };
}

/**
 * An upper bound on the probability of an action on the triangle, from two others a and b. As e^a +
 * e^b is at least e^a, e^b and 2·e^((a + b)/2), each bound is the exponential of an affine
 * function, whose maximum is at a corner.
 */
function probabilityBound(logits: ArrayLike<number>, i: number, a: number, b: number): number {
  const count = logits.length / 3;
  let [byFirst, bySecond, byBoth] = [-Infinity, -Infinity, -Infinity];
  for (let at = 0; at < logits.length; at += count) {
    const own = logits[at + i];
    byFirst = Math.max(byFirst, own - logits[at + a]);
    bySecond = Math.max(bySecond, own - logits[at + b]);
    byBoth = Math.max(byBoth, own - (logits[at + a] + logits[at + b]) / 2);
  }
  return Math.min(Math.exp(byFirst), Math.exp(bySecond), Math.exp(byBoth) / 2);
}
