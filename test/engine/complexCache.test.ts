import assert from 'node:assert/strict';
import { heNetwork } from '../../bench/family.ts';
import { specText } from '../../bench/specText.ts';
import { box } from '../../src/core/complex/domain.ts';
import type { Complex } from '../../src/core/complex/complex.ts';
import { complexStats } from '../../src/core/complex/stats.ts';
import type { Network } from '../../src/core/network/network.ts';
import { ComplexCache } from '../../src/engine/complexCache.ts';
import { compute } from '../../src/engine/compute.ts';

const never = new AbortController().signal;
const square = box(-1, 1, -1, 1);
const net = heNetwork('2x16');

async function complexOf(network: Network, cache: ComplexCache, maxCells = Infinity) {
  const { picture } = await compute(
    {
      text: specText(network),
      format: 'json',
      version: 1,
      fileName: 'f',
      want: 'picture',
      maxCells,
    },
    { cache },
    never,
    () => undefined,
  );
  assert.ok(picture);
  return picture.complex;
}

/** Replaces some weights or biases of a layer. */
function edit(l: number, key: 'weights' | 'bias', numbers: Readonly<Record<number, number>>) {
  return (network: Network): Network => {
    const layer = network.layers[l];
    const changed = layer[key].slice();
    for (const [i, value] of Object.entries(numbers)) changed[Number(i)] = value;
    return { ...network, layers: network.layers.with(l, { ...layer, [key]: changed }) };
  };
}

/** Counts, lengths, areas and integrals of a complex, rounded to nine digits. */
function measures(complex: Complex): string {
  return JSON.stringify(complexStats(complex), (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(9)) : value,
  );
}

/** The complement that the next edit of the last hidden layer would reuse. */
function complementFor(network: Network, cache: ComplexCache) {
  const next = edit(1, 'bias', { 5: 0.123 })(network);
  return cache.findUpToNeuron(next, square)?.before.complement;
}

describe('an edit of a neuron in the last hidden layer', () => {
  it('gives the same complex as a full computation, edit after edit', async () => {
    const cache = new ComplexCache();
    let network = net;
    await complexOf(network, cache);
    const edits = [
      edit(1, 'bias', { 5: 0.1 }),
      edit(1, 'bias', { 5: 0.15 }),
      edit(1, 'weights', { 81: 0.5 }),
      edit(1, 'weights', { 82: -0.5, 83: 0.25 }),
      edit(1, 'bias', { 5: 9 }),
      edit(1, 'bias', { 5: 0.15 }),
      edit(1, 'bias', { 6: 0.15 }),
      edit(0, 'bias', { 6: 0.15 }),
      edit(1, 'bias', { 5: 0.2 }),
      edit(2, 'weights', { 5: 0.2 }),
      edit(1, 'bias', { 5: 0.3 }),
    ];
    for (const change of edits) {
      network = change(network);
      const found = await complexOf(network, cache);
      assert.equal(measures(found), measures(await complexOf(network, new ComplexCache())));
    }
  });

  it('reuses the complement from the second edit on, computing it once', async () => {
    const cache = new ComplexCache();
    await complexOf(net, cache);
    const first = edit(1, 'bias', { 5: 0.1 })(net);
    await complexOf(first, cache);
    assert.equal(complementFor(first, cache), undefined);
    const second = edit(1, 'bias', { 5: 0.15 })(first);
    await complexOf(second, cache);
    const complement = complementFor(second, cache);
    assert.deepEqual(complement?.edited, { neuron: 5, sources: [] });
    const third = edit(1, 'bias', { 5: 0.2 })(second);
    await complexOf(third, cache);
    assert.equal(complementFor(third, cache), complement);
    const weight = edit(1, 'weights', { 81: 0.5 })(third);
    await complexOf(weight, cache);
    assert.deepEqual(complementFor(weight, cache)?.edited, { neuron: 5, sources: [1] });
  });

  it('stays within the region budget', async () => {
    const cache = new ComplexCache();
    let network = net;
    const { cellCount } = await complexOf(network, cache);
    for (const bias of [0.1, 0.15, 0.2]) {
      network = edit(1, 'bias', { 5: bias })(network);
      const complex = await complexOf(network, cache, cellCount >> 1);
      assert.deepEqual([complex.complete, complex.cellCount], [false, cellCount >> 1]);
    }
  });
});
