/**
 * Weights and barycentric coordinates of Radon's seven points (1948): the mean of a polynomial of
 * degree five over a triangle is its weighted mean at these.
 */
export const radonRule: readonly (readonly [weight: number, a: number, b: number, c: number])[] =
  radonPoints();

function radonPoints() {
  const root = Math.sqrt(15);
  const points: [number, number, number, number][] = [[9 / 40, 1 / 3, 1 / 3, 1 / 3]];
  for (const sign of [1, -1]) {
    const near = (6 + sign * root) / 21;
    const weight = (155 + sign * root) / 1200;
    const far = 1 - 2 * near;
    points.push([weight, far, near, near], [weight, near, far, near], [weight, near, near, far]);
  }
  return points;
}
