import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { globSync } from '../../../scripts/glob.mjs';
import { convertSpec } from '../../../src/language/convert/convertSpec.ts';
import { type Format, formatOf } from '../../../src/language/text/format.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import { arbitrarySpec } from '../arbitrarySpec.ts';
import { draws } from '../../draws.ts';

const other = { json: 'yaml', yaml: 'json' } as const;

/** The content of a spec, without source positions. */
function meaning(text: string, format: Format): unknown {
  const { spec, problems } = parseSpec(text, format);
  assert.ok(spec, `${problems.map(({ message }) => message).join('\n')}\n${text}`);
  return { ...spec, source: undefined };
}

function converted(text: string, format: Format): string {
  const result = convertSpec(text, format);
  assert.ok(result !== undefined, text);
  assert.deepEqual(meaning(result, other[format]), meaning(text, format), result);
  return result;
}

describe('the conversion of a spec', () => {
  it('keeps its meaning, there and back', () => {
    fc.assert(
      fc.property(arbitrarySpec, fc.boolean(), (value, flow) => {
        converted(converted(JSON.stringify(value), 'json'), 'yaml');
        const yaml = flow ? stringify(value, { collectionStyle: 'flow' }) : stringify(value);
        converted(converted(yaml, 'yaml'), 'json');
      }),
      { numRuns: draws(20) },
    );
  });

  it('keeps the comments, wherever they are', () => {
    const yaml = `# c1
# c2

name: a # c3

# c4
layers: # c5
  # c6
  - weights: # c7
      - [1, 1] # c8
      # c9
      - [1, 2]
    # c10
    bias: [0, 1] # c11
    activation: relu
  # c12
  - weights: [[1, 1]] # c13
    # c14
# c15
`;
    const json = converted(yaml, 'yaml');
    const back = converted(json, 'json');
    for (let i = 1; i <= 15; i++) {
      assert.match(json, new RegExp(`// c${i}\\b`));
      assert.match(back, new RegExp(`# c${i}\\b`));
    }
    assert.match(json, /"bias": \[0, 1\], \/\/ c11\n/);
    assert.match(json, /^\/\/ c1\n\/\/ c2\n/);
    assert.match(back, /bias: \[0, 1\] # c11\n/);
  });

  it('keeps the comments of JSON', () => {
    const json = `// c1
{
  /* c2
   * c3 */
  "layers": [ // c4
    {
      "weights": [[1, 1]], // c5
      "activation": "relu" // c6
    }, /* c7 */
    { "weights": [[1 /* c8 */]] } // c9
    // c10
  ]
  // c11
}
// c12
`;
    const yaml = converted(json, 'json');
    for (let i = 1; i <= 12; i++) assert.match(yaml, new RegExp(`# .*c${i}\\b`), yaml);
  });

  it('expands aliases and merge keys', () => {
    const yaml = `x-base: &base { init: { seed: 7 }, activation: relu }
layers:
  - { units: 3, <<: *base }
  - &last { units: 1 }
`;
    assert.doesNotMatch(converted(yaml, 'yaml'), /[*&]|<</);
  });

  it('keeps the digits of numbers', () => {
    const json =
      '{ "layers": [{ "weights": [[1.50, -0.0, 1e-3, 12345678901234567890]] }, { "units": 1 }], "slice": { "origin": [0, 0, 0, 0], "u": [1, 0, 0, 0], "v": [0, 1, 0, 0] } }';
    assert.match(converted(json, 'json'), /\[1\.50, -0\.0, 1e-3, 12345678901234567890\]/);
  });

  it('rejects a text with errors', () => {
    assert.equal(convertSpec('layers: [', 'yaml'), undefined);
    assert.equal(convertSpec('{ "layers": [] }', 'json'), undefined);
  });

  it('handles every example', () => {
    const files = globSync('examples', /\.fold\.(json|ya?ml)$/);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      const format = formatOf(file) ?? 'json';
      const once = converted(text, format);
      const again = converted(once, other[format]);
      assert.equal(converted(again, format), once, file);
    }
    assert.ok(files.length > 0);
  });
});
