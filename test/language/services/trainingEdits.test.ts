import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { rateEdits } from '../../../src/language/services/trainingEdits.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import type { Format } from '../../../src/language/text/format.ts';
import { applied } from '../../../src/language/text/textEdits.ts';

function rewritten(text: string, rate: number, format: Format = 'yaml'): string {
  const edits = rateEdits(text, format, rate);
  return typeof edits === 'string' ? edits : applied(text, edits);
}

describe('the learning rate of a training', () => {
  const layers = [{ weights: [[1, 2]], bias: [0] }];

  it('is the only thing that changes, in any layout, whether it was written or not', () => {
    const rate = fc.double({ noNaN: true, min: 1e-9, max: 1e3 });
    fc.assert(
      fc.property(rate, fc.boolean(), fc.nat({ max: 3 }), (wanted, isWritten, layout) => {
        const own = { data: 'moons', ...(isWritten && { learning_rate: 0.5 }), epochs: 7 };
        const value = { layers, training: own };
        const [format, text] = (
          [
            ['json', JSON.stringify(value)],
            ['json', JSON.stringify(value, null, 2)],
            ['yaml', stringify(value)],
            ['yaml', stringify(value, { collectionStyle: 'flow' })],
          ] as const
        )[layout];
        const before = parseSpec(text, format).spec;
        const after = parseSpec(rewritten(text, wanted, format), format).spec;
        assert.ok(before?.training && after?.training);
        const plan = { ...before.training.plan, rate: wanted };
        assert.deepEqual(after.training.plan, plan);
        assert.deepEqual(after.network, before.network);
      }),
    );
  });

  it('is written over the old one, behind which a comment stays', () => {
    const text = 'training:\n  learning_rate: 0.10  # usual\n  data: xor\n';
    assert.equal(rewritten(text, 0.03), text.replace('0.10', '0.03'));
    assert.equal(rewritten(text, 0.1), text);
  });

  it('is not written where an alias repeats it, or where it comes from elsewhere', () => {
    assert.equal(rewritten('training: &t { data: xor }\nother: *t\n', 1), 'shared');
    assert.equal(
      rewritten('training: { data: xor, learning_rate: &r 0.1 }\nother: *r\n', 1),
      'shared',
    );
    assert.equal(
      rewritten('rate: &r 0.1\ntraining: { data: xor, learning_rate: *r }\n', 1),
      'elsewhere',
    );
    assert.equal(rewritten('layers: []\n', 1), 'elsewhere');
  });
});
