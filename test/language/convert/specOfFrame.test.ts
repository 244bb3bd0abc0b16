import assert from 'node:assert/strict';
import { sameNetwork } from '../../../src/core/network/equality.ts';
import { liftToPlane } from '../../../src/core/network/lift.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { parametersOf, withParameters } from '../../../src/core/network/parameters.ts';
import { byLayer } from '../../../src/core/progression/byLayer.ts';
import { specOfFrame } from '../../../src/language/convert/specOfFrame.ts';
import { parseSpec } from '../../../src/language/parse.ts';

const specs = {
  'one input': 'layers: [{ weights: [[2], [3]], bias: [0, 1] }, { weights: [[1, 1]] }] # kept\n',
  'two inputs': 'layers: [{ weights: [[2, 1]], activation: relu }, { weights: [[1]] }] # kept\n',
};

function networkOf(text: string): Network {
  const { spec } = parseSpec(text, 'yaml');
  assert.ok(spec);
  return spec.network;
}

describe('a moment as a spec', () => {
  for (const [name, text] of Object.entries(specs))
    it(`has the weights of the moment and the comments of the text, with ${name}`, () => {
      const own = networkOf(text);
      const moved = withParameters(
        own,
        parametersOf(own).map((w) => w / 7 + 1),
      );
      const frame = moved.inputs === 1 ? liftToPlane(moved) : moved;
      const written = specOfFrame(text, 'yaml', frame) ?? '';
      assert.ok(sameNetwork(networkOf(written), moved), written);
      assert.match(written, /# kept/);
    });

  it('is none of another shape', () => {
    const text = specs['two inputs'];
    assert.equal(specOfFrame(text, 'yaml', byLayer(networkOf(text)).frame(0).network), undefined);
  });
});
