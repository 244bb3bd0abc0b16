import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseSpec } from '../../../src/language/parse.ts';
import type { Format } from '../../../src/language/text/format.ts';
import { applied, editsOf } from '../../../src/language/text/textEdits.ts';
import { draws } from '../../draws.ts';
import { assertProblems } from '../marked.ts';

const number = fc.oneof(fc.integer({ min: -99, max: 99 }), fc.constantFrom(-0.5, 1.25e-7, -3e12));
const row = fc.tuple(number, number);

/** A network without names, so that every character is a part of the syntax or of a number. */
const network = fc.record({
  layers: fc.tuple(
    fc.record({ weights: fc.tuple(row, row), bias: row }),
    fc.record({ weights: fc.tuple(row) }),
  ),
});

const layout = fc.constantFrom<(value: unknown) => { text: string; format: Format }>(
  (value) => ({ text: JSON.stringify(value), format: 'json' }),
  (value) => ({ text: JSON.stringify(value, null, 2), format: 'json' }),
  (value) => ({ text: stringify(value), format: 'yaml' }),
  (value) => ({ text: stringify(value, { collectionStyle: 'flow' }), format: 'yaml' }),
);

/** What is typed or pasted in the place of what. */
const spellings: readonly (readonly [what: RegExp, by: string])[] = [
  [/ /g, '\u00a0'],
  [/ /g, '\u3000'],
  [/ /g, '\u202f'],
  [/-(?=[\d.])/g, '\u2212'],
  [/-(?=[\d.])/g, '\u2013'],
  [/-(?=[\d.])/g, '\u2014'],
  [/1/g, '\uff11'],
  [/9/g, '\uff19'],
  [/(?=\d)/g, '\u200b'],
  [/(?=\d)/g, '\u2060'],
  [/,/g, '\uff0c'],
];

/** The text with some of the matches replaced: those whose turn it is in `chosen`. */
function replaced(text: string, what: RegExp, by: string, chosen: readonly boolean[]): string {
  let turn = 0;
  return text.replace(what, (found) => (chosen[turn++ % chosen.length] ? by : found));
}

/** The text after the last fix of the first problem, again and again. */
function fixed(text: string, format: Format): string {
  let now = text;
  for (let i = 0; i < 50; i++) {
    const [problem] = parseSpec(now, format).problems.filter(
      ({ severity }) => severity === 'error',
    );
    const fix = problem?.fixes?.at(-1);
    if (!fix) return now;
    now = applied(now, editsOf(fix, now, format));
  }
  return now;
}

