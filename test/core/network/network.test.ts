import assert from 'node:assert/strict';
import { liftToPlane } from '../../../src/core/network/lift.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import { layerName } from '../../../src/core/network/network.ts';

const layers = `
layers:
  - { weights: [[1, 2, 3], [1, 0, 1]], bias: [0, 0] }
  - { name: last, weights: [[1, 1]] }
`;

function namesOf(text: string, lift = false): string[] {
  const { spec } = parseSpec(text, 'yaml');
  assert.ok(spec);
  const network = lift ? liftToPlane(spec.network) : spec.network;
  return network.layers.map((_, l) => layerName(network, l));
}

describe('the name of a layer', () => {
  it('is its own, or its number counted from 1', () => {
    assert.deepEqual(namesOf(layers.replace('[1, 2, 3], [1, 0, 1]', '[1, 2], [1, 0]')), [
      'Layer 1',
      'last',
    ]);
  });

  it('does not count a slice before the layers of the user', () => {
    const plane = 'slice: { origin: [0, 0, 0], u: [1, 0, 0], v: [0, 1, 0] }';
    assert.deepEqual(namesOf(plane + layers), ['slice', 'Layer 1', 'last']);
    const line = 'slice: { origin: [0, 0, 0], u: [1, 0, 0] }';
    assert.deepEqual(namesOf(line + layers, true), ['slice', 'Layer 1', 'last']);
  });
});
