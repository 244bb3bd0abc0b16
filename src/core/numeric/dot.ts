/** The dot product of a vector with the first components of another one. */
export function dot(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, v, i) => sum + v * y[i], 0);
}
