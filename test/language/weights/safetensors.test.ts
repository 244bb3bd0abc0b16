import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maxWeightFile, maxWeightHeader } from '../../../src/language/text/limits.ts';
import { readSafetensors } from '../../../src/language/weights/safetensors.ts';
import { bits16, f32, f64, safetensorsFile, withHeader } from './safetensorsFile.ts';
import { draws } from '../../draws.ts';

function valuesOf(bytes: Uint8Array): Record<string, unknown> {
  const tensors = readSafetensors(bytes);
  assert.ok(!('message' in tensors), JSON.stringify(tensors));
  return Object.fromEntries(
    tensors.map(({ name, values }) => {
      const found = values();
      return [name, typeof found === 'string' ? found : [...found]];
    }),
  );
}

function errorOf(bytes: Uint8Array): string {
  const fault = readSafetensors(bytes);
  assert.ok('message' in fault, 'no fault was found');
  return `${fault.where}: ${fault.message}`;
}

describe('a safetensors file', () => {
  it('preserves every double and every single', () => {
    const double = fc.double();
    const single = fc.float();
    fc.assert(
      fc.property(fc.array(double), fc.array(single), (doubles, singles) => {
        const file = safetensorsFile({
          a: f64([doubles.length], doubles),
          ü: f32([singles.length, 1], singles),
        });
        assert.deepEqual(valuesOf(file), { a: doubles, ü: singles });
      }),
    );
  });

  it('gives halves and bfloat16 their exact values', () => {
    // 1, −2, the least subnormal, the largest, −0, and infinity, of IEEE 754-2019, table 3.5.
    const halves = bits16('F16', [6], [0x3c00, 0xc000, 0x0001, 0x7bff, 0x8000, 0x7c00]);
    const brains = bits16('BF16', [3], [0x3f80, 0xc040, 0x3eab]);
    const file = safetensorsFile({ halves, brains });
    assert.deepEqual(valuesOf(file), {
      halves: [1, -2, 2 ** -24, 65504, -0, Infinity],
      brains: [1, -3, 0.333984375],
    });
  });

  it('rejects integers as weights, and ignores metadata', () => {
    const header = `{"__metadata__":{"format":"pt"},"n":{"dtype":"I8","shape":[2],"data_offsets":[0,2]}}`;
    const file = withHeader(header, Uint8Array.of(1, 2));
    assert.deepEqual(valuesOf(file), {
      n: 'has type I8, which is not supported; expected F64, F32, F16 or BF16',
    });
  });

  it('reports problems with their location', () => {
    const one = (fields: string, data = 8): string =>
      errorOf(withHeader(`{"w":{${fields}}}`, new Uint8Array(data)));
    const dtype = '"dtype":"F32"';
    assert.match(errorOf(Uint8Array.of(1, 2)), /^byte 0: The file ends before/);
    assert.match(errorOf(withHeader('{}').fill(255, 0, 8)), /18446744073709551615 bytes/);
    assert.match(errorOf(withHeader('{}').fill(9, 0, 1)), /is 9 bytes/);
    assert.match(errorOf(withHeader('\u{feff}{}')), /^byte 8: The header must begin/);
    assert.match(errorOf(withHeader('{"ü": 1, "w"}')), /^byte 21: /);
    assert.match(errorOf(withHeader('{"w":1,"w":2}')), /^byte 15: Duplicate key "w"/);
    assert.match(errorOf(withHeader(`{"w":${'['.repeat(1e5)}`)), /^byte \d+: /);
    assert.match(
      one('"dtype":"constructor","shape":[2],"data_offsets":[0,8]'),
      /unknown type constructor/,
    );
    assert.match(one(`${dtype},"shape":[-2],"data_offsets":[0,8]`), /^byte 9: w needs "shape"/);
    assert.match(one(`${dtype},"shape":[2.5],"data_offsets":[0,8]`), /needs "shape"/);
    assert.match(one(`${dtype},"shape":[2],"data_offsets":[0]`), /needs "data_offsets"/);
    assert.match(one(`${dtype},"shape":[4],"data_offsets":[0,16]`), /outside the 8 bytes/);
    assert.match(
      one(`${dtype},"shape":[3],"data_offsets":[0,8]`),
      /8 bytes of data, .* shape \[3\]/,
    );
    assert.match(
      one(`${dtype},"shape":[9007199254740991,9007199254740991],"data_offsets":[0,8]`),
      /has 8 bytes of data, which does not match/,
    );
    assert.match(one(`${dtype},"shape":[1],"data_offsets":[4,8]`), /leaves a gap after byte 0/);
    assert.match(one(`${dtype},"shape":[1],"data_offsets":[0,4]`), /cover 4 of 8 bytes/);
    const twice = `{"a":{${dtype},"shape":[2],"data_offsets":[0,8]},"b":{${dtype},"shape":[2],"data_offsets":[0,8]}}`;
    assert.match(errorOf(withHeader(twice, new Uint8Array(8))), /b overlaps/);
    const other = (start: string): string =>
      errorOf(Uint8Array.from(start.padEnd(64, '\0'), (c) => c.charCodeAt(0)));
    assert.match(
      other('PK\x03\x04\x14'),
      /^byte 0: The file is a ZIP archive, such as torch\.save/,
    );
    assert.match(other('GGUF\x03\0\0\0'), /is a GGUF file, not safetensors/);
    assert.match(other('\x89HDF\r\n\x1a\n'), /is an HDF5 file/);
    assert.match(other('<!DOCTYPE html>'), /is a web page/);
    // The length of a header can look like the beginning of a pickle.
    assert.match(errorOf(withHeader(' '.repeat(0x280))), /must begin with \{/);
    assert.match(errorOf(new Uint8Array(maxWeightFile + 1)), /maximum of 64\.0 MB/);
    const long = withHeader(' '.repeat(maxWeightHeader + 1));
    assert.match(errorOf(long), /longer than the maximum/);
  });

  it('gives tensors or an error for any bytes', () => {
    const good = safetensorsFile({ '0.weight': f32([1, 2], [1, 2]), '0.bias': f32([1], [3]) });
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.nat(good.length), (changes, length) => {
        const bytes = good.slice(0, length);
        for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
        const found = readSafetensors(bytes);
        if (!('message' in found)) for (const { values } of found) values();
      }),
      { numRuns: draws(500) },
    );
  });
});
