import { arrange } from '../arrangement/arrange.ts';
import type { Complex } from '../complex/complex.ts';
import { box, domainArea, type Domain } from '../complex/domain.ts';
import { outputAt } from '../complex/measure.ts';
import { complexStats } from '../complex/stats.ts';
import { abs, identity, relu, type Activation } from '../network/activation.ts';
import type { Layer, Network } from '../network/network.ts';
import { mulberry32 } from '../random.ts';
import { runToEnd } from '../yielding.ts';
import { checksOf, type Check } from './check.ts';

/** Checks of complexes whose counts and measures are known, and of laws that hold for all. */
export function foldChecks(): readonly Check[] {
  return [...xor(), ...lines(), ...coincidences(), ...sawtooth(), ...laws()];
}

function xor(): readonly Check[] {
  const check = checksOf('XOR, two neurons', 'by hand');
  const stats = complexStats(
    complexOf(
      [
        layer(
          [
            [1, 1],
            [1, 1],
          ],
          [0, -1],
          relu,
        ),
        layer([[1, -2]], [0], identity),
      ],
      box(-1, 2, -1, 2),
    ),
  );
  return [
    check('regions', stats.regions, 3),
    check('vertices', stats.vertices, 6),
    check('edges', stats.edges, 8),
    check('integral of the output', stats.integral[0], 4 / 3, 1e-14),
    check('integral of |∇f|²', stats.gradientSquared, 14, 1e-14),
    check('length of the folds', stats.foldLength, 5 * Math.SQRT2, 1e-14),
  ];
}

function lines(): readonly Check[] {
  const check = checksOf('One layer: lines in the plane', 'Zaslavsky 1975');
  const rows: Check[] = [];
  for (const n of [3, 11, 47]) {
    // Tangents of a small circle at n odd angles: every two cross, no three at one point, and all
    // crossings are within r / sin(π / 2n) < 1 of the middle.
    const angles = Array.from({ length: n }, (_, i) => (2 * Math.PI * i) / n);
    const tangents = angles.map((angle) => [Math.cos(angle), Math.sin(angle)]);
    const { cellCount } = complexOf([layer(tangents, new Array<number>(n).fill(-0.02), relu)]);
    rows.push(check(`${n} lines in general position: regions`, cellCount, 1 + (n * (n + 1)) / 2));
  }
  const pencil = Array.from({ length: 20 }, (_, i) => [i - 9, 7]);
  const { cellCount } = complexOf([layer(pencil, new Array<number>(20).fill(0), relu)]);
  return [...rows, check('20 lines through one point: regions', cellCount, 40)];
}

function coincidences(): readonly Check[] {
  const check = checksOf('Coincident folds', 'by hand');
  const stats = complexStats(
    complexOf([
      layer(
        [
          [1, 0],
          [2, 0],
          [-2, 0],
          [0, 1],
          [0, 0],
        ],
        [0.5, 1, -1, 0, -1],
        relu,
      ),
      layer([[1, -0.5, 0, 1, 1]], [0], identity),
    ]),
  );
  return [
    check('x = −½ three times and y = 0: regions', stats.regions, 4),
    check('edges on which folds coincide', stats.coincidentEdges, 2),
    // The first two neurons cancel, relu(2z)/2 = relu(z), and the third has no weight.
    check('edges at which nothing bends', stats.deadEdges, 2),
    check('linear regions', stats.linearRegions, 2),
  ];
}

function sawtooth(): readonly Check[] {
  const check = checksOf('Sawtooth, depth 5', 'Telgarsky 2016');
  const both = [
    [1, 0],
    [0, 1],
  ];
  const twice = [
    [2, 0],
    [0, 2],
  ];
  const deeper = Array.from({ length: 4 }, () => layer(twice, [-1, -1], abs));
  const stats = complexStats(
    complexOf([layer(both, [0, 0], abs), ...deeper, layer([[1, 1]], [0], identity)]),
  );
  return [
    check('regions', stats.regions, 2 ** 10),
    check('vertices', stats.vertices, (2 ** 5 + 1) ** 2),
    check('smallest region', stats.minArea, 4 / 2 ** 10),
    check('largest region', stats.maxArea, 4 / 2 ** 10),
    check('integral of the output', stats.integral[0], 4, 1e-14),
  ];
}

/** Laws that hold for every complex, checked on a deep random network. */
function laws(): readonly Check[] {
  const check = checksOf('Any network: 4 × 16, seed 1', 'laws');
  const uniform = mulberry32(1);
  const random = (inputs: number, units: number, activation: Activation): Layer => {
    const bound = Math.sqrt(6 / inputs);
    const weights = Array.from({ length: units }, () =>
      Array.from({ length: inputs }, () => bound * (2 * uniform() - 1)),
    );
    const bias = Array.from({ length: units }, () => uniform() - 0.5);
    return layer(weights, bias, activation);
  };
  const domain = box(-1, 1, -1, 1);
  const hidden = [random(2, 16, relu), ...Array.from({ length: 3 }, () => random(16, 16, relu))];
  const complex = complexOf([...hidden, random(16, 1, identity)], domain);
  const { euler, area } = complexStats(complex);
  return [
    check('V − E + F', euler, 1),
    check('areas add up to the domain', area, domainArea(domain), 1e-13),
    check('largest jump of the output across an edge', largestJump(complex), 0, 1e-12),
  ];
}

/**
 * The largest difference between the affine maps of neighbouring cells at the ends of their edge.
 */
function largestJump(complex: Complex): number {
  const { edgeCount, edgeCells, edgeEnds, xy } = complex;
  let largest = 0;
  const valueAt = (cell: number, vertex: number): number =>
    outputAt(complex, cell, 0, xy[2 * vertex], xy[2 * vertex + 1]);
  for (let e = 0; e < edgeCount; e++) {
    const [left, right] = edgeCells.subarray(2 * e, 2 * e + 2);
    if (left < 0 || right < 0) continue;
    for (const vertex of edgeEnds.subarray(2 * e, 2 * e + 2))
      largest = Math.max(largest, Math.abs(valueAt(left, vertex) - valueAt(right, vertex)));
  }
  return largest;
}

function layer(
  rows: readonly (readonly number[])[],
  bias: readonly number[],
  activation: Activation,
): Layer {
  return {
    inputs: rows[0].length,
    units: rows.length,
    weights: Float64Array.from(rows.flat()),
    bias: Float64Array.from(bias),
    activation,
  };
}

function complexOf(layers: readonly Layer[], domain: Domain = box(-1, 1, -1, 1)): Complex {
  const network: Network = { inputs: layers[0].inputs, layers };
  return runToEnd(arrange(network, domain));
}
