import assert from 'node:assert/strict';
import fc from 'fast-check';
import { labelInside, type AxisLabel } from '../../src/webview/axes.ts';

const starts = { left: 0, center: 0.5, right: 1 } as const;

describe('labels of axes', () => {
  const length = fc.integer({ min: 1, max: 180 });
  const align = fc.constantFrom<AxisLabel['align']>('left', 'center', 'right');
  const label = (x: number, a: AxisLabel['align']): AxisLabel => ({
    at: [x, 7],
    text: 'largest output',
    align: a,
    kind: 'name',
  });

  it('are held by the canvas when their place is on it, and moved no further', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), length, align, (x, long, a) => {
        const [at, y] = labelInside(label(x, a), long, 200);
        const left = at - starts[a] * long;
        assert.ok(left >= 4 && left + long <= 196, `${left} to ${left + long}`);
        assert.equal(y, 7);
        const wanted = x - starts[a] * long;
        if (wanted >= 4 && wanted + long <= 196) assert.equal(at, x);
      }),
    );
  });

  it('stay out of sight when their place is', () => {
    assert.deepEqual(labelInside(label(-1, 'left'), 50, 200), [-1, 7]);
    assert.deepEqual(labelInside(label(201, 'right'), 50, 200), [201, 7]);
  });
});
