import assert from 'node:assert/strict';
import fc from 'fast-check';
import wasm from '../../src/kernel/doubleDouble.wasm';
import { draws } from '../draws.ts';
import { instantiate, type WithMemory } from './instance.ts';

interface DoubleDouble extends WithMemory {
  addProduct(sum: number, low: number, x: number, y: number, yLow: number): void;
  addColumnPrecisely(
    sum: number,
    column: number,
    low: number,
    count: number,
    y: number,
    yLow: number,
  ): void;
}

/** A double with a low part below half a unit in its last place. */
const pair = fc
  .tuple(
    fc.double({ min: -1e30, max: 1e30, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
  )
  .map(([high, share]): [number, number] => {
    const low = share * Math.abs(high) * 2 ** -54;
    return Math.abs(low) < 2 ** -900 ? [high, 0] : [high, low];
  });

// Doubles from 2^-1000 on are integers of this unit.
const places = 1074n;

function exact(x: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const exponent = (high >>> 20) & 2047;
  const mantissa = (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4));
  const size = exponent === 0 ? mantissa : (mantissa | (1n << 52n)) << BigInt(exponent - 1);
  return x < 0 ? -size : size;
}

const exactPair = ([high, low]: readonly [number, number]): bigint => exact(high) + exact(low);

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);

/** Asserts that `sum` is `before` + `x`·`y` but for 2⁻¹⁰¹ of either. */
function assertSum(
  sum: readonly [number, number],
  before: readonly [number, number],
  x: readonly [number, number],
  y: readonly [number, number],
): void {
  const product = exactPair(x) * exactPair(y);
  const expected = (exactPair(before) << places) + product;
  const error = absolute((exactPair(sum) << places) - expected);
  const terms = (absolute(exactPair(before)) << places) + absolute(product);
  // And a few of the smallest numbers, where products underflow.
  assert.ok(error <= (terms >> 101n) + (16n << places), `off by ${error} of ${terms}`);
  assert.ok(sum[0] + sum[1] === sum[0]);
}

describe('double-doubles', () => {
  const kernel = instantiate(wasm) as DoubleDouble;
  const reals = new Float64Array(kernel.memory.buffer);
  const base = 32768;

  it('add a product', () => {
    fc.assert(
      fc.property(pair, pair, pair, (before, [x], y) => {
        reals.set(before, base / 8);
        kernel.addProduct(base, 8, x, ...y);
        assertSum([reals[base / 8], reals[base / 8 + 1]], before, [x, 0], y);
      }),
      { numRuns: draws(1000) },
    );
  });

  it('add a multiple of a column', () => {
    const rows = fc.array(fc.tuple(pair, pair), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, pair, (column, y) => {
        const low = 512;
        const at = (row: number): number => base / 8 + row;
        reals.fill(0, at(0), at(256));
        column.forEach(([sum, x], r) => {
          for (const part of [0, 1]) {
            reals[at(r) + (part * low) / 8] = sum[part];
            reals[at(16 + r) + (part * low) / 8] = x[part];
          }
        });
        kernel.addColumnPrecisely(base, base + 128, low, column.length, ...y);
        column.forEach(([sum, x], r) => {
          assertSum([reals[at(r)], reals[at(r) + low / 8]], sum, x, y);
        });
        for (let r = column.length; r < 16; r++) assert.equal(reals[at(r)], 0);
      }),
      { numRuns: draws(500) },
    );
  });
});
