import assert from 'node:assert/strict';
import fc from 'fast-check';
import { areaHistogram } from '../../../src/core/analysis/areaHistogram.ts';
import { regionAreas } from '../../../src/core/picture/regionKinds.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { cellArea } from '../../../src/core/complex/measure.ts';
import { identity, relu } from '../../../src/core/network/activation.ts';
import { complete } from '../complete.ts';

/** Strips of [0, 1] × [0, height] between vertical lines. */
function strips(lines: readonly number[], height = 1): Complex {
  const layer = {
    inputs: 2,
    units: lines.length,
    weights: Float64Array.from(lines.flatMap(() => [1, 0])),
    bias: Float64Array.from(lines, (x) => -x),
    activation: relu,
  };
  const sum = {
    inputs: lines.length,
    units: 1,
    weights: new Float64Array(lines.length).fill(1),
    bias: new Float64Array(1),
    activation: identity,
  };
  return complete(arrange({ inputs: 2, layers: [layer, sum] }, box(0, 1, 0, height)));
}

const cuts = fc.uniqueArray(
  fc.oneof(
    fc.double({ min: 0.001, max: 0.999, noNaN: true }),
    fc.integer({ min: 1, max: 300 }).map((k) => 2 ** -k),
  ),
  { minLength: 1, maxLength: 12 },
);

describe('the histogram of areas', () => {
  it('counts every cell once, in the bin of its area', () => {
    fc.assert(
      fc.property(cuts, fc.integer({ min: 14, max: 40 }), (lines, mostBins) => {
        const complex = strips(lines);
        const { edges, counts, slivers, range } = areaHistogram(
          regionAreas(complex, 'activation'),
          mostBins,
        );
        assert.ok(counts.length <= mostBins);
        assert.equal(edges.length, counts.length + 1);
        assert.equal(
          counts.reduce((a, b) => a + b, slivers),
          complex.cellCount,
        );
        const areas = Array.from({ length: complex.cellCount }, (_, c) => cellArea(complex, c));
        assert.equal(range?.max, Math.max(...areas));
        counts.forEach((count, i) => {
          const [from, to] = [edges[i], edges[i + 1]];
          const surely = areas.filter((a) => a > from * (1 + 1e-9) && a < to * (1 - 1e-9)).length;
          const perhaps = areas.filter((a) => a > from * (1 - 1e-9) && a < to * (1 + 1e-9)).length;
          assert.ok(count >= surely && count <= perhaps, `${count} in ${from} … ${to}`);
        });
        assert.ok(counts[0] > 0 && counts[counts.length - 1] > 0);
      }),
    );
  });

  it('has one bin for one area', () => {
    const { edges, counts } = areaHistogram(regionAreas(strips([0.5], 6), 'activation'));
    assert.deepEqual(counts, [2]);
    assert.ok(edges[0] <= 3 && edges[1] >= 3);
  });

  it('scales with the unit of area', () => {
    const lines = [0.5, 0.56, 0.563, 0.87];
    const one = areaHistogram(regionAreas(strips(lines), 'activation'));
    const thousand = areaHistogram(regionAreas(strips(lines, 1000), 'activation'));
    assert.deepEqual(thousand.counts, one.counts);
    assert.ok(Math.abs(thousand.edges[0] / one.edges[0] / 1000 - 1) < 1e-9);
  });

  it('counts cells too thin for doubles separately', () => {
    const complex = strips([0.5]);
    const xy = new Float64Array(complex.xy.length);
    const flat = regionAreas({ ...complex, xy }, 'activation');
    assert.deepEqual(areaHistogram(flat), { edges: [], counts: [], slivers: 2 });
  });
});
