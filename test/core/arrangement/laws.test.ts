import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { foldsOfEdge, ringVertex, type Complex } from '../../../src/core/complex/complex.ts';
import { cellPattern } from '../../../src/core/complex/describe.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { ArithmeticRangeError } from '../../../src/core/arrangement/errorBound.ts';
import { cellArea, cellCentroid } from '../../../src/core/complex/measure.ts';
import { complexStats } from '../../../src/core/complex/stats.ts';
import { abs, identity, relu } from '../../../src/core/network/activation.ts';
import { outputMap } from '../../../src/core/network/affine.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { forward, patternAt } from '../../../src/core/network/forward.ts';
import { liftToPlane } from '../../../src/core/network/lift.ts';
import {
  activationOf,
  outputCount,
  type Layer,
  type Network,
} from '../../../src/core/network/network.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';

const square = box(-1, 1, -1, 1);

describe('laws of the fold complex', () => {
  it('tiles the domain, and V − E + F = 1', () => {
    fc.assert(
      fc.property(fc.oneof(generic, network), (net) => {
        const stats = complexStats(complete(arrange(net, square)));
        assert.equal(stats.euler, 1);
        assert.equal(stats.openEdges, 0);
        assert.ok(Math.abs(stats.area - 4) < 1e-12);
      }),
    );
  });

  it('has rings that close and edges that know their cells', () => {
    fc.assert(
      fc.property(fc.oneof(generic, network), (net) => checkRings(complete(arrange(net, square)))),
    );
  });

  it('maps every cell as the forward pass does at its centroid', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const complex = complete(arrange(net, square));
        const folds = foldTable(net);
        for (let c = 0; c < complex.cellCount; c++) {
          if (cellArea(complex, c) < 1e-8) continue;
          const { x, y } = cellCentroid(complex, c);
          assert.deepEqual(patternAt(net, folds, [x, y]), cellPattern(complex, c).slice());
          const { outputs } = forward(net, [x, y]);
          const composed = outputMap(net, folds, cellPattern(complex, c));
          for (let o = 0; o < complex.outputCount; o++) {
            const map = complex.maps.subarray(3 * (c * complex.outputCount + o));
            near(map[0] * x + map[1] * y + map[2], outputs[o], 1e-10);
            for (let k = 0; k < 3; k++) near(map[k], composed[3 * o + k], 1e-10);
          }
        }
      }),
    );
  });

  it('is continuous across every edge, and differs there in the folds of the edge alone', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const complex = complete(arrange(net, square));
        for (let e = 0; e < complex.edgeCount; e++) {
          const [left, right] = complex.edgeCells.subarray(2 * e, 2 * e + 2);
          if (left < 0 || right < 0) continue;
          assert.equal(foldsOfEdge(complex, e)[0], complex.edgeFold[e]);
          for (const v of complex.edgeEnds.subarray(2 * e, 2 * e + 2))
            near(valueAt(complex, left, v), valueAt(complex, right, v), 1e-9);
        }
      }),
    );
  });

  it('permutes its patterns with the neurons of a layer', () => {
    fc.assert(
      fc.property(network, (net) => {
        const relabelled = reverseFirstLayer(net);
        const counts = complexStats(complete(arrange(net, square)));
        const others = complexStats(complete(arrange(relabelled, square)));
        for (const key of counted) assert.equal(others[key], counts[key], key);
        assert.deepEqual(patternsOf(relabelled, true), patternsOf(net, false));
      }),
    );
  });

  it('does not change when rows are scaled by powers of two', () => {
    fc.assert(
      fc.property(generic, fc.integer({ min: -60, max: 60 }), (net, power) => {
        const scaled = scaleFirstLayer(net, 2 ** power);
        const before = complete(arrange(net, square));
        const after = complete(arrange(scaled, square));
        assert.deepEqual(after.ring, before.ring);
        assert.deepEqual(after.xy, before.xy);
        assert.deepEqual(after.patterns, before.patterns);
      }),
    );
  });

  it('moves with the domain', () => {
    fc.assert(
      fc.property(network, (net) => {
        const moved = translate(net, 4, -2);
        fc.pre(isExactTranslation(net, moved));
        const before = complexStats(complete(arrange(net, square)));
        const after = complexStats(complete(arrange(moved, box(3, 5, -3, -1))));
        for (const key of counted) assert.equal(after[key], before[key], key);
      }),
    );
  });

  it('ignores neurons that never change their piece', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const before = complete(arrange(net, square));
        const after = complete(arrange(withDeadNeuron(net), square));
        assert.equal(after.cellCount, before.cellCount);
        assert.equal(after.edgeCount, before.edgeCount);
        assert.equal(after.linearRegionCount, before.linearRegionCount);
      }),
    );
  });

  it('stays valid when a budget stops it', () => {
    fc.assert(
      fc.property(generic, fc.integer({ min: 1, max: 40 }), (net, maxCells) => {
        const whole = complete(arrange(net, square));
        const part = complete(arrange(net, square, { maxCells }));
        assert.equal(part.complete, whole.cellCount <= maxCells);
        assert.equal(part.cellCount, Math.min(maxCells, whole.cellCount));
        checkRings(part);
        const known = new Set(Array.from({ length: whole.cellCount }, (_, c) => key(whole, c)));
        for (let c = 0; c < part.cellCount; c++) assert.ok(known.has(key(part, c)));
        const stats = complexStats(part);
        assert.equal(stats.openEdges > 0, !part.complete);
      }),
    );
  });

  it('reports progress that only grows, up to the whole domain', () => {
    const net = sawtooth(9);
    const search = arrange(net, square);
    let last = 0;
    let steps = 0;
    for (let step = search.next(); !step.done; step = search.next()) {
      assert.ok(step.value.areaDone >= last && step.value.areaDone <= 1);
      last = step.value.areaDone;
      steps++;
    }
    assert.equal(last, 1);
    assert.ok(steps > 10);
  });

  it('computes two complexes at once without mixing them up', () => {
    const first = arrange(sawtooth(7), square);
    const second = arrange(sawtooth(8), square);
    let a = first.next();
    let b = second.next();
    while (!a.done || !b.done) {
      if (!a.done) a = first.next();
      if (!b.done) b = second.next();
    }
    assert.equal(a.value.cellCount, 2 ** 14);
    assert.equal(b.value.cellCount, 2 ** 16);
  });

  it('handles a cell with more sides than masks have bits', () => {
    // Tangents of a circle: the cell in the middle touches every one of them.
    const sides = 90;
    const weights = Float64Array.from({ length: 2 * sides }, (_, i) => {
      const angle = (Math.PI * (i >> 1)) / (sides / 2) + 0.1;
      return (i & 1) === 0 ? Math.cos(angle) : Math.sin(angle);
    });
    const net: Network = {
      inputs: 2,
      layers: [
        layer(2, sides, weights, new Float64Array(sides).fill(-0.7)),
        { ...layer(sides, 1, new Float64Array(sides).fill(1)), activation: identity },
      ],
    };
    const complex = complete(arrange(net, square));
    const stats = complexStats(complex);
    assert.equal(stats.euler, 1);
    assert.ok(Math.abs(stats.area - 4) < 1e-12);
    const most = Math.max(
      ...Array.from({ length: complex.cellCount }, (_, c) => {
        return complex.cellStart[c + 1] - complex.cellStart[c];
      }),
    );
    assert.equal(most, sides);
    checkRings(complex);
  });

  it('cuts the graph of one variable into its pieces', () => {
    const net = liftToPlane({
      inputs: 1,
      layers: [
        layer(1, 3, Float64Array.of(1, 1, -2), Float64Array.of(0, -0.5, -1)),
        { ...layer(3, 1, Float64Array.of(1, -2, 1)), activation: identity },
      ],
    });
    const complex = complete(arrange(net, box(-1, 1, 0, 1)));
    assert.equal(complex.cellCount, 4);
    assert.ok(complex.maps.every((value, i) => i % 3 !== 1 || value === 0));
  });

  it('refuses weights beyond the range of doubles', () => {
    const huge = layer(2, 2, Float64Array.of(1e300, 1, 1, 1e300));
    const net: Network = { inputs: 2, layers: [huge, layer(2, 1, Float64Array.of(1e300, 1))] };
    assert.throws(() => complete(arrange(net, square)), ArithmeticRangeError);
  });

  it('refuses a network that does not have two inputs', () => {
    const net: Network = { inputs: 3, layers: [layer(3, 1, Float64Array.of(1, 2, 3))] };
    assert.throws(() => complete(arrange(net, square)), /two inputs/);
  });
});

