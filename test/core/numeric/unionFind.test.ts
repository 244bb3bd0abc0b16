import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UnionFind } from '../../../src/core/numeric/unionFind.ts';

describe('disjoint sets', () => {
  it('match an explicit partition, each with its smallest member', () => {
    const size = 12;
    const member = fc.nat(size - 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(member, member), { maxLength: 30 }), (pairs) => {
        const sets = new UnionFind(size);
        let labels = Array.from({ length: size }, (_, i) => i);
        for (const [i, j] of pairs) {
          sets.union(i, j);
          const [from, to] = [Math.max(labels[i], labels[j]), Math.min(labels[i], labels[j])];
          labels = labels.map((label) => (label === from ? to : label));
          assert.deepEqual(
            labels.map((_, k) => sets.find(k)),
            labels,
          );
          assert.equal(sets.count, new Set(labels).size);
        }
      }),
    );
  });

  it('are as many as members at first, and none for no members', () => {
    assert.equal(new UnionFind(5).count, 5);
    assert.equal(new UnionFind(0).count, 0);
  });

  it('are found quickly in a long chain', () => {
    const size = 200_000;
    const sets = new UnionFind(size);
    for (let i = size - 1; i > 0; i--) sets.union(i - 1, i);
    assert.equal(sets.find(size - 1), 0);
    assert.equal(sets.count, 1);
  });
});
