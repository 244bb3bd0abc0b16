import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { cellPattern, describeEdge } from '../../../src/core/complex/describe.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { relu } from '../../../src/core/network/activation.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { forward } from '../../../src/core/network/forward.ts';
import {
  moveFold,
  turnFold,
  type GrabbedFold,
  type MovedNeuron,
} from '../../../src/core/network/moveFold.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { shortest } from '../../../src/core/numeric/shortest.ts';
import { complete } from '../complete.ts';
import { generic } from '../networks.ts';

const plane = box(-1, 1, -1, 1);
const point = fc.tuple(
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
);

/** Every edge on a fold, with an adjacent cell. */
function heldEdges(network: Network): { held: GrabbedFold; edge: number; complex: Complex }[] {
  const complex = complete(arrange(network, plane));
  const folds = foldTable(network);
  return Array.from({ length: complex.edgeCount }, (_, edge) => edge)
    .filter((edge) => complex.edgeFold[edge] >= 0)
    .map((edge) => {
      const cell = Math.max(complex.edgeCells[2 * edge], complex.edgeCells[2 * edge + 1]);
      const pattern = cellPattern(complex, cell);
      return { held: { network, folds, fold: complex.edgeFold[edge], pattern }, edge, complex };
    });
}

/** The preactivation of the held neuron at a point, with its numbers changed. */
function preactivation(
  { network, folds, fold }: GrabbedFold,
  moved: MovedNeuron,
  at: Point,
): number {
  const l = folds.layer[fold];
  const i = folds.neuron[fold];
  const layers = network.layers.map((layer, k) => {
    if (k !== l) return layer;
    const bias = Float64Array.from(layer.bias);
    bias[i] = moved.bias;
    const weights = Float64Array.from(layer.weights);
    weights.set(moved.weights ?? [], i * layer.inputs);
    return { ...layer, bias, weights };
  });
  return forward({ ...network, layers }, at).preactivations[l][i];
}

type Point = readonly [number, number];

describe('a moved fold', () => {
  it('passes through the point, bent or straight', () => {
    fc.assert(
      fc.property(generic, fc.nat(), point, (network, pick, at) => {
        const edges = heldEdges(network);
        fc.pre(edges.length > 0);
        const { held } = edges[pick % edges.length];
        const moved = moveFold(held, at, 0);
        if (moved) assert.ok(Math.abs(preactivation(held, moved, at)) < 1e-9);
      }),
    );
  });

  it('of the first layer adds −w·d to the bias when it moves by d', () => {
    fc.assert(
      fc.property(generic, fc.nat(), point, (network, pick, [dx, dy]) => {
        const edges = heldEdges(network).filter(({ held }) => held.folds.layer[held.fold] === 0);
        fc.pre(edges.length > 0);
        const { held, edge, complex } = edges[pick % edges.length];
        const { from } = describeEdge(network, held.folds, complex, edge);
        const [layer] = network.layers;
        const i = held.folds.neuron[held.fold];
        const moved = moveFold(held, [from.x + dx, from.y + dy], 0);
        const shift = layer.weights[2 * i] * dx + layer.weights[2 * i + 1] * dy;
        assert.ok(moved && Math.abs(moved.bias - (layer.bias[i] - shift)) < 1e-9);
        assert.equal(moved.weights, undefined);
      }),
    );
  });

  it('has few digits, and stays within the tolerance', () => {
    const layer = {
      inputs: 2,
      units: 1,
      weights: Float64Array.of(3, 4),
      bias: Float64Array.of(0),
      activation: relu,
    };
    const network: Network = { inputs: 2, layers: [layer] };
    const held = { network, folds: foldTable(network), fold: 0, pattern: new Uint32Array(1) };
    assert.deepEqual(moveFold(held, [0.123456, 0.2], 0.004), { bias: -1.17, normal: [3, 4] });
    assert.equal(moveFold(held, [0.0004, 0], 0.004)?.bias, 0);
  });

  it('does not exist where its preactivation is constant', () => {
    const layers = [
      [Float64Array.of(1, 0), 2],
      [Float64Array.of(1), 1],
    ].map(([weights, inputs]) => ({
      inputs: inputs as number,
      units: 1,
      weights: weights as Float64Array,
      bias: Float64Array.of(-0.25),
      activation: relu,
    }));
    const network: Network = { inputs: 2, layers };
    const folds = foldTable(network);
    const held = { network, folds, fold: 1, pattern: Uint32Array.of(1) };
    assert.equal(moveFold(held, [-0.5, 0], 0.01), undefined);
    assert.ok(moveFold(held, [0.5, 0], 0.01));
  });
});

