import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** Numbers computed by two independent programs that agree to 1.6e-15. */
const oracles = JSON.parse(readFileSync('test/fixtures/entropy/oracles.json', 'utf8')) as Json;

type Json = number | string | readonly Json[] | { readonly [key: string]: Json };

/** The oracle at a path of keys. */
export function oracle(...path: (string | number)[]): Json {
  let value = oracles;
  for (const key of path) {
    assert.ok(typeof value === 'object', `No oracle ${path.join(' → ')}`);
    value = (value as Record<string, Json>)[key];
  }
  assert.notEqual(value, undefined, `No oracle ${path.join(' → ')}`);
  return value;
}

/** A number of the oracles. */
export function number(...path: (string | number)[]): number {
  const value = oracle(...path);
  assert.ok(typeof value === 'number', `${path.join(' → ')} is no number`);
  return value;
}

/** A list of numbers of the oracles. */
export function numbers(...path: (string | number)[]): readonly number[] {
  const value = oracle(...path);
  assert.ok(Array.isArray(value), `${path.join(' → ')} is no list`);
  return value as readonly number[];
}

/** The entries of an object of the oracles. */
export function entries(...path: (string | number)[]): readonly (readonly [string, Json])[] {
  return Object.entries(oracle(...path) as Record<string, Json>);
}

/** Equal to 1e-9, relative above 1 and absolute below, unless a test gives a smaller tolerance. */
export function close(actual: number, expected: number, tolerance = 1e-9, what = ''): void {
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  assert.ok(error <= tolerance, `${what} ${actual} instead of ${expected} (${error} off)`);
}

/** Lists of equal length whose numbers are close. */
export function allClose(
  actual: readonly number[],
  expected: readonly number[],
  tolerance = 1e-9,
  what = '',
): void {
  assert.equal(actual.length, expected.length, `${what} [${actual.join(', ')}]`);
  actual.forEach((x, i) => close(x, expected[i], tolerance, what));
}