describe('characters that look like others', () => {
  it('are named, and replaced by the fix as they were', () => {
    fc.assert(
      fc.property(
        network,
        layout,
        fc.constantFrom(...spellings),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
        (value, write, [what, by], chosen) => {
          const { text, format } = write(value);
          const odd = replaced(text, what, by, chosen);
          fc.pre(odd !== text);
          const [first] = parseSpec(odd, format).problems.filter(
            ({ severity }) => severity === 'error',
          );
          const point = `U+${by.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
          assert.ok(first?.message.includes(point), `${first?.message}\n${odd}`);
          assert.equal(fixed(odd, format), text, odd);
        },
      ),
      { numRuns: draws(200) },
    );
  });

  it('can be parts of a text', () => {
    const text =
      'name: R\u00e9seau \u2013 \u7f51\u7edc\ninput: { names: ["a\u00a0b", c\u00a0d] }\nlayers: [{ weights: [[1, 1]] }]\n';
    assertProblems('yaml', text);
  });
});

describe('tabs', () => {
  it('in the indentation become spaces that mean the same', () => {
    fc.assert(
      fc.property(network, fc.boolean(), (value, isFlow) => {
        const text = stringify(value, {
          indentSeq: false,
          ...(isFlow && { collectionStyle: 'flow' }),
        });
        const tabbed = text.replace(/^ +/gm, (indent) => '\t'.repeat(indent.length / 2));
        fc.pre(tabbed !== text);
        const after = fixed(tabbed, 'yaml');
        const [a, b] = [text, after].map((one) => parseSpec(one, 'yaml').spec?.network);
        assert.deepEqual(b, a, after);
      }),
      { numRuns: draws(50) },
    );
  });
});

describe('explicit tags', () => {
  const layer = (weights: string): string => `layers: [{ weights: [[${weights}]] }]`;

  it('have the meaning of the core schema and of PyYAML', () => {
    assertProblems('yaml', layer('!!float 1, !!int "2"'));
    assertProblems('yaml', layer('!!python/float 1, !<tag:yaml.org,2002:int> 2'));
    assertProblems('yaml', 'name: !!str 1\nlayers: !!seq [!!map { weights: [[1, 1]] }]');
  });

  it('that have none, or another, are errors at the tag', () => {
    assertProblems('yaml', layer('⟦!x⟧ 1, 1'), ['tag', 'The tag !x has no meaning in a spec']);
    assertProblems('yaml', layer('⟦!!int⟧ 1.5, 1'), [
      'tag',
      '!!int is for an integer, found "1.5"',
    ]);
    assertProblems('yaml', layer('⟦!!float⟧ [1], 1'), ['tag', 'is for a number, found a list']);
    assertProblems('yaml', layer('⟦!!float⟧ x, 1'), ['tag', 'is for a number, found "x"']);
    assertProblems('yaml', layer('⟦!e!x⟧ 1, 1'), ['tag', 'no meaning']);
    assertProblems('yaml', layer('!!str ⟦1⟧, 1'), ['wrong-kind', 'remove the tag !!str']);
    assertProblems('yaml', layer('⟦!!python/object:a.b⟧ {}, 1'), ['tag', 'PyYAML']);
  });
});

describe('numbers', () => {
  const layer = (weight: string): string => `{"layers": [{"weights": [[${weight}, 1]]}]}`;

  it('that a double does not have are warnings or errors', () => {
    for (const format of ['json', 'yaml'] as const) {
      assertProblems(format, layer('⟦1e-400⟧'), ['inexact-number', '1e-400, but becomes 0']);
      assertProblems(format, layer('⟦-0.000e1⟧').replaceAll(/[⟦⟧]/g, ''));
      assertProblems(format, layer('⟦9007199254740993⟧'), ['inexact-number', '9007199254740992']);
      assertProblems(format, layer('9007199254740992'));
      assertProblems(format, layer('⟦-1e400⟧'), ['not-finite', '-1e400 exceeds']);
      fc.assert(
        fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
          assertProblems(format, layer(JSON.stringify(value)));
        }),
      );
    }
  });

  it('as Python prints them are explained', () => {
    for (const [text, meant] of [
      ['np.float64(0.5)', '0.5'],
      ['tensor(-1., device=cuda)', '-1'],
    ])
      assertProblems('yaml', `layers: [{ weights: [[⟦"${text}"⟧, 1]] }]`, [
        'wrong-kind',
        `write ${meant}`,
      ]);
  });

  it('with a decimal comma are recognised by the length of the list', () => {
    const said = (text: string): readonly [string, string] => ['decimal-comma', `${text} in `];
    assertProblems('yaml', 'layers: [{ weights: [[⟦0,5⟧, 1], [1, -1]] }]', said('0,5'));
    assertProblems(
      'yaml',
      'layers: [{ weights: [[1, 1], [1, 1]], bias: [-1, ⟦-0,05⟧] }]',
      said('-0,05'),
    );
    assertProblems(
      'yaml',
      'input: { domain: [[⟦-1,5⟧, 2], [0, 1]] }\nlayers: [{ weights: [[1, 1]] }]',
      said('-1,5'),
    );
    const every = 'layers: [{ weights: [[⟦0,5⟧, 1,25], [1,0, -1,5]] }, { weights: [[1, 1]] }]';
    assertProblems('yaml', every, said('0,5'));
    // Compact lists have no blanks at all.
    assertProblems('yaml', 'layers: [{ weights: [[1,1],[1,⟦"1,5"⟧]] }]', [
      'wrong-kind',
      'write 1.5',
    ]);
    assertProblems('yaml', 'layers: [{ weights: [[1,1],⟦[1,1,5]⟧] }]', ['row-length', '']);
    assertProblems('yaml', 'layers: [{ weights: [[1, ⟦"1,000"⟧]] }]', [
      'wrong-kind',
      'write 1000 or 1',
    ]);
  });
});

describe('transposed weights', () => {
  it('are recognised in all layers, and transposed back with their numbers as written', () => {
    const size = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.tuple(size, size, size), layout, ([a, b, c], write) => {
        fc.pre(a !== b && b !== c);
        const matrix = (rows: number, columns: number): number[][] =>
          Array.from({ length: rows }, (_, i) =>
            Array.from({ length: columns }, (_, j) => (i + 1) / (j + 2)),
          );
        const bias = (n: number): number[] => Array.from({ length: n }, () => 0.5);
        const flip = (m: number[][]): number[][] => m[0].map((_, j) => m.map((one) => one[j]));
        const inputs = { dim: a };
        const layers = [matrix(b, a), matrix(c, b)];
        const spec = (all: number[][][]): unknown => ({
          input: inputs,
          layers: all.map((weights, i) => ({ weights, bias: bias([b, c][i]) })),
        });
        const { text, format } = write(spec(layers.map(flip)));
        const [problem] = parseSpec(text, format).problems;
        assert.equal(problem.code, 'transposed', text);
        const after = applied(text, editsOf(problem.fixes![0], text, format));
        const right = parseSpec(write(spec(layers)).text, format);
        const found = parseSpec(after, format);
        assert.deepEqual(found.spec?.network, right.spec?.network, after);
        assert.equal(found.problems.length, right.problems.length, after);
      }),
      { numRuns: draws(50) },
    );
  });

  it('are not suspected where one length is wrong by chance', () => {
    assertProblems('yaml', 'layers: [{ weights: [[1, 1]], bias: [1, ⟦2⟧] }]', ['bias-length', '']);
  });
});
