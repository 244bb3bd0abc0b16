import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applied, inverse, type TextEdit } from '../../../src/language/text/textEdits.ts';

/** A text and non-adjacent edits of it, in any order. */
const edited = fc
  .tuple(
    fc.array(
      fc.record({
        kept: fc.string({ minLength: 1 }),
        old: fc.string({ minLength: 1 }),
        by: fc.string(),
      }),
    ),
    fc.string(),
  )
  .map(([parts, end]) => {
    let text = '';
    const edits: TextEdit[] = parts.map(({ kept, old, by }) => {
      const start = text.length + kept.length;
      text += kept + old;
      return { range: { start, end: text.length }, text: by };
    });
    return { text: text + end, edits: edits.toReversed() };
  });

describe('text edits', () => {
  it('are undone by their inverse, and redone by the inverse of that', () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        const after = applied(text, edits);
        const back = inverse(text, edits);
        assert.equal(applied(after, back), text);
        assert.equal(applied(text, inverse(after, back)), after);
      }),
    );
  });
});
