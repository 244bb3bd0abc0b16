import assert from 'node:assert/strict';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { factsOf } from '../../../src/core/analysis/facts.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { cellCentroid } from '../../../src/core/complex/measure.ts';
import { complexStats } from '../../../src/core/complex/stats.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { identity, relu } from '../../../src/core/network/activation.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { complete } from '../complete.ts';

/** max(0, x + y − 1.25) + max(0, x − y), on the unit square times a power of two. */
function scaled(power: number): { network: Network; complex: Complex } {
  const size = 2 ** power;
  const network: Network = {
    inputs: 2,
    layers: [
      {
        ...{ inputs: 2, units: 2, weights: Float64Array.of(1, 1, 1, -1), activation: relu },
        bias: Float64Array.of(-1.25 * size, 0),
      },
      {
        ...{ inputs: 2, units: 1, weights: Float64Array.of(1, 1), activation: identity },
        bias: Float64Array.of(0),
      },
    ],
  };
  return { network, complex: complete(arrange(network, box(0, size, 0, size))) };
}

describe('measures of cells', () => {
  const unit = scaled(0);
  const factsAt = ({ network, complex }: typeof unit) =>
    factsOf(network, foldTable(network), complex);

  for (const power of [-1000, -600, -300, -1, 1, 300])
    it(`scale with the domain: 2^${power}`, () => {
      const { network, complex } = scaled(power);
      const size = 2 ** power;
      for (let c = 0; c < complex.cellCount; c++) {
        const [own, known] = [cellCentroid(complex, c), cellCentroid(unit.complex, c)];
        for (const axis of ['x', 'y'] as const)
          assert.ok(Math.abs(own[axis] / size - known[axis]) < 1e-14);
      }
      const { mean } = factsAt({ network, complex }).integrals[0];
      assert.ok(Math.abs(mean / size - factsAt(unit).integrals[0].mean) < 1e-14);
    });

  it('stay in the range of doubles', () => {
    const network: Network = {
      inputs: 2,
      layers: [
        {
          ...{ inputs: 2, units: 2, weights: Float64Array.of(1e40, 0, -1e40, 0) },
          ...{ activation: identity, bias: Float64Array.of(1, 0) },
        },
      ],
    };
    const complex = complete(arrange(network, box(0, 1e100, -1e100, 1e100)));
    assert.deepEqual(complexStats(complex).integral, [Number.MAX_VALUE, -Number.MAX_VALUE]);
    const [{ mean }] = factsAt({ network, complex }).integrals;
    assert.ok(Math.abs(mean / 5e139 - 1) < 1e-14);
  });
});
