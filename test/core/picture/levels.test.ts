import assert from 'node:assert/strict';
import { levelsFrom } from '../../../src/core/picture/levels.ts';

describe('levels entered as text', () => {
  it('are numbers, round ones, or evenly spaced', () => {
    assert.deepEqual(levelsFrom('', 0, 1), []);
    assert.deepEqual(levelsFrom('1, -0.5;2e-3  7', 0, 1), [1, -0.5, 0.002, 7]);
    assert.deepEqual(levelsFrom(' Every 0.25 ', -0.3, 0.5), [-0.25, 0, 0.25, 0.5]);
    assert.deepEqual(levelsFrom('round', 0, 1)?.slice(0, 3), [0, 0.1, 0.2]);
    assert.deepEqual(levelsFrom('round', 1, 1), []);
  });

  it('are rejected when they make no sense or are too many', () => {
    for (const text of ['x', 'every', 'every 0', 'every -1', 'every NaN', 'Infinity', '1 every 2'])
      assert.equal(levelsFrom(text, 0, 1), undefined, text);
    assert.equal(levelsFrom('every 0.001', 0, 1), undefined);
    assert.equal(levelsFrom('every 1e-320', -1e308, 1e308), undefined);
    assert.equal(levelsFrom(Array(101).fill('1').join(' '), 0, 1), undefined);
  });
});
