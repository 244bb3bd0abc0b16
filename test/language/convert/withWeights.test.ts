import fc from 'fast-check';
import assert from 'node:assert/strict';
import { sameNetwork } from '../../../src/core/network/equality.ts';
import { liftToPlane } from '../../../src/core/network/lift.ts';
import { parametersOf, withParameters } from '../../../src/core/network/parameters.ts';
import { byLayer } from '../../../src/core/progression/byLayer.ts';
import { convertSpec } from '../../../src/language/convert/convertSpec.ts';
import { specWithWeights, specOfFrame } from '../../../src/language/convert/withWeights.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import type { Format } from '../../../src/language/text/format.ts';
import { arbitrarySpec } from '../arbitrarySpec.ts';

function networkOf(text: string, format: Format) {
  const { spec, problems } = parseSpec(text, format);
  assert.ok(spec, problems.map(({ message }) => message).join('\n'));
  return spec.network;
}

const specs = {
  'one input': 'layers: [{ weights: [[2], [3]], bias: [0, 1] }, { weights: [[1, 1]] }] # kept\n',
  'two inputs': 'layers: [{ weights: [[2, 1]], activation: relu }, { weights: [[1]] }] # kept\n',
};

describe('a spec with other weights', () => {
  it('has these weights, in whatever form they were written', () => {
    fc.assert(
      fc.property(arbitrarySpec, fc.boolean(), (value, isYaml) => {
        const json = JSON.stringify(value);
        const format = isYaml ? 'yaml' : 'json';
        const text = isYaml ? (convertSpec(json, 'json') ?? '') : json;
        const own = networkOf(text, format);
        const other = withParameters(
          own,
          parametersOf(own).map((w, i) => (Number.isFinite(w / 3) ? w / 3 + i : 1)),
        );
        const written = specWithWeights(text, format, other);
        assert.ok(written && sameNetwork(networkOf(written, format), other), written);
      }),
    );
  });

  it('keeps everything else, including comments and aliases', () => {
    const text = `# Look here.
x-hidden: &h
  units: 1 # one
  init: { seed: 3 }
  activation: relu
layers:
  - <<: *h
    name: first
  - { weights: [[1]], bias: [2] } # the end
training: { data: points.csv }
`;
    const expected = `# Look here.
x-hidden:
  units: 1 # one
  init: { seed: 3 }
  activation: relu
layers:
  - name: first
    weights: [[1.5, 2]] # one
    bias: [3]
    activation: relu
  # the end
  - weights: [[4]]
    bias: [5]
training: { data: "points.csv" }
`;
    const other = withParameters(networkOf(text, 'yaml'), Float64Array.of(1.5, 2, 3, 4, 5));
    assert.equal(specWithWeights(text, 'yaml', other), expected);
  });

  it('does not exist where the text has errors', () => {
    const network = networkOf('layers: [{ units: 1 }]', 'yaml');
    assert.equal(specWithWeights('layers: []', 'yaml', network), undefined);
  });
});

describe('a frame as a spec', () => {
  for (const [name, text] of Object.entries(specs))
    it(`has the weights of the frame and the comments of the text, with ${name}`, () => {
      const own = networkOf(text, 'yaml');
      const moved = withParameters(
        own,
        parametersOf(own).map((w) => w / 7 + 1),
      );
      const frame = moved.inputs === 1 ? liftToPlane(moved) : moved;
      const written = specOfFrame(text, 'yaml', frame) ?? '';
      assert.ok(sameNetwork(networkOf(written, 'yaml'), moved), written);
      assert.match(written, /# kept/);
    });

  it('does not exist for a network of a different shape', () => {
    const text = specs['two inputs'];
    assert.equal(
      specOfFrame(text, 'yaml', byLayer(networkOf(text, 'yaml')).frame(0).network),
      undefined,
    );
  });
});
