import assert from 'node:assert/strict';
import { Cells } from '../../../src/core/arrangement/cells.ts';
import type { Part } from '../../../src/core/arrangement/part.ts';

/** As many patterns, of 1,024 words each, as only arrays of 16 MB have room for. */
const count = 3000;
const words = 1024;

describe('the cells of a search', () => {
  const many = (growth: (cells: Cells) => void, first = 0, end = count): Cells => {
    const cells = new Cells(words, 0);
    const ring = Int32Array.of(0, 0);
    const pattern = new Uint32Array(words);
    while (cells.count < end - first) {
      pattern.fill(first + cells.count);
      cells.add(ring, 0, 1, pattern, new Float64Array(0), 0);
      growth(cells);
    }
    return cells;
  };
  const partOf = ({ count: cellCount, ringStart, ring, patterns, maps }: Cells): Part => ({
    ...{ outcome: 'done', vertex: new Float64Array(0), blurred: new Int32Array(0) },
    ...{ lineFold: new Int32Array(0), edge: new Int32Array(0) },
    cellCount,
    ringStart,
    ring: ring.slice(0, cellCount),
    patterns: patterns.slice(0, cellCount * words),
    maps: maps.slice(0, 0),
  });

  it('keep their patterns, whether these move at once or in steps, or some of them', () => {
    const ways = [
      () => undefined,
      (cells: Cells) => cells.growAhead(),
      (cells: Cells) => {
        if (cells.count % 500 < 3) cells.growAhead();
      },
      (cells: Cells) => {
        cells.growAhead();
        // From elsewhere, with room for many more.
        if (cells.count === 900) cells.append(partOf(many(() => undefined, 900, 1400)), 0);
      },
    ];
    for (const way of ways) {
      const { patterns } = many(way);
      for (let c = 0; c < count; c++) {
        const own = patterns.subarray(c * words, (c + 1) * words);
        assert.ok(own.every((word) => word === c));
      }
    }
  });
});
