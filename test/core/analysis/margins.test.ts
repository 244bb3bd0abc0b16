import assert from 'node:assert/strict';
import fc from 'fast-check';
import { duplicatesOf } from '../../../src/core/analysis/duplicates.ts';
import { type Facts, factsOf } from '../../../src/core/analysis/facts.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { hardTanh, identity, relu } from '../../../src/core/network/activation.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { forward } from '../../../src/core/network/forward.ts';
import type { Layer, Network } from '../../../src/core/network/network.ts';
import { complete } from '../complete.ts';
import { draws } from '../../draws.ts';

const domain = box(-1, 1, -1, 1);

function layer(rows: number[][], bias: number[], activation = relu): Layer {
  return {
    inputs: rows[0].length,
    units: rows.length,
    weights: Float64Array.from(rows.flat()),
    bias: Float64Array.from(bias),
    activation,
  };
}

function network(...layers: Layer[]): Network {
  return { inputs: layers[0].inputs, layers };
}

function factsAbout(about: Network): Facts {
  return factsOf(about, foldTable(about), complete(arrange(about, domain)));
}

function withBias(from: Network, l: number, i: number, by: number): Network {
  const layers = from.layers.map((one, k) =>
    k === l ? { ...one, bias: one.bias.map((b, j) => (j === i ? b + by : b)) } : one,
  );
  return { ...from, layers };
}

const number = fc.integer({ min: -40, max: 40 }).map((n) => n / 16);

const networks: fc.Arbitrary<Network> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .chain(([first, second]) => {
    const sizes = [2, first, second];
    const layers = sizes.slice(1).map((units, l) =>
      fc
        .tuple(
          fc.array(fc.array(number, { minLength: sizes[l], maxLength: sizes[l] }), {
            minLength: units,
            maxLength: units,
          }),
          fc.array(number, { minLength: units, maxLength: units }),
          fc.constantFrom(relu, hardTanh),
        )
        .map(([rows, bias, activation]) => layer(rows, bias, activation)),
    );
    return fc.tuple(...layers).map((made) => network(...made));
  });

describe('margins of a bias', () => {
  it('are safe: a smaller change of the bias leaves the number of regions unchanged', () => {
    fc.assert(
      fc.property(networks, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (about, share) => {
        const { margins, regionsByLayer } = factsAbout(about);
        margins?.forEach((neurons, l) => {
          neurons.forEach(({ raise, lower }, i) => {
            const room = [raise && raise.by * share, lower && -lower.by * share];
            for (const by of room.filter((one) => one !== undefined)) {
              // A fold through a vertex leaves it at once, and is not in general position.
              const moved = factsAbout(withBias(about, l, i, by));
              const near = factsAbout(withBias(about, l, i, by / 2));
              assert.equal(moved.regionsByLayer[l], near.regionsByLayer[l]);
            }
          });
        });
        assert.equal(regionsByLayer.length, about.layers.length);
      }),
      { numRuns: draws(25) },
    );
  });

  it('are exact: at the margin the fold passes through the given vertex', () => {
    fc.assert(
      fc.property(networks, (about) => {
        factsAbout(about).margins?.forEach((neurons, l) => {
          neurons.forEach(({ raise, lower }, i) => {
            const { breakpoints } = about.layers[l].activation as typeof relu;
            for (const [margin, sign] of [[raise, 1] as const, [lower, -1] as const]) {
              if (!margin) continue;
              const moved = withBias(about, l, i, sign * margin.by);
              const z = forward(moved, [margin.x, margin.y]).preactivations[l][i];
              const gap = Math.min(...breakpoints.map((t) => Math.abs(z - t)));
              assert.ok(gap < 1e-9, `the fold passes at ${gap}`);
            }
          });
        });
      }),
      { numRuns: draws(25) },
    );
  });

  it('move the fold of a dead neuron to the corner of the domain', () => {
    const { margins } = factsAbout(network(layer([[1, 2]], [-5]), layer([[1]], [0], identity)));
    assert.deepEqual(margins?.[0][0].raise, { by: 2, x: 1, y: 1, meeting: [-2, -3] });
    assert.equal(margins[0][0].lower, undefined);
  });

  it('take the bends at folds of earlier layers into account', () => {
    // |x| = 1/2 − y has a corner on x = 0.
    const about = network(
      layer(
        [
          [1, 0],
          [-1, 0],
        ],
        [0, 0],
      ),
      layer([[1, 1]], [-0.5]),
    );
    assert.equal(factsAbout(about).margins?.[1][0].bends, 0);
    const roof = network(
      layer(
        [
          [1, 0],
          [0, 1],
        ],
        [0, 2],
      ),
      layer([[2, -1]], [2]),
    );
    assert.equal(factsAbout(roof).margins?.[1][0].bends, 1);
  });
});

describe('duplicated neurons', () => {
  it('are recognised as multiples of a row, with either sign and in any order', () => {
    const rows = [
      [1, 3],
      [5, 5],
      [-2, -6],
      [1 / 3, 1],
      [0, 0],
      [0, 0],
    ];
    const about = network(layer(rows, [2, 1, -4, 2 / 3, 1, 1]));
    assert.deepEqual(duplicatesOf(about), [{ layer: 0, neuron: 2, of: 0 }]);
  });

  it('are recognised whatever the signs of their zeros', () => {
    const rows = [
      [1, 0],
      [-1, 0],
      [1, -0],
    ];
    assert.deepEqual(duplicatesOf(network(layer(rows, [0.1, -0.1, 0.1]))), [
      { layer: 0, neuron: 1, of: 0 },
      { layer: 0, neuron: 2, of: 0 },
    ]);
  });

  it('must have equal rows where the breakpoints are not at zero', () => {
    const rows = [
      [1, 2],
      [2, 4],
      [1, 2],
    ];
    assert.deepEqual(duplicatesOf(network(layer(rows, [0, 0, 0], hardTanh))), [
      { layer: 0, neuron: 2, of: 0 },
    ]);
  });
});
