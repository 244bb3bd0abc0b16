import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { MovedNeuron } from '../../../src/core/network/moveFold.ts';
import type { Format } from '../../../src/language/text/format.ts';
import { neuronEdits } from '../../../src/language/services/neuronEdits.ts';
import { applied } from '../../../src/language/text/textEdits.ts';
import { parseSpec } from '../../../src/language/parse.ts';

import { arbitrarySpec } from '../arbitrarySpec.ts';
import { draws } from '../../draws.ts';

/** The text with other numbers for a neuron, or the reason why it cannot be changed. */
function rewritten(
  text: string,
  layer: number,
  neuron: number,
  moved: MovedNeuron,
  format: Format = 'yaml',
): string {
  const { spec } = parseSpec(text, format);
  assert.ok(spec, text);
  const edits = neuronEdits(text, format, spec.source, { layer, neuron }, moved);
  return typeof edits === 'string' ? edits : applied(text, edits);
}

describe('the numbers of a neuron', () => {
  it('are the only ones that change, in any layout', () => {
    const number = fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((x) => x + 0);
    fc.assert(
      fc.property(
        arbitrarySpec,
        fc.nat({ max: 3 }),
        fc.array(fc.nat(), { minLength: 2, maxLength: 2 }),
        number,
        fc.option(fc.array(number, { minLength: 4, maxLength: 4 })),
        (value, layout, [pickLayer, pickNeuron], bias, row) => {
          const [format, text] = (
            [
              ['json', JSON.stringify(value)],
              ['json', JSON.stringify(value, null, 2)],
              ['yaml', stringify(value)],
              ['yaml', stringify(value, { collectionStyle: 'flow' })],
            ] as const
          )[layout];
          const before = parseSpec(text, format).spec;
          assert.ok(before, text);
          const { layers } = before.network;
          const first = before.source.slice ? 1 : 0;
          const layer = first + (pickLayer % (layers.length - first));
          const neuron = pickNeuron % layers[layer].units;
          const { inputs } = layers[layer];
          const moved = { bias, ...(row && { weights: row.slice(0, inputs) }) };
          if (row && inputs > 4) return;
          const after = rewritten(text, layer, neuron, moved, format);
          const { rows, biases } = before.source.layers[layer];
          if (rows.length === 0 && (row || biases.length === 0)) {
            assert.equal(after, 'drawn');
            return;
          }
          const is = parseSpec(after, format).spec;
          assert.ok(is, after);
          layers[layer].bias[neuron] = bias;
          if (row) layers[layer].weights.set(row.slice(0, inputs), neuron * inputs);
          assert.deepEqual(is.network, before.network, after);
        },
      ),
      { numRuns: draws(40) },
    );
  });

  const block = `# why
layers:
  - name: fold   # first
    weights:
      - [1, 0.50]  # east
      -   - 0      # north
          - +1
    bias: [ .5 , -1e-3 ]   # two
    activation: relu
  - weights: [[1, 1]]
`;

  it('are written over the old ones, and nothing else moves', () => {
    assert.equal(rewritten(block, 0, 0, { bias: 0.25 }), block.replace('.5 ,', '0.25 ,'));
    assert.equal(
      rewritten(block, 0, 1, { bias: 2, weights: [0, -3] }),
      block.replace('-1e-3', '2').replace('+1', '-3'),
    );
  });

  it('become a list of biases where there was none', () => {
    assert.equal(
      rewritten(block, 1, 0, { bias: 0.5 }),
      block.replace('[[1, 1]]\n', '[[1, 1]]\n    bias: [0.5]\n'),
    );
    const text = '{ "layers": [{ "weights": [[1, 1], [2, 0]] }] }';
    assert.equal(
      rewritten(text, 0, 1, { bias: -1 }, 'json'),
      text.replace('[2, 0]]', '[2, 0]], "bias": [0, -1]'),
    );
  });

  it('are not written where a seed or an alias generates them', () => {
    const drawn = 'layers:\n  - { units: 2, bias: [1, 2], activation: relu }\n  - units: 1\n';
    assert.equal(rewritten(drawn, 0, 1, { bias: 3 }), drawn.replace('2]', '3]'));
    assert.equal(rewritten(drawn, 0, 1, { bias: 3, weights: [1, 2] }), 'drawn');
    assert.equal(rewritten(drawn, 1, 0, { bias: 3 }), 'drawn');

    const whole = 'layers:\n  - &a { weights: [[1, 0], [0, 1]], bias: [0, 0] }\n  - *a\n';
    assert.equal(rewritten(whole, 0, 0, { bias: 1 }), 'shared');
    assert.equal(rewritten(whole, 1, 0, { bias: 1 }), 'shared');
    const list =
      'layers:\n  - { weights: [[1, 0]], bias: &b [0] }\n  - { weights: [[1]], bias: *b }\n';
    assert.equal(rewritten(list, 1, 0, { bias: 1 }), 'shared');
    const scalar = 'layers:\n  - { weights: [[1, 0], [0, 1]], bias: [&b 0, *b] }\n';
    assert.equal(rewritten(scalar, 0, 0, { bias: 1 }), 'shared');
    assert.equal(rewritten(scalar, 0, 1, { bias: 1 }), 'elsewhere');
    const into = 'layers:\n  - { <<: &m { bias: [0] }, weights: [[1, 0]] }\n';
    assert.equal(rewritten(into, 0, 0, { bias: 1 }), into.replace('[0] }', '[1] }'));
  });
});
