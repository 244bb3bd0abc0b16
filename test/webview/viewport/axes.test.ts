import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AxisLabel } from '../../../src/core/plot/axesLayout.ts';
import { labelInside, legibleLabels } from '../../../src/webview/viewport/axes.ts';

const size = { width: 200, height: 100 };
const starts = { left: 0, center: 0.5, right: 1 } as const;

describe('axis labels', () => {
  const length = fc.integer({ min: 1, max: 180 });
  const align = fc.constantFrom<AxisLabel['align']>('left', 'center', 'right');
  const label = (x: number, a: AxisLabel['align']): AxisLabel => ({
    at: [x, 7],
    text: 'largest output',
    align: a,
    kind: 'name',
  });

  it('are kept inside the canvas when their position is on it, and moved no further', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), length, align, (x, long, a) => {
        const [at, y] = labelInside(label(x, a), long, size);
        const left = at - starts[a] * long;
        assert.ok(left >= 4 && left + long <= 196, `${left} to ${left + long}`);
        assert.equal(y, 7);
        const wanted = x - starts[a] * long;
        if (wanted >= 4 && wanted + long <= 196) assert.equal(at, x);
      }),
    );
  });

  it('are kept inside the canvas at its bottom and top', () => {
    const at = (y: number) => labelInside({ ...label(100, 'center'), at: [100, y] }, 50, size)[1];
    assert.deepEqual([at(99), at(100), at(1), at(101), at(40)], [89.5, 89.5, 6.5, 101, 40]);
  });

  it('are hidden when their position is outside the canvas', () => {
    assert.deepEqual(labelInside(label(-1, 'left'), 50, size), [-1, 7]);
    assert.deepEqual(labelInside(label(201, 'right'), 50, size), [201, 7]);
  });

  it('are hidden where they would overlap a name, and nowhere else', () => {
    const placed = (kind: AxisLabel['kind'], left: number, y: number) => ({
      label: { at: [left, y] as const, text: '', align: 'left' as const, kind },
      ...{ left, right: left + 40, y },
    });
    const name = placed('name', 100, 50);
    const numbers = [
      placed('number', 130, 55),
      placed('number', 150, 55),
      placed('number', 110, 70),
    ];
    assert.deepEqual(legibleLabels([...numbers, name]), [...numbers.slice(1), name]);
    assert.deepEqual(legibleLabels(numbers), numbers);
  });
});
