import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { foldsOfEdge, liesOnFolds } from '../../../src/core/complex/complex.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { relu } from '../../../src/core/network/activation.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { surfacePieces } from '../../../src/core/picture/surfacePieces.ts';
import { pieceEdges, foldEdges } from '../../../src/core/picture/pieceEdges.ts';
import { complete } from '../complete.ts';
import { network } from '../networks.ts';
import { classPieces } from '../split.ts';
import { draws } from '../../draws.ts';

const domain = box(-1, 1, -1, 1);
const units = 40;
/** More folds than one word of a pattern has bits, many of them concurrent or coincident. */
const wide: fc.Arbitrary<Network> = fc
  .array(fc.integer({ min: -3, max: 3 }), { minLength: 3 * units, maxLength: 3 * units })
  .map((numbers) => ({
    inputs: 2,
    layers: [
      {
        inputs: 2,
        units,
        weights: Float64Array.from(numbers.slice(units)),
        bias: Float64Array.from(numbers.slice(0, units)),
        activation: relu,
      },
    ],
  }));

describe('liesOnFolds', () => {
  it('finds in every range of folds what the list of an edge has there', () => {
    fc.assert(
      fc.property(wide, fc.nat(units), fc.nat(units), (net, a, b) => {
        const complex = complete(arrange(net, domain));
        const [first, end] = [Math.min(a, b), Math.max(a, b)];
        for (let e = 0; e < complex.edgeCount; e++) {
          const listed = foldsOfEdge(complex, e).some((fold) => fold >= first && fold < end);
          assert.equal(liesOnFolds(complex, e, first, end), listed, `edge ${e}`);
        }
      }),
      { numRuns: draws(30) },
    );
  });

  it('knows only the fold that drew the edge at the border of an unfinished part', () => {
    fc.assert(
      fc.property(wide, fc.integer({ min: 2, max: 60 }), (net, maxCells) => {
        const complex = complete(arrange(net, domain, { maxCells }));
        for (let e = 0; e < complex.edgeCount; e++) {
          const folds = foldsOfEdge(complex, e);
          for (let f = 0; f < units; f++)
            assert.equal(liesOnFolds(complex, e, f, f + 1), folds.includes(f));
        }
      }),
      { numRuns: draws(20) },
    );
  });
});

describe('foldSides', () => {
  it('contains every line of the picture once for all folds together', () => {
    fc.assert(
      fc.property(network, fc.boolean(), (net, split) => {
        const complex = complete(arrange(net, domain));
        const folds = foldTable(net);
        const pieces = surfacePieces(
          complex,
          { kind: 'output', index: 0 },
          split ? classPieces(net, domain, complex) : undefined,
        );
        const lines = pieceEdges(complex, folds, pieces).layers.flatMap((corners) =>
          Array.from(corners.filter((_, i) => i % 2 === 0)),
        );
        const lit = foldEdges(complex, pieces, 0, folds.count).filter((_, i) => i % 3 === 0);
        assert.deepEqual(
          Array.from(lit),
          lines.sort((a, b) => a - b),
        );
      }),
      { numRuns: draws(50) },
    );
  });

  it('lies where the neuron is zero', () => {
    fc.assert(
      fc.property(wide, fc.nat(units - 1), (net, neuron) => {
        const complex = complete(arrange(net, domain));
        const pieces = surfacePieces(complex, { kind: 'output', index: 0 });
        const { weights, bias } = net.layers[0];
        const sides = foldEdges(complex, pieces, neuron, neuron + 1);
        for (let i = 0; i < sides.length; i += 3)
          for (const k of sides.subarray(i, i + 2)) {
            const [x, y] = pieces.xy.subarray(2 * k, 2 * k + 2);
            const z = weights[2 * neuron] * x + weights[2 * neuron + 1] * y + bias[neuron];
            assert.ok(Math.abs(z) < 1e-12, `${z} at (${x}, ${y})`);
          }
      }),
      { numRuns: draws(30) },
    );
  });
});
