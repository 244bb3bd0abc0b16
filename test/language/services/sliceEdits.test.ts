import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Format } from '../../../src/language/text/format.ts';
import { sliceEdits, type SliceNumbers } from '../../../src/language/services/sliceEdits.ts';
import { applied } from '../../../src/language/text/textEdits.ts';
import { parseSpec } from '../../../src/language/parse.ts';

/** The text with other numbers for its slice, or the reason why it cannot be changed. */
function rewritten(text: string, numbers: SliceNumbers, format: Format = 'yaml'): string {
  const { spec } = parseSpec(text, format);
  assert.ok(spec, text);
  const edits = sliceEdits(text, format, spec.source, numbers);
  return typeof edits === 'string' ? edits : applied(text, edits);
}

const layers = [{ weights: [[1, 2, 3]], bias: [0], activation: 'relu' }, { weights: [[1]] }];

describe('the numbers of a slice', () => {
  it('are the only ones that change, in any layout', () => {
    const number = fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((x) => x + 0);
    const list = fc.array(number, { minLength: 3, maxLength: 3 });
    const value = { slice: { origin: [0, 0, 0], u: [1, 0, 0], v: [0, 1, 0] }, layers };
    fc.assert(
      fc.property(list, fc.nat({ max: 3 }), (origin, layout) => {
        const [format, text] = (
          [
            ['json', JSON.stringify(value)],
            ['json', JSON.stringify(value, null, 2)],
            ['yaml', stringify(value)],
            ['yaml', stringify(value, { collectionStyle: 'flow' })],
          ] as const
        )[layout];
        const numbers = { origin, u: [1, 0, 0.5], v: [0, 1, 0] };
        const after = parseSpec(rewritten(text, numbers, format), format).spec;
        const before = parseSpec(text, format).spec;
        assert.ok(after && before);
        assert.deepEqual(Array.from(after.network.layers[0].bias), origin);
        assert.deepEqual(Array.from(after.network.layers[0].weights), [1, 0, 0, 1, 0.5, 0]);
        assert.deepEqual(after.network.layers.slice(1), before.network.layers.slice(1));
      }),
    );
  });

  const block = `# where
slice:
  origin: [0.50, 0, +1]  # here
  u: [1, 0, 0]
layers:
  - { weights: [[1, 2, 3]], activation: relu }
  - { weights: [[1]] }
`;

  it('are written over the old ones, and nothing else moves', () => {
    const now = { origin: [0.5, 0.25, 1], u: [1, 0, 0] };
    assert.equal(rewritten(block, now), block.replace(' 0, +1', ' 0.25, +1'));
    assert.equal(rewritten(block, { ...now, origin: [0.5, 0, 1] }), block);
  });

  it('are not written where an alias repeats them or they come from elsewhere', () => {
    const now = { origin: [2, 0, 1], u: [1, 0, 0] };
    const anchored = block.replace('[0.50', '&o [0.50');
    assert.equal(rewritten(anchored, now), 'shared');
    assert.equal(rewritten(block.replace('0.50', '&o 0.50'), now), 'shared');
    const elsewhere = `x-o: &o [0, 0, 1]\n${block.replace('[0.50, 0, +1]', '*o')}`;
    assert.equal(rewritten(elsewhere, now), 'elsewhere');
    assert.equal(rewritten(block, { origin: [1, 2], u: [1, 0, 0] }), 'elsewhere');
  });
});
