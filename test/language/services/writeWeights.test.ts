import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';

import type { Format } from '../../../src/language/text/format.ts';
import { applied } from '../../../src/language/text/textEdits.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import { writeOut } from '../../../src/language/services/writeWeights.ts';
import { draws } from '../../draws.ts';

function written(text: string, format: Format, layer: number): string {
  const edits = writeOut(text, format, layer);
  assert.ok(edits.length > 0, text);
  return applied(text, edits);
}

describe('generated weights written out', () => {
  it('give the same network, in any layout', () => {
    const choices = fc.record({
      units: fc.integer({ min: 1, max: 12 }),
      bias: fc.constantFrom(undefined, 'zeros', 'uniform'),
      order: fc.boolean(),
      layout: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(choices, ({ units, bias, order, layout }) => {
        const init = { scheme: 'he_normal', seed: 3, ...(bias !== undefined && { bias }) };
        const hidden = order
          ? { units, init, activation: 'relu' }
          : { init, activation: 'abs', units };
        const value = { layers: [hidden, { units: 1 }] };
        const [format, text] = [
          ['json', JSON.stringify(value)],
          ['json', JSON.stringify(value, null, 2)],
          ['yaml', stringify(value)],
          ['yaml', stringify(value, { collectionStyle: 'flow' })],
        ][layout] as [Format, string];
        const after = written(written(text, format, 0), format, 1);
        const [was, is] = [text, after].map((one) => parseSpec(one, format));
        assert.deepEqual(is.problems, [], after);
        assert.deepEqual(is.spec?.network, was.spec?.network, after);
        assert.deepEqual(writeOut(after, format, 0), []);
      }),
      { numRuns: draws(60) },
    );
  });

  it('leave the rest of the file unchanged', () => {
    const text = `# why
layers:
  - name: fold # first
    units: 1 # one
    init: { scheme: uniform, bias: zeros }
    activation: relu # bends
  - weights: [[1]]
`;
    const weights = parseSpec(text, 'yaml').spec?.network.layers[0].weights ?? [];
    assert.equal(
      written(text, 'yaml', 0),
      text
        .replace('units: 1', `weights: [[${weights.join(', ')}]]`)
        .replace('    init: { scheme: uniform, bias: zeros }\n', ''),
    );
  });

  it('are not written where the keys come from elsewhere', () => {
    const text =
      'x-l: &l { units: 2, init: { seed: 3 } }\nlayers:\n  - <<: *l\n    activation: relu\n  - units: 1\n';
    assert.deepEqual(writeOut(text, 'yaml', 0), []);
  });
});
