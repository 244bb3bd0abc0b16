import assert from 'node:assert/strict';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import {
  regionsInGeneralPosition,
  regionsOfFirstLayerInPlane,
} from '../../../src/core/complex/bounds.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { abs, hardTanh, relu, type Activation } from '../../../src/core/network/activation.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { complete } from '../complete.ts';

function oneLayer(rows: [number, number, number][], activation: Activation = relu): Network {
  return {
    inputs: 2,
    layers: [
      {
        inputs: 2,
        units: rows.length,
        weights: Float64Array.from(rows.flatMap(([a, b]) => [a, b])),
        bias: Float64Array.from(rows, ([, , c]) => c),
        activation,
      },
    ],
  };
}

describe('regions in the whole plane', () => {
  it('are 37 for eight lines in general position', () => {
    assert.equal(regionsInGeneralPosition(8), 37);
    const rows = Array.from({ length: 8 }, (_, i): [number, number, number] => [
      i + 1,
      8 - i,
      (i * i) / 7 - 1,
    ]);
    assert.equal(regionsOfFirstLayerInPlane(oneLayer(rows)), 37);
  });

  it('are those inside a box that contains every crossing', () => {
    const rows: [number, number, number][] = [
      [1, 0, 0],
      [0, 1, 0],
      [1, 1, 0],
      [1, -1, 0.5],
      [1, 0, 1],
      [0.1, 0.3, 0.7],
    ];
    for (const activation of [relu, abs, hardTanh]) {
      const net = oneLayer(rows, activation);
      const complex = complete(arrange(net, box(-100, 100, -100, 100)));
      assert.equal(regionsOfFirstLayerInPlane(net), complex.cellCount);
    }
  });

  it('count coincident, parallel and concurrent lines and dead rows correctly', () => {
    assert.equal(regionsOfFirstLayerInPlane(oneLayer([[0, 0, 1]])), 1);
    assert.equal(
      regionsOfFirstLayerInPlane(
        oneLayer([
          [1, 2, 3],
          [-2, -4, -6],
        ]),
      ),
      2,
    );
    assert.equal(
      regionsOfFirstLayerInPlane(
        oneLayer([
          [1, 0, 0],
          [1, 0, 1],
          [1, 0, 2 ** -60],
        ]),
      ),
      4,
    );
    assert.equal(
      regionsOfFirstLayerInPlane(
        oneLayer([
          [1, 0, 0],
          [0, 1, 0],
          [1, 1, 0],
          [1, -1, 0],
        ]),
      ),
      8,
    );
  });
});
