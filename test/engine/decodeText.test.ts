import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from '../../src/engine/decodeText.ts';

describe('decoding a text', () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .filter((one) => !/[\0\uFEFF]/.test(one));

  it('gives back what was encoded, with or without a byte order mark', () => {
    fc.assert(
      fc.property(text, (written) => {
        const utf16 = Buffer.from(`\uFEFF${written}`, 'utf16le');
        for (const bytes of [
          Buffer.from(written),
          Buffer.from(`\uFEFF${written}`),
          utf16,
          Buffer.from(utf16).swap16(),
        ])
          assert.deepEqual(decodeText(bytes), { kind: 'text', text: written });
      }),
    );
  });

  it('ends at the first byte that is not UTF-8, and names it', () => {
    const wrong = fc.constantFrom([0xff], [0xf6, 0x20], [0xc3], [0xe2, 0x82], [0xed, 0xa0, 0x80]);
    fc.assert(
      fc.property(text, wrong, text, (before, bytes, after) => {
        fc.pre(before !== '' && !/^[\x80-\xff]/.test(Buffer.from(after).toString('latin1')));
        const all = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
        const found = decodeText(all);
        assert.ok(found.kind === 'failure');
        assert.equal(found.before, before);
        assert.ok(found.message.includes(`0x${bytes[0].toString(16).toUpperCase()} `));
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const found = decodeText(bytes);
        assert.ok(found.kind === 'text' || found.before.length <= bytes.length);
      }),
    );
  });
});
