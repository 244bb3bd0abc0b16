/*
 * Every finite double is an integer over a power of two. Scaled to a common power, sums and products
 * of doubles are sums and products of integers, and nothing is ever rounded.
 */

/** A number of binary places that suffices to write each of the values: x · 2^k is an integer. */
export function binaryPlaces(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) most = Math.max(most, placesOf(value));
  return most;
}

/** The integer x · 2^places. Throws a RangeError when x needs more places or is not finite. */
export function scaled(x: number, places: number): bigint {
  if (x === 0) return 0n;
  const own = placesOf(x);
  return (
    BigInt(x * 2 ** Math.min(own, 1000) * 2 ** Math.max(0, own - 1000)) << BigInt(places - own)
  );
}

/** The double nearest to numerator / denominator (in the range of normal doubles). */
export function quotient(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  // More than 54 bits of the quotient, the last one set if there is a remainder, round like all.
  const shift = 64 - (bitLength(n) - bitLength(d));
  const dividend = shift >= 0 ? n << BigInt(shift) : n;
  const divisor = shift >= 0 ? d : d << BigInt(-shift);
  const q = (dividend / divisor) | (dividend % divisor === 0n ? 0n : 1n);
  const half = Math.trunc(-shift / 2);
  const value = Number(q) * 2 ** half * 2 ** (-shift - half);
  return negative ? -value : value;
}

// In steps of 27, which no product below can overflow: a double that is no integer is below 2^53.
function placesOf(x: number): number {
  let places = 0;
  while (!Number.isInteger(x)) {
    if (!Number.isFinite(x)) throw new RangeError(`${x} is not a finite number.`);
    x *= 134217728;
    places += 27;
  }
  return places;
}

function bitLength(n: bigint): number {
  return 4 * n.toString(16).length;
}
