/**
 * A continuous piecewise-linear function of one variable, given by its exact data: it passes
 * through `intercept` with slope `slopes[0]` (σ(z) = slopes[0]·z + intercept for z ≤ breakpoints[0])
 * and changes slope at every breakpoint. The intercepts of the later pieces follow from continuity,
 * so no rounding can tear the function apart, not even hard_sigmoid with its slope of 1/6.
 */
export interface Activation {
  /** Strictly increasing. A point on a breakpoint belongs to the lower piece. */
  readonly breakpoints: readonly number[];
  /** One more than breakpoints; consecutive slopes differ. */
  readonly slopes: readonly number[];
  /** Value at z = 0 of the line that the first piece lies on. */
  readonly intercept: number;
}

export const identity: Activation = { breakpoints: [], slopes: [1], intercept: 0 };
export const relu: Activation = { breakpoints: [0], slopes: [0, 1], intercept: 0 };
export const abs: Activation = { breakpoints: [0], slopes: [-1, 1], intercept: 0 };
export const hardTanh: Activation = { breakpoints: [-1, 1], slopes: [0, 1, 0], intercept: -1 };
export const relu6: Activation = { breakpoints: [0, 6], slopes: [0, 1, 0], intercept: 0 };
/** PyTorch's hard_sigmoid; the double nearest 1/6 makes its top 1 − 2⁻⁵⁴ rather than 1. */
export const hardSigmoid: Activation = {
  breakpoints: [-3, 3],
  slopes: [0, 1 / 6, 0],
  intercept: 0,
};

/** LeakyReLU with the given slope below zero; slope 1 is the identity and folds nothing. */
export function leakyRelu(slope: number): Activation {
  return slope === 1 ? identity : { breakpoints: [0], slopes: [slope, 1], intercept: 0 };
}

/** Whether an activation leaves every value as it is. */
export function isIdentity({ slopes, intercept }: Activation): boolean {
  return slopes.length === 1 && slopes[0] === 1 && intercept === 0;
}

/** The intercept of every piece, rounded to doubles (the exact ones follow from continuity). */
export function intercepts(activation: Activation): number[] {
  const { breakpoints, slopes } = activation;
  const result = [activation.intercept];
  for (let i = 0; i < breakpoints.length; i++)
    result.push(result[i] + (slopes[i] - slopes[i + 1]) * breakpoints[i]);
  return result;
}

/** Index of the piece that z lies on: the number of breakpoints below z. */
export function pieceOf(activation: Activation, z: number): number {
  const { breakpoints } = activation;
  let piece = 0;
  while (piece < breakpoints.length && z > breakpoints[piece]) piece++;
  return piece;
}
