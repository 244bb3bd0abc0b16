#!/usr/bin/env node
// Trains the network of examples/trained-ripple.fold.yaml and writes that file: `node scripts/train-example.mjs`.
// Nothing is left to chance: the weights start from a seed of the spec language, the data are a grid, and only
// +, −, ×, / and √ are used, so that every machine writes the same file.
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const file = 'examples/trained-ripple.fold.yaml';
const widths = [16, 16, 16, 1];
const seed = 3;
const steps = 3000;
const firstRate = 0.01;

/** A drop in a bowl: a peak in the middle, a trough around it, a rim that rises to the corners. */
function ripple(/** @type {number} */ x, /** @type {number} */ y) {
  const r2 = x * x + y * y;
  const widening = (1 + r2 / 2) * (1 + r2 / 2);
  return (1 - 8 * r2 + 8 * r2 * r2) / (widening * widening);
}

/** @typedef {{ inputs: number, units: number, weights: Float64Array, bias: Float64Array }} Layer */

/** The network of a spec with drawn weights, from the project's own decoder. */
async function untrained() {
  const { outputFiles } = await build({
    entryPoints: ['src/language/parse.ts'],
    bundle: true,
    format: 'esm',
    mainFields: ['module', 'main'],
    write: false,
  });
  const bundle = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
  /** @type {typeof import('../src/language/parse.ts')} */
  const { parseSpec } = await import(bundle);
  const layers = widths.map((units) => ({ units, init: { scheme: 'he_uniform', seed } }));
  const { spec } = parseSpec(JSON.stringify({ layers }), 'json');
  if (!spec) throw new Error('The untrained spec has problems.');
  return spec.network.layers.map(({ inputs, units, weights, bias }) => ({
    inputs,
    units,
    weights,
    bias,
  }));
}

/** Inputs and targets on a grid over [−1, 1]². */
function gridOf(/** @type {number} */ n) {
  const points = [];
  for (let i = 0; i <= n; i++)
    for (let j = 0; j <= n; j++) {
      const x = (2 * i) / n - 1;
      const y = (2 * j) / n - 1;
      points.push({ input: [x, y], target: ripple(x, y) });
    }
  return points;
}

/**
 * Half the squared error at one point, whose gradient is added to `gradients`.
 * @param {readonly Layer[]} layers
 * @param {readonly Layer[]} gradients
 * @param {{ input: number[], target: number }} point
 */
function backpropagate(layers, gradients, { input, target }) {
  /** @type {(readonly number[])[]} */
  const values = [input];
  for (const [l, layer] of layers.entries()) {
    const below = values[l];
    values.push(
      Array.from(layer.bias, (bias, i) => {
        let z = bias;
        for (let j = 0; j < layer.inputs; j++) z += layer.weights[i * layer.inputs + j] * below[j];
        return l === layers.length - 1 || z > 0 ? z : 0;
      }),
    );
  }
  const error = values[layers.length][0] - target;
  let delta = [error];
  for (let l = layers.length - 1; l >= 0; l--) {
    const { inputs, weights } = layers[l];
    const below = values[l];
    const next = Array.from({ length: inputs }, () => 0);
    for (const [i, d] of delta.entries()) {
      if (d === 0) continue;
      gradients[l].bias[i] += d;
      for (let j = 0; j < inputs; j++) {
        gradients[l].weights[i * inputs + j] += d * below[j];
        if (below[j] > 0) next[j] += d * weights[i * inputs + j];
      }
    }
    delta = next;
  }
  return (error * error) / 2;
}

/** Adam (Kingma & Ba 2015) on all points at once, with a rate that falls to zero. */
function train(/** @type {Layer[]} */ layers, /** @type {ReturnType<typeof gridOf>} */ points) {
  const arrays = layers.flatMap(({ weights, bias }) => [weights, bias]);
  const first = arrays.map((array) => new Float64Array(array.length));
  const second = arrays.map((array) => new Float64Array(array.length));
  const [beta1, beta2] = [0.9, 0.999];
  let [power1, power2] = [1, 1];
  for (let step = 0; step < steps; step++) {
    const gradients = layers.map((layer) => ({
      ...layer,
      weights: new Float64Array(layer.weights.length),
      bias: new Float64Array(layer.bias.length),
    }));
    let loss = 0;
    for (const point of points) loss += backpropagate(layers, gradients, point) / points.length;
    if (step % 500 === 0) console.log(`step ${step}: loss ${loss.toExponential(2)}`);
    power1 *= beta1;
    power2 *= beta2;
    const rate = firstRate * (1 - step / steps);
    for (const [a, gradient] of gradients.flatMap(({ weights, bias }) => [weights, bias]).entries())
      for (let i = 0; i < gradient.length; i++) {
        const g = gradient[i] / points.length;
        first[a][i] = beta1 * first[a][i] + (1 - beta1) * g;
        second[a][i] = beta2 * second[a][i] + (1 - beta2) * g * g;
        const size = Math.sqrt(second[a][i] / (1 - power2)) + 1e-8;
        arrays[a][i] -= (rate * first[a][i]) / (1 - power1) / size;
      }
  }
}

const layers = await untrained();
train(layers, gridOf(20));

const digits = (/** @type {number} */ x) => String(Number(x.toFixed(4)));
const list = (/** @type {Iterable<number>} */ numbers) =>
  `[${Array.from(numbers, digits).join(', ')}]`;
const written = layers.map(({ inputs, units, weights, bias }, l) => {
  const rows = Array.from({ length: units }, (_, i) => weights.slice(i * inputs, (i + 1) * inputs));
  return [
    `  - name: ${l < layers.length - 1 ? `hidden ${l + 1}` : 'sum'}`,
    '    weights:',
    ...rows.map((row) => `      - ${list(row)}`),
    `    bias: ${list(bias)}`,
    `    activation: ${l < layers.length - 1 ? 'relu' : 'identity'}`,
  ].join('\n');
});

const head = `# A trained network: a drop falls into a bowl, in flat facets.
#
# Three layers of 16 neurons learned (1 - 8r² + 8r⁴) / (1 + r²/2)⁴, with r the distance from the centre.
# Nothing in the network is round, but in the top view the folds of the later layers close into rings
# around the peak and the trough, with many small facets where the surface curves and few where it does
# not. Colour by the layer of the last fold to see which layer does what.
#
# Written by scripts/train-example.mjs, which reproduces the file on any machine.
name: Ripple, trained
input:
  names: [x, y]
  domain: [[-1, 1], [-1, 1]]
layers:
`;
const tail = 'output:\n  names: [height]\n';
writeFileSync(file, `${head}${written.join('\n')}\n${tail}`);
console.log(`wrote ${file}`);
