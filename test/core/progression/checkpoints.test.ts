import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkpointsInOrder } from '../../../src/core/progression/checkpoints.ts';
import { network } from '../networks.ts';

describe('checkpoints', () => {
  it('are played in order, with their names', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.string(), network })), (list) => {
        const frames = checkpointsInOrder(list);
        assert.equal(frames.length, list.length);
        list.forEach((own, i) => {
          assert.deepEqual(frames.frame(i), { kind: 'checkpoints', at: i, ...own });
        });
      }),
    );
  });
});
