import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AxisLabel } from '../../../src/core/plot/axesLayout.ts';
import { overlap } from '../../../src/core/plot/labelPlacement.ts';
import { labelInside, placedLabels } from '../../../src/webview/viewport/axes.ts';

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
    assert.deepEqual([at(99), at(100), at(1), at(132), at(40)], [89.5, 89.5, 6.5, 89.5, 40]);
  });

  it('are hidden when the point that they name is outside the canvas', () => {
    assert.deepEqual(labelInside(label(-33, 'left'), 50, size), [-33, 7]);
    assert.deepEqual(labelInside(label(233, 'right'), 50, size), [233, 7]);
    // A number is nearer to its point.
    const number = (y: number): AxisLabel => ({
      ...label(100, 'center'),
      at: [100, y],
      kind: 'number',
    });
    assert.deepEqual(labelInside(number(115), 50, size), [100, 115]);
    assert.deepEqual(labelInside(number(114), 50, size), [100, 89.5]);
  });

  it('never overlap, names come first, and none is dropped without need', () => {
    const kinds = fc.constantFrom<AxisLabel['kind']>('name', 'number');
    const labels = fc.array(
      fc.record({
        at: fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 100 })),
        text: fc.string({ minLength: 1, maxLength: 8 }),
        align,
        kind: kinds,
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(labels, (all) => {
        const placed = placedLabels(all, ({ text }) => 6 * text.length, size);
        placed.forEach((one, i) =>
          placed.slice(i + 1).forEach((other) => assert.ok(!overlap(one, other))),
        );
        const [first] = [...all.filter(({ kind }) => kind === 'name'), ...all];
        if (first) assert.equal(placed[0].label, first);
        const alone = placedLabels(all.slice(0, 1), ({ text }) => 6 * text.length, size);
        assert.equal(alone.length, Math.min(1, all.length));
      }),
    );
  });
});
