/*
 * Every finite double is an integer divided by a power of two. With a common denominator, sums and
 * products of doubles become sums and products of integers, which are exact.
 */

/** A k for which x·2^k is an integer for each of the values. */
export function binaryPlaces(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) most = Math.max(most, placesOf(value));
  return most;
}

/** The integer x·2^places. Throws a RangeError if that is not an integer or x is not finite. */
export function scaled(x: number, places: number): bigint {
  if (x === 0) return 0n;
  const own = placesOf(x);
  return (
    BigInt(x * 2 ** Math.min(own, 1000) * 2 ** Math.max(0, own - 1000)) << BigInt(places - own)
  );
}

/** The double nearest to numerator / denominator, in the range of normal doubles. */
export function quotient(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  // A quotient of more than 54 bits, the last of which is sticky, rounds correctly.
  const shift = 64 - (bitLength(n) - bitLength(d));
  const dividend = shift >= 0 ? n << BigInt(shift) : n;
  const divisor = shift >= 0 ? d : d << BigInt(-shift);
  const q = (dividend / divisor) | (dividend % divisor === 0n ? 0n : 1n);
  const half = Math.trunc(-shift / 2);
  const value = Number(q) * 2 ** half * 2 ** (-shift - half);
  return negative ? -value : value;
}

// In steps of 27, which cannot overflow: a double that is not an integer is less than 2^53.
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
