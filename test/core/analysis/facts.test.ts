import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Facts, factsOf } from '../../../src/core/analysis/facts.ts';
import { montufarBound, serraBound } from '../../../src/core/analysis/upperBounds.ts';
import { regionsInGeneralPosition } from '../../../src/core/complex/bounds.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { type Complex, ringVertex } from '../../../src/core/complex/complex.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { complexStats } from '../../../src/core/complex/stats.ts';
import { identity, leakyRelu, relu } from '../../../src/core/network/activation.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { forward } from '../../../src/core/network/forward.ts';
import { activationOf, type Layer, type Network } from '../../../src/core/network/network.ts';
import { generic } from '../networks.ts';
import { draws } from '../../draws.ts';

const domain = box(-1, 1, -1, 1);

function complexOf(network: Network): Complex {
  const work = arrange(network, domain);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function analysed(network: Network): { facts: Facts; complex: Complex } {
  const complex = complexOf(network);
  return { facts: factsOf(network, foldTable(network), complex), complex };
}

function layer(rows: number[][], bias: number[], activation = relu): Layer {
  return {
    inputs: rows[0].length,
    units: rows.length,
    weights: Float64Array.from(rows.flat()),
    bias: Float64Array.from(bias),
    activation,
  };
}

/** Networks with small integer weights: full of parallel, coincident and concurrent folds. */
const networks: fc.Arbitrary<Network> = fc
  .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 })
  .chain((widths) => {
    const sizes = [2, ...widths, 1];
    const number = fc.integer({ min: -3, max: 3 });
    const layers = sizes.slice(1).map((units, l) =>
      fc
        .tuple(
          fc.array(fc.array(number, { minLength: sizes[l], maxLength: sizes[l] }), {
            minLength: units,
            maxLength: units,
          }),
          fc.array(number, { minLength: units, maxLength: units }),
          fc.boolean(),
        )
        .map(([rows, bias, leaky]) =>
          layer(rows, bias, l === widths.length ? identity : leaky ? leakyRelu(0.25) : relu),
        ),
    );
    return fc.tuple(...layers).map((made) => ({ inputs: 2, layers: made }));
  });

describe('the facts of a complex', () => {
  it('count for each layer the regions of the network truncated there', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const { facts } = analysed(network);
        network.layers.forEach((_, l) => {
          const cut = { inputs: 2, layers: network.layers.slice(0, l + 1) };
          assert.equal(facts.regionsByLayer[l], complexOf(cut).cellCount);
        });
      }),
    );
  });

  it('attribute to a neuron the regions that it adds, up to its layer', () => {
    fc.assert(
      fc.property(generic, (network) => {
        const { facts, complex } = analysed(network);
        // Of two coincident folds both cut, but without one of them the other remains.
        fc.pre(complexStats(complex).coincidentEdges === 0);
        for (const { layer: l, neuron, cuts } of facts.neurons) {
          const own = network.layers[l];
          const activation = Array.from({ length: own.units }, (_, i) =>
            i === neuron ? identity : activationOf(own, i),
          );
          const before = network.layers.slice(0, l);
          const others = complexOf({ inputs: 2, layers: [...before, { ...own, activation }] });
          assert.equal(cuts, facts.regionsByLayer[l] - others.cellCount);
        }
      }),
      { numRuns: draws(30) },
    );
  });

  it('stay below the upper bound', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const { facts } = analysed(network);
        const { montufar, serra } = facts.upperBounds;
        assert.ok(facts.regions <= serra && serra <= montufar);
        assert.ok(facts.linearRegions <= facts.regions);
      }),
    );
  });

  it('contain extrema that are attained and never exceeded', () => {
    const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(networks, fc.array(fc.tuple(coordinate, coordinate)), (network, points) => {
        const { facts, complex } = analysed(network);
        const { min, max } = facts.extrema[0];
        for (const { x, y, cell } of [min, max]) {
          const ring = Array.from(
            { length: complex.cellStart[cell + 1] - complex.cellStart[cell] },
            (_, i) => 2 * ringVertex(complex, complex.cellStart[cell] + i),
          );
          assert.ok(ring.some((v) => complex.xy[v] === x && complex.xy[v + 1] === y));
        }
        const at = (x: number, y: number): number => forward(network, [x, y]).outputs[0];
        const slack = 1e-9 * (1 + Math.abs(min.value) + Math.abs(max.value));
        assert.ok(Math.abs(at(min.x, min.y) - min.value) <= slack);
        assert.ok(Math.abs(at(max.x, max.y) - max.value) <= slack);
        for (const [x, y] of points) {
          assert.ok(at(x, y) >= min.value - slack);
          assert.ok(at(x, y) <= max.value + slack);
        }
      }),
    );
  });

  it('contain a Lipschitz constant that no two corners violate', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const { facts, complex } = analysed(network);
        const value = (v: number): number =>
          forward(network, [complex.xy[2 * v], complex.xy[2 * v + 1]]).outputs[0];
        for (let e = 0; e < complex.edgeCount; e++) {
          const [a, b] = [complex.edgeEnds[2 * e], complex.edgeEnds[2 * e + 1]];
          const length = Math.hypot(
            complex.xy[2 * a] - complex.xy[2 * b],
            complex.xy[2 * a + 1] - complex.xy[2 * b + 1],
          );
          assert.ok(Math.abs(value(a) - value(b)) <= facts.lipschitz[0].norm * length + 1e-9);
        }
      }),
    );
  });

  it('contain a cell that attains the Lipschitz constant', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const { facts, complex } = analysed(network);
        const { norm, cell } = facts.lipschitz[0];
        assert.equal(Math.hypot(complex.maps[3 * cell], complex.maps[3 * cell + 1]), norm);
      }),
    );
  });

  it('contain the integral from the corners of all triangles', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const { facts, complex } = analysed(network);
        const corner = (r: number): number[] => {
          const v = ringVertex(complex, r);
          const [x, y] = complex.xy.subarray(2 * v, 2 * v + 2);
          return [x, y, forward(network, [x, y]).outputs[0]];
        };
        let integral = 0;
        let scale = 1;
        for (let c = 0; c < complex.cellCount; c++) {
          const [px, py, p] = corner(complex.cellStart[c]);
          for (let r = complex.cellStart[c] + 1; r + 1 < complex.cellStart[c + 1]; r++) {
            const [qx, qy, q] = corner(r);
            const [rx, ry, s] = corner(r + 1);
            const area = ((qx - px) * (ry - py) - (rx - px) * (qy - py)) / 2;
            integral += (area * (p + q + s)) / 3;
            scale = Math.max(scale, Math.abs(p), Math.abs(q), Math.abs(s));
          }
        }
        assert.ok(Math.abs(facts.integrals[0].integral - integral) < 1e-10 * scale);
        assert.ok(Math.abs(facts.integrals[0].mean - integral / 4) < 1e-10 * scale);
      }),
    );
  });

  it('distinguish folding, always-on and dead neurons', () => {
    const { facts } = analysed({
      inputs: 2,
      layers: [
        layer(
          [
            [1, 0],
            [1, 0],
            [1, 0],
          ],
          [0, 5, -5],
        ),
        layer([[1, 1, 1]], [0], identity),
      ],
    });
    assert.deepEqual(
      facts.neurons.map(({ role, edges, length }) => ({ role, edges, length })),
      [
        { role: 'folding', edges: 1, length: 2 },
        { role: 'affine', edges: 0, length: 0 },
        { role: 'constant', edges: 0, length: 0 },
      ],
    );
  });

  it('count an edge for every fold that coincides on it', () => {
    const { facts } = analysed({
      inputs: 2,
      layers: [
        layer(
          [
            [1, 0],
            [-2, 0],
          ],
          [0, 0],
        ),
        layer([[1, 1]], [0], identity),
      ],
    });
    assert.deepEqual(
      facts.neurons.map(({ edges }) => edges),
      [1, 1],
    );
  });
});

