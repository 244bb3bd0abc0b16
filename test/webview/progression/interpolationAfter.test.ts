import assert from 'node:assert/strict';
import type { Sequence } from '../../../src/protocol/progression.ts';
import { interpolationAfter } from '../../../src/webview/progression/interpolationAfter.ts';

describe('the interpolation to the next frame', () => {
  const after = (sequence: Sequence, position: number): unknown =>
    interpolationAfter({ sequence, length: 3 }, position);

  it('connects checkpoints, and the last one to the spec', () => {
    const sequence = { kind: 'checkpoints' } as const;
    assert.deepEqual(after(sequence, 1), { kind: 'interpolation', from: 1, to: 2 });
    assert.equal(after(sequence, 2), undefined);
  });

  it('connects frames of the displayed training', () => {
    const training = { kind: 'training', rates: [{ frame: 1, rate: 3 }] } as const;
    assert.deepEqual(after(training, 0), { kind: 'interpolation', from: 0, to: 1, training });
  });

  it('is undefined if frames differ in more than their weights', () => {
    for (const sequence of [{ kind: 'layer' }, { kind: 'fold', layer: 0 }] as const)
      assert.equal(after(sequence, 0), undefined);
  });
});
