import assert from 'node:assert/strict';
import fc from 'fast-check';
import { heNetwork } from '../../../bench/family.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box, type Domain } from '../../../src/core/complex/domain.ts';
import { identity, relu } from '../../../src/core/network/activation.ts';
import { forward } from '../../../src/core/network/forward.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { assertAgrees } from '../../deep/agreement.ts';
import { draws } from '../../draws.ts';
import { complete } from '../complete.ts';
import { lattice, latticeNetwork } from '../latticeNetwork.ts';
import { domain, network } from '../networks.ts';
import { referenceComplex } from '../reference/referenceComplex.ts';

/** In one piece, or put together from many. */
const grain = fc.constantFrom(Infinity, 2000);

describe('arrange', () => {
  it('agrees with the definition in integers', () => {
    fc.assert(fc.property(network, domain, grain, checkDefinition), { numRuns: draws(60) });
  });

  it('agrees with it on lattice networks, whose folds lie on each other', () => {
    fc.assert(
      fc.property(lattice, domain, grain, ({ planes, groups }, dom, grain) => {
        checkDefinition(latticeNetwork(planes, groups), dom, grain);
      }),
      { numRuns: draws(20) },
    );
  });
});

describe('a cell of very many corners', () => {
  it('is cut like any other', () => {
    const rim = 1000;
    const cuts = 100;
    // Points of a parabola, and lines that cut off one of them each.
    const abscissa = (k: number): number => k - rim / 2;
    const corners = Float64Array.from(
      { length: 2 * rim },
      (_, i) => abscissa(i >> 1) ** (1 + (i & 1)),
    );
    const tangent = (k: number): number => abscissa(10 * k + 5);
    const hidden = {
      ...{ inputs: 2, units: cuts, activation: relu },
      weights: Float64Array.from({ length: 2 * cuts }, (_, i) =>
        i & 1 ? -1 : 2 * tangent(i >> 1),
      ),
      bias: Float64Array.from({ length: cuts }, (_, k) => 0.5 - tangent(k) ** 2),
    };
    const output = {
      ...{ inputs: cuts, units: 1, activation: identity, bias: Float64Array.of(0) },
      weights: new Float64Array(cuts).fill(1),
    };
    const net = { inputs: 2, layers: [hidden, output] };
    const { cellCount, cellStart, vertexCount } = complete(arrange(net, { corners }));
    const sizes = Array.from({ length: cellCount }, (_, c) => cellStart[c + 1] - cellStart[c]);
    assert.equal(vertexCount, rim + 2 * cuts);
    assert.deepEqual(
      sizes.sort((a, b) => a - b),
      [...new Array<number>(cuts).fill(3), rim + cuts],
    );
  });
});

describe('an output that is dead everywhere', () => {
  it('does not have the maps of all cells computed again', () => {
    const [hidden, last] = heNetwork('1x48').layers;
    const weights = Float64Array.of(...last.weights, ...last.weights);
    const outputs = { ...last, units: 2, weights, bias: Float64Array.of(1000, -1000) };
    const net: Network = { inputs: 2, layers: [hidden, { ...outputs, activation: relu }] };
    let steps = 0;
    const work = arrange(net, box(-1, 1, -1, 1));
    let step = work.next();
    for (; !step.done; step = work.next()) steps++;
    const { cellCount, maps } = step.value;
    assert.ok(steps < cellCount / 4, `${steps} steps for ${cellCount} cells`);
    for (let c = 0; c < cellCount; c++)
      assert.deepEqual([...maps.subarray(6 * c + 3, 6 * c + 6)], [0, 0, 0]);
  });
});

describe('a lattice network', () => {
  it('is the largest of the smallest of its functions', () => {
    const point = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(lattice, point, point, ({ planes, groups }, x, y) => {
        const smallest = groups.map((group) =>
          Math.min(...group.map((k) => planes[k][0] * x + planes[k][1] * y + planes[k][2])),
        );
        const [output] = forward(latticeNetwork(planes, groups), [x, y]).outputs;
        assert.ok(Math.abs(output - Math.max(...smallest)) < 1e-12);
      }),
    );
  });
});

function checkDefinition(net: Network, dom: Domain, grain: number): void {
  const reference = referenceComplex(net, dom, 250);
  fc.pre(reference !== undefined);
  assertAgrees(net, dom, complete(arrange(net, dom, { grain })), reference);
}
