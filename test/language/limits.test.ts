import assert from 'node:assert/strict';
import { maxDepth, maxProblems, maxTextLength } from '../../src/language/text/limits.ts';
import { parseSpec } from '../../src/language/parse.ts';
import type { Format } from '../../src/language/text/format.ts';
import { assertProblems } from './marked.ts';

/** The codes of the errors; a limit that does not work would make mocha time out. */
function codesOf(text: string, format: Format): string[] {
  return parseSpec(text, format)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);
}

describe('the limits of a spec', () => {
  it('reject a long text before parsing it', () => {
    for (const format of ['json', 'yaml'] as const) {
      const text = '['.repeat(maxTextLength[format] + 1);
      const { problems } = parseSpec(text, format);
      assert.deepEqual(
        problems.map(({ code, range }) => [code, range]),
        [['too-long', { start: 0, end: 1 }]],
      );
      assert.match(problems[0].message, /more than the maximum of [\d,]+ characters/);
    }
  });

  it('reject a layer whose weights would not fit, before generating them', () => {
    assertProblems('yaml', 'layers: [{ units: 10000 }, { units: ⟦10000⟧ }]', [
      'too-many-weights',
      'Layer 2 would have 10,000 × 10,000 weights',
    ]);
    assertProblems('yaml', 'layers: [{ units: ⟦4000000⟧ }]', [
      'too-many-weights',
      'use fewer neurons',
    ]);
    assertProblems(
      'yaml',
      'input: { dim: ⟦4000000⟧ }\nlayers: [{ units: ⟦4⟧ }]',
      ['slice-needed', '4000000 inputs'],
      ['too-many-weights', '4 × 4,000,000'],
    );
  });

  it('reject many empty rows of a wide layer, and a very deep network', () => {
    const rows = Array.from({ length: 10_000 }, () => '[]').join();
    const text = `layers: [{ units: 4000, init: {} }, { weights: [${rows}] }]`;
    assert.deepEqual(codesOf(text, 'yaml'), ['too-many-weights']);
    const layers = Array.from({ length: 1001 }, () => '{ "units": 1 }').join();
    assert.deepEqual(codesOf(`{"layers": [${layers}]}`, 'json'), ['too-many-layers']);
  });

  it('reject deep nesting of every kind', () => {
    const deep = 500_000;
    assert.deepEqual(codesOf('['.repeat(deep), 'json'), ['too-deep']);
    assert.deepEqual(codesOf('{"a":'.repeat(deep), 'json'), ['too-deep']);
    assert.deepEqual(codesOf('['.repeat(deep), 'yaml'), ['too-deep']);
    assert.deepEqual(codesOf('{a: '.repeat(deep), 'yaml'), ['too-deep']);
    assert.deepEqual(codesOf('- '.repeat(deep), 'yaml'), ['too-deep']);
    assert.deepEqual(codesOf('? '.repeat(deep), 'yaml'), ['too-deep']);
    const indented = Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
    assert.ok(codesOf(indented, 'yaml').includes('too-deep'));
  });

  it('count depth only in nested brackets, not in strings and comments', () => {
    const half = `name: "${'['.repeat(100)}" # ${'[0, 1) '.repeat(100)}\n`;
    assertProblems('yaml', `${half}note: a ${'[ '.repeat(100)}\nlayers: [{ units: 1 }]`);
    const rest = `"layers": [{"units": 1}], "x-deep": ${'['.repeat(maxDepth - 1)}${']'.repeat(maxDepth - 1)}`;
    assertProblems('json', `{"name": "${'['.repeat(100)}", ${rest}} // ${'['.repeat(100)}`);
  });

  it('reject aliases that multiply', () => {
    const lines = Array.from({ length: 12 }, (_, i) => {
      const item = i === 0 ? '1' : `*a${i - 1}`;
      return `x-${i}: &a${i} [${Array.from({ length: 10 }, () => item).join()}]`;
    });
    assert.deepEqual(codesOf([...lines, 'layers: *a11'].join('\n'), 'yaml'), ['too-many-aliases']);
    const merged = Array.from({ length: 1000 }, (_, i) => `k${i}: 1`).join(', ');
    const maps = Array.from({ length: 2000 }, () => '{ <<: *m }').join(', ');
    const text = `x-m: &m { ${merged} }\nlayers: [${maps}]`;
    assert.deepEqual(codesOf(text, 'yaml'), ['too-many-aliases']);
  });

  it('list a bounded number of problems, and count the rest', () => {
    const row = Array.from({ length: 5000 }, () => 'x').join();
    const { problems } = parseSpec(`layers: [{ weights: [[${row}]] }]`, 'yaml');
    assert.equal(problems.length, maxProblems + 1);
    assert.match(problems[maxProblems].message, /^4,90\d more problems/);
  });
});
