import assert from 'node:assert/strict';

/** Asserts that a number is within a relative error, or an absolute one, of what is expected. */
export function near(
  actual: number,
  expected: number,
  {
    relative = 0,
    absolute = 0,
    what = '',
  }: { relative?: number; absolute?: number; what?: string },
): void {
  const error = Math.abs(actual - expected);
  assert.ok(
    actual === expected || error <= Math.max(relative * Math.abs(expected), absolute),
    `${what} ${actual} instead of ${expected} (off by ${error})`,
  );
}