describe('a turned fold', () => {
  it('passes through the point at the angle, with the nearest possible weights', () => {
    const angles = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(generic, fc.nat(), angles, (network, pick, angle) => {
        const edges = heldEdges(network);
        fc.pre(edges.length > 0);
        const { held, edge, complex } = edges[pick % edges.length];
        const { from, to, folds } = describeEdge(network, held.folds, complex, edge);
        // Far enough from the ends for a step to stay in the cells where the fold is held.
        fc.pre(Math.hypot(to.x - from.x, to.y - from.y) > 1e-3);
        const at = [(from.x + to.x) / 2, (from.y + to.y) / 2] as const;
        const turned = turnFold(held, angle, at, 0, 1);
        if (!turned?.weights) return;
        const scale = 1 + Math.max(...turned.weights.map(Math.abs));
        assert.ok(Math.abs(preactivation(held, turned, at)) < 1e-7 * scale);
        const line = folds.find(({ fold }) => fold === held.fold)?.line;
        assert.ok(line);
        const gradient = gradientIn(held, turned.weights);
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const wanted = [cos * line.a - sin * line.b, sin * line.a + cos * line.b];
        for (const k of [0, 1])
          assert.ok(
            Math.abs(gradient[k] - wanted[k]) < 1e-6 * scale,
            JSON.stringify({ gradient, wanted }),
          );
        const back = turnFold(held, 0, at, 0, 1);
        const { layers } = network;
        const layer = layers[held.folds.layer[held.fold]];
        const first = held.folds.neuron[held.fold] * layer.inputs;
        assert.deepEqual(back?.weights, [...layer.weights.subarray(first, first + layer.inputs)]);
      }),
    );
  });

  it('does not exist where there are not two directions', () => {
    const layers = [
      { inputs: 2, units: 2, weights: Float64Array.of(1, 0, 2, 0) },
      { inputs: 2, units: 1, weights: Float64Array.of(1, 1) },
    ].map((layer) => ({ ...layer, bias: new Float64Array(layer.units), activation: relu }));
    const network: Network = { inputs: 2, layers };
    const held = { network, folds: foldTable(network), fold: 2, pattern: Uint32Array.of(3) };
    assert.equal(turnFold(held, 0.1, [0.5, 0], 0, 1), undefined);
  });
});

/** Gradient of the held neuron's preactivation in the cell where it is held, by differences. */
function gradientIn(
  { network, folds, fold, pattern }: GrabbedFold,
  row: readonly number[],
): number[] {
  const below = network.layers.slice(0, folds.layer[fold]);
  const active = (f: number): boolean => ((pattern[f >> 5] >>> (f & 31)) & 1) === 1;
  const value = (x: number, y: number): number => {
    let h = [x, y];
    below.forEach((layer, l) => {
      h = Array.from({ length: layer.units }, (_, i) => {
        const z = h.reduce(
          (sum, v, j) => sum + v * layer.weights[i * layer.inputs + j],
          layer.bias[i],
        );
        return active(folds.firstOfNeuron[l][i]) ? z : 0;
      });
    });
    return h.reduce((sum, v, j) => sum + v * row[j], 0);
  };
  return [value(1, 0) - value(0, 0), value(0, 1) - value(0, 0)];
}

describe('the shortest number', () => {
  it('is within the tolerance and has no more digits than the exact one', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.double({ min: 0, max: 1e3, noNaN: true }),
        (x, tolerance) => {
          const short = shortest(x, tolerance);
          assert.ok(Math.abs(short - x) <= tolerance || short === x);
          assert.ok(String(short).length <= String(x).length + 1);
          assert.ok(!Object.is(short, -0));
        },
      ),
    );
    assert.equal(shortest(0.4375, 0.01), 0.44);
    assert.equal(shortest(-1234.5, 20), -1230);
  });
});
