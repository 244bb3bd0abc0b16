/*
 * Sets of vertices of a ring as the bits of one integer, fewer than 32 of them. Arithmetic takes the
 * place of branches, whose outcome depends on the geometry.
 */

/** 1 if the set has a member, or else 0. */
export function hasAny(bits: number): number {
  return (0 - bits) >>> 31;
}

/** First bit of the one cyclic run of ones among `size` bits. */
export function firstOfRun(bits: number, size: number): number {
  const first = bits & ~((bits << 1) | (bits >>> (size - 1)));
  return 31 - Math.clz32(first & -first);
}

/** The bits with bit `by` of `size` first; those from `size` on mean nothing. */
export function rotate(bits: number, by: number, size: number): number {
  return (bits >>> by) | (bits << (size - by));
}

export function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Index i < 2·size round a ring. */
export function wrapped(i: number, size: number): number {
  const beyond = i - size;
  return beyond + (size & (beyond >> 31));
}