const counted = ['regions', 'linearRegions', 'vertices', 'edges', 'coincidentEdges'] as const;

function layer(
  inputs: number,
  units: number,
  weights: Float64Array,
  bias = new Float64Array(units),
): Layer {
  return { inputs, units, weights, bias, activation: relu };
}

/** |…| of |…|: a grid of 4^k squares. */
function sawtooth(k: number): Network {
  const layers: Layer[] = [];
  for (let i = 0; i < k; i++) {
    const weights = i === 0 ? Float64Array.of(1, 0, 0, 1) : Float64Array.of(2, 0, 0, 2);
    const bias = i === 0 ? new Float64Array(2) : Float64Array.of(-1, -1);
    layers.push({ ...layer(2, 2, weights, bias), activation: abs });
  }
  layers.push({ ...layer(2, 1, Float64Array.of(1, 1)), activation: identity });
  return { inputs: 2, layers };
}

function checkRings(complex: Complex): void {
  const { ring, cellStart, edgeCells, edgeEnds, edgeFold } = complex;
  const seen = new Set<number>();
  for (let c = 0; c < complex.cellCount; c++) {
    for (let r = cellStart[c]; r < cellStart[c + 1]; r++) {
      const next = r + 1 === cellStart[c + 1] ? cellStart[c] : r + 1;
      const edge = ring[r] >> 1;
      assert.equal(edgeEnds[2 * edge + 1 - (ring[r] & 1)], ringVertex(complex, next));
      assert.equal(edgeCells[2 * edge + (ring[r] & 1)], c);
      assert.ok(!seen.has(ring[r]));
      seen.add(ring[r]);
    }
  }
  for (let e = 0; e < complex.edgeCount; e++) {
    const [left, right] = edgeCells.subarray(2 * e, 2 * e + 2);
    assert.ok(left >= 0 || right >= 0);
    if (edgeFold[e] < 0) assert.ok(left < 0 || right < 0);
    else if (complex.complete) assert.ok(left >= 0 && right >= 0);
  }
}

