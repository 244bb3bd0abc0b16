import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printable } from '../../src/core/printable.ts';

describe('printable text', () => {
  it('has no control character and no line break', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 2, max: 50 }),
        (text, longest) => {
          const line = printable(text, longest);
          assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
          assert.ok(line.length <= longest);
        },
      ),
    );
  });

  it('shows what was there', () => {
    assert.equal(printable('a\r\nb'), 'a b');
    assert.equal(printable('\u001B[31mred'), '\\u{1b}[31mred');
    assert.equal(printable('plain — text'), 'plain — text');
    assert.equal(printable('abcdef', 4), 'abc…');
  });
});
