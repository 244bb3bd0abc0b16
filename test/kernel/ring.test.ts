import assert from 'node:assert/strict';
import fc from 'fast-check';
import wasm from '../../src/kernel/ring.wasm';
import { draws } from '../draws.ts';
import { instantiate, type WithMemory } from './instance.ts';

interface Ring extends WithMemory {
  firstOfRun(set: number, size: number): number;
  rotate(set: number, by: number, size: number): number;
  findRanges(
    ring: number,
    size: number,
    rows: number,
    stride: number,
    count: number,
    least: number,
    most: number,
  ): void;
  areaOf(ring: number, size: number): number;
  blurOf(ring: number, size: number): number;
  copyCorners(to: number, ring: number, size: number, start: number, count: number): void;
}

const cornerBytes = 32;

describe('rings', () => {
  const kernel = instantiate(wasm) as Ring;
  const { buffer } = kernel.memory;
  const reals = new Float64Array(buffer);
  const ints = new Int32Array(buffer);
  const ring = 16384;

  function write(corners: readonly (readonly [x: number, y: number])[]): void {
    corners.forEach(([x, y], k) => {
      const at = ring + k * cornerBytes;
      reals.set([x, y, k / 16], at / 8);
      ints.set([100 + k, 200 + k], at / 4 + 6);
    });
  }

  it('find the first of a run of corners, and turn it to the front', () => {
    for (let size = 2; size <= 30; size++)
      for (let count = 1; count < size; count++)
        for (let first = 0; first < size; first++) {
          let set = 0;
          for (let k = 0; k < count; k++) set |= 1 << ((first + k) % size);
          assert.equal(kernel.firstOfRun(set, size), first);
          const turned = kernel.rotate(set, first, size) & (2 ** size - 1);
          assert.equal(turned, 2 ** count - 1);
        }
  });

  it('have the ranges of rows over their corners', () => {
    const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    const corners = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 12 });
    const rows = fc.array(fc.tuple(number, number, number), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(corners, rows, (points, lines) => {
        write(points);
        const stride = 8 * ((lines.length + 2) & ~1);
        const base = 24576;
        const least = base + 3 * stride;
        const most = least + stride;
        lines.forEach((row, r) => {
          row.forEach((x, k) => (reals[(base + k * stride) / 8 + r] = x));
        });
        kernel.findRanges(ring, points.length, base, stride, lines.length, least, most);
        lines.forEach(([a, b, c], r) => {
          const values = points.map(([x, y]) => a * x + b * y + c);
          // A zero may have either sign.
          assert.ok(reals[least / 8 + r] === Math.min(...values));
          assert.ok(reals[most / 8 + r] === Math.max(...values));
        });
      }),
      { numRuns: draws(300) },
    );
  });

  it('have an area and a largest error', () => {
    write(
      [0, 1, 2, 3, 4].map((k) => [
        Math.cos((2 * Math.PI * k) / 5),
        Math.sin((2 * Math.PI * k) / 5),
      ]),
    );
    assert.ok(Math.abs(kernel.areaOf(ring, 5) - 2.5 * Math.sin((2 * Math.PI) / 5)) < 1e-14);
    assert.equal(kernel.blurOf(ring, 5), 4 / 16);
  });

  it('copy corners round the end', () => {
    write([0, 1, 2, 3].map((k) => [k, -k]));
    const to = 20480;
    kernel.copyCorners(to, ring, 4, 3, 3);
    [3, 0, 1].forEach((k, i) => {
      const at = to + i * cornerBytes;
      assert.deepEqual([...reals.subarray(at / 8, at / 8 + 3)], [k, -k, k / 16]);
      assert.deepEqual([...ints.subarray(at / 4 + 6, at / 4 + 8)], [100 + k, 200 + k]);
    });
  });
});
