/**
 * A continuous piecewise-linear function σ. For z ≤ breakpoints[0], σ(z) = slopes[0]·z + intercept;
 * at each breakpoint the slope changes. The intercepts of the later pieces follow from continuity,
 * so the function is exactly continuous whatever the rounding of its slopes.
 */
export interface Activation {
  /** Strictly increasing. A breakpoint belongs to the piece below it. */
  readonly breakpoints: readonly number[];
  /** One more than `breakpoints`; consecutive slopes differ. */
  readonly slopes: readonly number[];
  /** The value at z = 0 of the line that the first piece lies on. */
  readonly intercept: number;
}

export const identity: Activation = { breakpoints: [], slopes: [1], intercept: 0 };
export const relu: Activation = { breakpoints: [0], slopes: [0, 1], intercept: 0 };
export const abs: Activation = { breakpoints: [0], slopes: [-1, 1], intercept: 0 };
export const hardTanh: Activation = { breakpoints: [-1, 1], slopes: [0, 1, 0], intercept: -1 };
export const relu6: Activation = { breakpoints: [0, 6], slopes: [0, 1, 0], intercept: 0 };
/** PyTorch's Hardsigmoid. Its slope is the double nearest to 1/6, so its maximum is 1 − 2⁻⁵⁴. */
export const hardSigmoid: Activation = {
  breakpoints: [-3, 3],
  slopes: [0, 1 / 6, 0],
  intercept: 0,
};

/** LeakyReLU with the given slope below zero. Slope 1 is the identity, which has no breakpoint. */
export function leakyRelu(slope: number): Activation {
  return slope === 1 ? identity : { breakpoints: [0], slopes: [slope, 1], intercept: 0 };
}

/** Whether an activation is the identity. */
export function isIdentity({ slopes, intercept }: Activation): boolean {
  return slopes.length === 1 && slopes[0] === 1 && intercept === 0;
}

/** The intercept of every piece, rounded to doubles. */
export function intercepts(activation: Activation): number[] {
  const { breakpoints, slopes } = activation;
  const result = [activation.intercept];
  for (let i = 0; i < breakpoints.length; i++)
    result.push(result[i] + (slopes[i] - slopes[i + 1]) * breakpoints[i]);
  return result;
}

/** The index of the piece that contains z: the number of breakpoints less than z. */
export function pieceOf(activation: Activation, z: number): number {
  const { breakpoints } = activation;
  let piece = 0;
  while (piece < breakpoints.length && z > breakpoints[piece]) piece++;
  return piece;
}
