import fc from 'fast-check';

/** Text that means something in one of the formats, or nothing in any. */
const tokens = [
  ...Array.from('{}[]()"\',;:|=#%\\/-+.eE0919 \t\r\n\0\u001B\uFEFF'),
  ...['\r\n', '""', '{"', "{'", '[{', '}]', 'null', 'NaN', '-Infinity', '1e999', '1e-400', '-0'],
  ...[
    'step:1 - ',
    "'step': ",
    '"log_history": [',
    'sep=;\n',
    ' 12/120 [',
    'rank 3: ',
    '\u001B[31m',
  ],
  ...['\u202E', '\uD800', '😀', 'é', '0x10', '1_000', '1,5', '50%', '__proto__', 'constructor'],
];

interface Edit {
  readonly kind: 'replace' | 'repeat' | 'flip' | 'cut' | 'splice';
  readonly at: number;
  readonly length: number;
  readonly added: Uint8Array;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('replace', 'replace', 'replace', 'repeat', 'flip', 'flip', 'cut', 'splice'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.constantFrom(0, 0, 1, 2, 8, 40, 400),
  added: fc.oneof(
    fc.constantFrom(...tokens).map((text) => new Uint8Array(Buffer.from(text))),
    fc.uint8Array({ maxLength: 8 }),
  ),
});

/** Files that are like the samples, with a few faults: bytes changed, removed, added or repeated. */
export function damaged(
  samples: readonly Uint8Array[],
  longest = 4000,
): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const heads = samples.map((bytes) => bytes.slice(0, longest));
  return fc
    .record({
      sample: fc.constantFrom(...heads),
      other: fc.constantFrom(...heads),
      edits: fc.array(edit, { minLength: 1, maxLength: 8 }),
    })
    .map(({ sample, other, edits }) =>
      edits.reduce<Uint8Array<ArrayBuffer>>(
        (bytes, one) => withEdit(bytes, one, other),
        sample.slice(),
      ),
    );
}

function withEdit(bytes: Uint8Array, edit: Edit, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const { kind, length, added } = edit;
  const at = Math.floor(edit.at * bytes.length);
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(at + length);
  switch (kind) {
    case 'replace':
      return joined(before, added, after);
    case 'repeat':
      return joined(
        before,
        ...Array.from({ length: 3 }, () => bytes.subarray(at, at + length + 1)),
        after,
      );
    case 'flip': {
      const flipped = bytes.slice();
      if (at < flipped.length) flipped[at] ^= 1 << (length % 8);
      return flipped;
    }
    case 'cut':
      return before.slice();
    case 'splice':
      return joined(before, other.subarray(Math.floor(edit.at * other.length)));
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
