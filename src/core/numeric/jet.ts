/** A function of one argument at a point: its value and first three derivatives. */
export type Jet = readonly [number, number, number, number];

/** The sum of two functions of the same argument. */
export function sum(f: Jet, g: Jet): Jet {
  return [f[0] + g[0], f[1] + g[1], f[2] + g[2], f[3] + g[3]];
}

/** The product of two functions of the same argument. */
export function product(f: Jet, g: Jet): Jet {
  return [
    f[0] * g[0],
    f[1] * g[0] + f[0] * g[1],
    f[2] * g[0] + 2 * f[1] * g[1] + f[0] * g[2],
    f[3] * g[0] + 3 * (f[2] * g[1] + f[1] * g[2]) + f[0] * g[3],
  ];
}

/** outer(inner(u)): `outer` holds derivatives in the value of `inner` (Faà di Bruno). */
export function composed(outer: Jet, inner: Jet): Jet {
  const [, d1, d2, d3] = inner;
  return [
    outer[0],
    outer[1] * d1,
    outer[2] * d1 * d1 + outer[1] * d2,
    outer[3] * d1 ** 3 + 3 * outer[2] * d1 * d2 + outer[1] * d3,
  ];
}

/** The power xʳ of a positive function x. */
export function power(x: Jet, r: number): Jet {
  const value = x[0] ** r;
  const first = (r * value) / x[0];
  const second = ((r - 1) * first) / x[0];
  return composed([value, first, second, ((r - 2) * second) / x[0]], x);
}