function valueAt(complex: Complex, cell: number, vertex: number): number {
  const map = complex.maps.subarray(3 * cell * complex.outputCount);
  return map[0] * complex.xy[2 * vertex] + map[1] * complex.xy[2 * vertex + 1] + map[2];
}

function key(complex: Complex, cell: number): string {
  return cellPattern(complex, cell).join();
}

function near(actual: number, expected: number, tolerance: number): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );
}

/** The patterns as sets of (layer, neuron, breakpoint), sorted; the first layer read backwards. */
function patternsOf(net: Network, backwards: boolean): string[] {
  const complex = complete(arrange(net, square));
  const folds = foldTable(net);
  const last = net.layers[0].units - 1;
  return Array.from({ length: complex.cellCount }, (_, c) => {
    const pattern = cellPattern(complex, c);
    const above: string[] = [];
    for (let f = 0; f < folds.count; f++) {
      if (((pattern[f >> 5] >>> (f & 31)) & 1) === 0) continue;
      const neuron = backwards && folds.layer[f] === 0 ? last - folds.neuron[f] : folds.neuron[f];
      above.push(`${folds.layer[f]}.${neuron}.${folds.breakpoint[f]}`);
    }
    return above.sort().join(' ');
  }).sort();
}

function reverseFirstLayer(net: Network): Network {
  const [first, second, ...rest] = net.layers;
  const n = first.units;
  const order = Array.from({ length: n }, (_, i) => n - 1 - i);
  const reversed: Layer = {
    ...first,
    weights: Float64Array.from(order.flatMap((i) => [...first.weights.subarray(2 * i, 2 * i + 2)])),
    bias: Float64Array.from(order, (i) => first.bias[i]),
    activation: order.map((i) => activationOf(first, i)),
  };
  if (!second) return { inputs: 2, layers: [reversed] };
  const weights = Float64Array.from(
    second.weights,
    (_, at) => second.weights[at - (at % n) + order[at % n]],
  );
  return { inputs: 2, layers: [reversed, { ...second, weights }, ...rest] };
}

/** Only layers of ReLUs are homogeneous; `generic` networks are. */
function scaleFirstLayer(net: Network, by: number): Network {
  const [first, second, ...rest] = net.layers;
  const scaled = {
    ...first,
    weights: first.weights.map((w) => w * by),
    bias: first.bias.map((b) => b * by),
  };
  return {
    inputs: 2,
    layers: [scaled, { ...second, weights: second.weights.map((w) => w / by) }, ...rest],
  };
}

function translate(net: Network, dx: number, dy: number): Network {
  const [first, ...rest] = net.layers;
  const bias = first.bias.map(
    (b, i) => b - first.weights[2 * i] * dx - first.weights[2 * i + 1] * dy,
  );
  return { inputs: 2, layers: [{ ...first, bias }, ...rest] };
}

/** Whether moving back restores every bias, so that none was rounded. */
function isExactTranslation(net: Network, moved: Network): boolean {
  const [first] = net.layers;
  const integers = [...first.weights, ...first.bias].every((v) => Number.isInteger(v));
  return integers && moved.layers[0].bias.every((b) => Number.isSafeInteger(b));
}

function withDeadNeuron(net: Network): Network {
  const [first, second, ...rest] = net.layers;
  const n = first.units;
  const wider: Layer = {
    ...first,
    units: n + 1,
    weights: Float64Array.of(...first.weights, 1, 1),
    bias: Float64Array.of(...first.bias, -3),
  };
  const rows = Array.from({ length: second.units }, (_, i) => [
    ...second.weights.subarray(i * n, (i + 1) * n),
    5,
  ]);
  const next: Layer = { ...second, inputs: n + 1, weights: Float64Array.from(rows.flat()) };
  assert.equal(outputCount(net), outputCount({ ...net, layers: [wider, next, ...rest] }));
  return { inputs: 2, layers: [wider, next, ...rest] };
}
