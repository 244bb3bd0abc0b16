import assert from 'node:assert/strict';
import type { Course } from '../../../src/protocol/progression.ts';
import { stretchAfter } from '../../../src/webview/progression/stretch.ts';

describe('the way from a moment to the next', () => {
  const after = (course: Course, position: number): unknown =>
    stretchAfter({ course, length: 3 }, position);

  it('leads from checkpoint to checkpoint, and on to the spec', () => {
    const course = { kind: 'checkpoints' } as const;
    assert.deepEqual(after(course, 1), { kind: 'interpolation', from: 1, to: 2 });
    assert.equal(after(course, 2), undefined);
  });

  it('leads from moment to moment of the very training that is shown', () => {
    const training = { kind: 'training', rates: [{ moment: 1, rate: 3 }] } as const;
    assert.deepEqual(after(training, 0), { kind: 'interpolation', from: 0, to: 1, training });
  });

  it('is nowhere where moments differ in more than weights', () => {
    for (const course of [{ kind: 'layer' }, { kind: 'fold', layer: 0 }] as const)
      assert.equal(after(course, 0), undefined);
  });
});
