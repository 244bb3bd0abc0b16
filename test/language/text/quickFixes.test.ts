import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Format } from '../../../src/language/text/format.ts';
import { applied, editsOf } from '../../../src/language/text/textEdits.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import type { Problem } from '../../../src/language/text/problem.ts';

import { arbitrarySpec, mutate, type Json } from '../arbitrarySpec.ts';
import { draws } from '../../draws.ts';

/** The text after the n-th fix of the only problem with fixes. */
function fixed(format: Format, text: string, n = 0): { title: string; text: string } {
  const [fix] = parseSpec(text, format).problems.flatMap(
    ({ fixes }) => fixes?.slice(n, n + 1) ?? [],
  );
  assert.ok(fix, 'there is a fix');
  return { title: fix.title, text: applied(text, editsOf(fix, text, format)) };
}

function timesOf(problems: readonly Problem[], code: string): number {
  return problems.filter((problem) => problem.code === code).length;
}

describe('quick fixes', () => {
  it('remove their problem, whatever the mistake and the layout', () => {
    const layout = fc.constantFrom<(value: Json) => { text: string; format: Format }>(
      (value) => ({ text: JSON.stringify(value), format: 'json' }),
      (value) => ({ text: JSON.stringify(value, null, 2), format: 'json' }),
      (value) => ({ text: stringify(value), format: 'yaml' }),
      (value) => ({ text: stringify(value, { collectionStyle: 'flow' }), format: 'yaml' }),
    );
    const replacement = fc.constantFrom<Json | undefined>(
      undefined,
      3,
      '7',
      'rellu',
      'he_unifrm',
      'softmax',
      [1],
      [1, 2, 3],
      [],
      { leaky: 1 },
      [2, 1],
    );
    const place = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 5 });
    let fixes = 0;
    const runs = draws(200);
    fc.assert(
      fc.property(arbitrarySpec, place, replacement, layout, (value, choices, by, write) => {
        const { text, format } = write(mutate(value, choices, by) ?? value);
        const { problems } = parseSpec(text, format);
        for (const problem of problems)
          for (const fix of problem.fixes ?? []) {
            const edits = editsOf(fix, text, format);
            assert.ok(edits.length > 0);
            const after = applied(text, edits);
            const left = parseSpec(after, format).problems;
            const details = `${problem.message}\n${fix.title}\n${text}\n→\n${after}`;
            assert.equal(timesOf(left, 'syntax'), 0, details);
            const same = left.filter(({ message }) => message === problem.message);
            assert.ok(same.length < timesOf(problems, problem.code), details);
            fixes++;
          }
      }),
      { numRuns: runs },
    );
    assert.ok(fixes > runs / 6, `${fixes} fixes tried`);
  });

  it('rename a key and keep its quotes', () => {
    const layers = 'layers: [{ weights: [[1, 1]] }]';
    assert.equal(fixed('yaml', `nme: a # why\n${layers}\n`).text, `name: a # why\n${layers}\n`);
    assert.equal(fixed('yaml', `'nme': a\n${layers}\n`).text, `'name': a\n${layers}\n`);
    const json = '{ "nme": "a", "layers": [{ "weights": [[1, 1]] }] }';
    assert.equal(fixed('json', json).text, json.replace('nme', 'name'));
  });

  it('pad and truncate a bias in its own layout', () => {
    const flow = (bias: string) =>
      `layers:\n  - weights: [[1, 1], [1, 1]]\n    bias: ${bias}\n    activation: relu\n  - weights: [[1, 1]]\n`;
    assert.equal(fixed('yaml', flow('[1] # one')).text, flow('[1, 0] # one'));
    assert.equal(fixed('yaml', flow('[]')).text, flow('[0, 0]'));
    assert.equal(fixed('yaml', flow('[1, 2, 3, 4]')).text, flow('[1, 2]'));
    assert.equal(
      fixed('yaml', flow('\n      - 1 # one')).text,
      flow('\n      - 1 # one\n      - 0'),
    );
    assert.equal(
      fixed('yaml', flow('\n      - 1\n      - 2 # two\n      - 3 # three')).text,
      flow('\n      - 1\n      - 2 # two'),
    );
  });

  it('pad every row where all are short, or set the number of inputs', () => {
    const text = (dim: number, rows: string) =>
      `input: { dim: ${dim} }\nlayers: [{ weights: ${rows} }]\n`;
    const before = text(2, '[[1], [2]]');
    assert.deepEqual(fixed('yaml', before), {
      title: 'Transpose the weights of layer 1',
      text: text(2, '[[1, 2]]'),
    });
    assert.deepEqual(fixed('yaml', before, 1), {
      title: 'Pad the rows to 2 weights with zeros',
      text: text(2, '[[1, 0], [2, 0]]'),
    });
    assert.deepEqual(fixed('yaml', before, 2), {
      title: 'Set the number of inputs to 1',
      text: text(1, '[[1], [2]]'),
    });
  });

  it('write the assumed activation below the other keys', () => {
    const text = 'layers:\n  - weights: [[1, 1]] # the fold\n  - weights: [[1]]\n';
    assert.equal(
      fixed('yaml', text).text,
      'layers:\n  - weights: [[1, 1]] # the fold\n    activation: relu\n  - weights: [[1]]\n',
    );
    const json =
      '{\n  "layers": [\n    {\n      "weights": [[1, 1]] // the fold\n    },\n    { "weights": [[1]] }\n  ]\n}';
    assert.equal(
      fixed('json', json).text,
      json.replace('[[1, 1]] //', '[[1, 1]],\n      "activation": "relu" //'),
    );
  });

  it('remove a line with its comment, and the comma before it', () => {
    const yaml = 'layers:\n  - weights: [[1, 1]] # kept\n    units: 2 # gone\n';
    assert.equal(fixed('yaml', yaml).text, 'layers:\n  - weights: [[1, 1]] # kept\n');
    const json = '{ "layers": [{\n  "weights": [[1, 1]], // kept, too\n  "units": 2 // gone\n}] }';
    assert.equal(
      fixed('json', json).text,
      '{ "layers": [{\n  "weights": [[1, 1]] // kept, too\n}] }',
    );
  });

  it('leave the target of an alias unchanged', () => {
    const text = 'x-b: &b [1]\nlayers: [{ weights: [[1, 1], [1, 2]], bias: *b }]\n';
    const [problem] = parseSpec(text, 'yaml').problems;
    assert.equal(problem.code, 'bias-length');
    assert.deepEqual(editsOf(problem.fixes![0], text, 'yaml'), []);
  });
});
