/** The scalar product of the first with as many numbers of the second. */
export function dot(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, v, i) => sum + v * y[i], 0);
}
