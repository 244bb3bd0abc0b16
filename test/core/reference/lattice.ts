/*
 * Doubles are integers over powers of two, so that lines and crossings have integer coordinates. Nothing
 * here is rounded, and nothing is shared with the engine.
 */

/** a·x + b·y + c, in integers over some power of two. */
export type Row = readonly [bigint, bigint, bigint];

/** The point (x/w, y/w); w > 0, in lowest terms, so that equal points have equal keys. */
export interface Point {
  readonly x: bigint;
  readonly y: bigint;
  readonly w: bigint;
  readonly key: string;
}

/** A row in lowest terms, positive on one side of the line. */
export interface Line {
  readonly row: Row;
  /** The same for both directions of the line. */
  readonly key: string;
}

/** Places after the binary point of the most precise of some doubles. */
export function placesOf(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) most = Math.max(most, shifted(value).places);
  return most;
}

/** A double as an integer over 2^places. Requires as many places as it has. */
export function integer(value: number, places: number): bigint {
  const exact = shifted(value);
  return BigInt(exact.value) << BigInt(places - exact.places);
}

/** Doubles a number until it is an integer. */
function shifted(value: number): { value: number; places: number } {
  let places = 0;
  for (; !Number.isInteger(value); places++) value *= 2;
  return { value, places };
}

export function lineOf([a, b, c]: Row): Line {
  const divisor = gcd(gcd(a, b), c);
  const row: Row = [a / divisor, b / divisor, c / divisor];
  const turned = row[0] < 0n || (row[0] === 0n && row[1] < 0n);
  return { row, key: (turned ? [-row[0], -row[1], -row[2]] : row).join() };
}

export function pointOf(x: bigint, y: bigint, w: bigint): Point {
  const divisor = gcd(gcd(x, y), w) * (w < 0n ? -1n : 1n);
  const point = { x: x / divisor, y: y / divisor, w: w / divisor };
  return { ...point, key: `${point.x},${point.y},${point.w}` };
}

/** Where two lines cross. */
export function crossing({ row: [a, b, c] }: Line, { row: [d, e, f] }: Line): Point {
  return pointOf(b * f - c * e, c * d - a * f, a * e - b * d);
}

/** The line from p to q, positive on its left. */
export function lineThrough(p: Point, q: Point): Line {
  return lineOf([p.y * q.w - p.w * q.y, p.w * q.x - p.x * q.w, p.x * q.y - p.y * q.x]);
}

/** Sign of a row at a point. */
export function signAt([a, b, c]: Row, { x, y, w }: Point): number {
  return signOf(a * x + b * y + c * w);
}

/** Orders the points of a line that has the row: from p to q, it is positive on the left. */
export function alongLine([a, b]: Row, p: Point, q: Point): number {
  return signOf((b * p.x - a * p.y) * q.w - (b * q.x - a * q.y) * p.w);
}

/** The double nearest to n / d, or next to it; d > 0. */
export function quotient(n: bigint, d: bigint): number {
  if (n < 0n) return -quotient(-n, d);
  const shift = BigInt(Math.max(0, 64 + bits(d) - bits(n)));
  const scaled = (n << shift) / d;
  // 64 bits or more; the rest is below half a unit of the last place.
  const excess = BigInt(Math.max(0, bits(scaled) - 64));
  const exponent = Number(excess - shift);
  const half = exponent >> 1;
  return Number(scaled >> excess) * 2 ** half * 2 ** (exponent - half);
}

function bits(n: bigint): number {
  return 4 * n.toString(16).length;
}

function signOf(n: bigint): number {
  return n > 0n ? 1 : n < 0n ? -1 : 0;
}

/** Greatest common divisor, positive. */
function gcd(a: bigint, b: bigint): bigint {
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
