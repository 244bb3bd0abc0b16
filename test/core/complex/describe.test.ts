import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { describeCell, describeEdge } from '../../../src/core/complex/describe.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { abs, hardTanh, identity, relu } from '../../../src/core/network/activation.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';
import { draws } from '../../draws.ts';

const square = box(-1, 1, -1, 1);

describe('describeCell', () => {
  it('lists the neighbours mutually and the folds between them', () => {
    fc.assert(
      fc.property(network, (net) => {
        const complex = complete(arrange(net, square));
        const folds = foldTable(net);
        for (let c = 0; c < complex.cellCount; c++) {
          const cell = describeCell(net, folds, complex, c);
          assert.equal(cell.vertices.length, cell.halfEdges.length);
          for (const halfEdge of cell.halfEdges) {
            if (halfEdge.neighbour < 0) continue;
            const other = describeCell(net, folds, complex, halfEdge.neighbour);
            assert.ok(other.halfEdges.some((h) => h.edge === halfEdge.edge && h.neighbour === c));
            // Every fold between the cells is one step of one neuron.
            const steps = cell.pieces.flatMap((layer, l) =>
              layer.map((piece, i) => Math.abs(piece - other.pieces[l][i])),
            );
            assert.equal(
              steps.reduce((sum, n) => sum + n, 0),
              halfEdge.folds.length,
            );
          }
        }
      }),
      { numRuns: draws(50) },
    );
  });

  it('gives all details of a cell of XOR', () => {
    const { net, complex } = xor();
    const middle = describeCell(net, foldTable(net), complex, 1);
    assert.deepEqual(middle.pieces, [[1, 0], [0]]);
    assert.deepEqual(middle.maps, [{ a: 1, b: 1, c: 0, gradientNorm: Math.SQRT2 }]);
    assert.equal(middle.area, 2.5);
    assert.deepEqual(middle.halfEdges.map(({ folds }) => folds.join()).sort(), ['', '', '0', '1']);
  });
});

describe('describeEdge', () => {
  it('gives lines that vanish at both ends of the edge', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const complex = complete(arrange(net, square));
        const folds = foldTable(net);
        for (let e = 0; e < complex.edgeCount; e++) {
          const { from, to, folds: lines, domainSide } = describeEdge(net, folds, complex, e);
          assert.equal(lines.length === 0, domainSide >= 0);
          for (const { line } of lines)
            for (const { x, y } of [from, to])
              assert.ok(Math.abs(line.a * x + line.b * y + line.c) < 1e-9);
        }
      }),
      { numRuns: draws(30) },
    );
  });

  it('names every fold of an edge on which several coincide', () => {
    const net: Network = {
      inputs: 2,
      layers: [
        {
          inputs: 2,
          units: 3,
          weights: Float64Array.of(2, 0, 1, 0, -1, 0),
          bias: Float64Array.of(0, 1, 0),
          activation: [abs, hardTanh, relu],
        },
        {
          inputs: 3,
          units: 1,
          weights: Float64Array.of(1, 1, 1),
          bias: new Float64Array(1),
          activation: identity,
        },
      ],
    };
    const complex = complete(arrange(net, square));
    assert.equal(complex.cellCount, 2);
    const inner = complex.edgeFold.findIndex((fold) => fold >= 0);
    const { folds, domainSide, length } = describeEdge(net, foldTable(net), complex, inner);
    assert.equal(domainSide, -1);
    assert.equal(length, 2);
    assert.deepEqual(
      folds.map(({ neuron, breakpoint, line }) => ({ neuron, breakpoint, line })),
      [
        { neuron: 0, breakpoint: 0, line: { a: 2, b: 0, c: 0 } },
        { neuron: 1, breakpoint: 1, line: { a: 1, b: 0, c: 0 } },
        { neuron: 2, breakpoint: 0, line: { a: -1, b: 0, c: 0 } },
      ],
    );
  });
});

function xor() {
  const net: Network = {
    inputs: 2,
    layers: [
      {
        inputs: 2,
        units: 2,
        weights: Float64Array.of(1, 1, 1, 1),
        bias: Float64Array.of(0, -1),
        activation: relu,
      },
      {
        inputs: 2,
        units: 1,
        weights: Float64Array.of(1, -2),
        bias: new Float64Array(1),
        activation: identity,
      },
    ],
  };
  return { net, complex: complete(arrange(net, box(-1, 2, -1, 2))) };
}
