import { meanBinaryEntropy } from './binaryEntropy.ts';

/** More than what the closed form of two actions may be off by for its rounding; its tests hold it. */
const rounding = 1e-10;

/**
 * Bounds of the mean entropy over a triangle, on which the K > 2 logits are affine, by the two actions
 * that lead at its centre; undefined where the others count. Let ε bound the probability of those.
 * By the chain rule of entropy, with h the entropy between the two alone,
 *
 *     (1 − ε)·h ≤ H ≤ h + h₂(ε) + ε·log(K − 2),   h₂(ε) = −ε log ε − (1 − ε) log(1 − ε),
 *
 * and the mean of h has a closed form. What is open is exponentially small where two actions meet, as
 * nearly everywhere at a high gain, however steep the logits are. `logits` and `noise` are as in
 * `entropyBound`.
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
    if (i !== first && i !== second) others += leastShare(logits, i, first, second);
  others *= Math.exp(2 * noise);
  // Beyond, the bound of h₂ is not at its end, and of no use.
  if (!(others < 0.3)) return undefined;

  const lead = (corner: number): number =>
    logits[corner * count + first] - logits[corner * count + second];
  const between = meanBinaryEntropy(lead(0), lead(1), lead(2));
  // The slope of the entropy of two actions in their logit is below ¼, and that is off by 2·noise.
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
 * A bound of the probability of an action over the triangle, by two others a and b: as
 * e^a + e^b ≥ e^a, e^b and 2·e^((a + b)/2), it is e to the greatest of an affine function, at a corner.
 */
function leastShare(logits: ArrayLike<number>, i: number, a: number, b: number): number {
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