describe('neurons', () => {
  it('have each region folded last by one of them, except one that nothing folds', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const { facts, complex } = analysed(network);
        const last = facts.neurons.reduce((sum, { lastIn }) => sum + lastIn, 0);
        assert.equal(last, complex.cellCount === 1 ? 0 : complex.cellCount);
        for (const { role, idle, lastIn } of facts.neurons)
          if (role !== 'folding') assert.ok(!idle && lastIn === 0);
      }),
    );
  });

  it('have no effect when the output does not see them fold', () => {
    const folds = layer(
      [
        [1, 0],
        [0, 1],
      ],
      [0, 0],
    );
    const { facts } = analysed({ inputs: 2, layers: [folds, layer([[1, 0]], [0], identity)] });
    assert.deepEqual(
      facts.neurons.map(({ idle }) => idle),
      [false, true],
    );
  });
});

describe('upper bounds', () => {
  it('are 37 regions of the plane for 8 lines', () => {
    assert.equal(regionsInGeneralPosition(8), 37);
    const eight = layer(
      Array.from({ length: 8 }, () => [1, 1]),
      Array<number>(8).fill(0),
    );
    assert.equal(montufarBound({ inputs: 2, layers: [eight] }), 37);
  });

  it('give a function of one variable one region more than folds', () => {
    const lifted = layer(
      [
        [1, 0],
        [2, 0],
        [3, 0],
      ],
      [0, 1, 2],
    );
    assert.equal(montufarBound({ inputs: 2, layers: [lifted] }), 4);
  });

  it('multiply over layers and take bottlenecks into account', () => {
    const wide = layer(
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      [0, 0, 0],
    );
    const narrow = layer([[1, 1, 1]], [0]);
    const after = layer([[1], [2], [3]], [0, 0, 0]);
    assert.equal(montufarBound({ inputs: 2, layers: [wide, narrow, after] }), 7 * 2 * 4);
    // Where the narrow layer is off nothing is cut, so only one of its two pieces is cut in four.
    assert.equal(serraBound({ inputs: 2, layers: [wide, narrow, after] }), 7 * (4 + 1));
    const leaky = { ...narrow, activation: leakyRelu(0.1) };
    assert.equal(serraBound({ inputs: 2, layers: [wide, leaky, after] }), 7 * (4 + 4));
  });
});
