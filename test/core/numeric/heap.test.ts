import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Heap } from '../../../src/core/numeric/heap.ts';

describe('a heap', () => {
  it('returns its items by decreasing weight, with insertions in between', () => {
    // Numbers are pushed with themselves as weight, undefined takes one out.
    const acts = fc.array(
      fc.oneof({ weight: 3, arbitrary: fc.integer({ min: -20, max: 20 }) }, fc.constant(undefined)),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(acts, (list) => {
        const heap = new Heap<{ readonly weight: number }>();
        const model: number[] = [];
        for (const weight of list) {
          if (weight === undefined) assert.equal(heap.pop()?.weight, model.pop());
          else {
            heap.push({ weight }, weight);
            model.push(weight);
            model.sort((a, b) => a - b);
          }
          assert.equal(heap.size, model.length);
        }
        const inside = [...heap].map(({ weight }) => weight);
        assert.deepEqual(
          inside.sort((a, b) => a - b),
          model,
        );
        while (model.length > 0) assert.equal(heap.pop()!.weight, model.pop());
        assert.equal(heap.pop(), undefined);
      }),
    );
  });

  it('returns each item once where weights are equal', () => {
    const heap = new Heap<number>();
    for (let i = 0; i < 20; i++) heap.push(i, 1);
    const found = Array.from({ length: 20 }, () => heap.pop());
    assert.deepEqual(new Set(found).size, 20);
  });
});
