import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseEntropySpec } from '../../src/language/entropy/parse.ts';
import { parseSpec } from '../../src/language/parse.ts';
import { formatOf, isEntropySpecName, isSpecName } from '../../src/language/text/format.ts';
import type { Problem } from '../../src/language/text/problem.ts';
import { draws } from '../draws.ts';
import { assertProblems } from './marked.ts';

interface Example {
  readonly file: string;
  readonly text: string;
  readonly problemsOf: (text: string) => readonly Problem[];
}

const examples = readdirSync('examples')
  .filter((file) => isSpecName(file) || isEntropySpecName(file))
  .map((file): Example => {
    const format = formatOf(file) ?? 'yaml';
    const parse = isEntropySpecName(file) ? parseEntropySpec : parseSpec;
    return {
      file,
      text: readFileSync(`examples/${file}`, 'utf8'),
      problemsOf: (text) => parse(text, format).problems,
    };
  });

const character = fc.constantFrom(...Array.from(',:[]{}"\'#-&*!|>%@?` \t\nx7.'));

/** An example with one character inserted, replaced or deleted. */
const mistyped = fc
  .record({
    example: fc.constantFrom(...examples),
    place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    typed: fc.option(character, { nil: '' }),
    replaces: fc.boolean(),
  })
  .map(({ example, place, typed, replaces }) => {
    const at = Math.floor(place * example.text.length);
    const after = at + (replaces || typed === '' ? 1 : 0);
    return { example, at, text: example.text.slice(0, at) + typed + example.text.slice(after) };
  });

const errorsOf = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ severity }) => severity === 'error');

const listed = (problems: readonly Problem[]): string =>
  problems.map(({ code, message, range }) => `[${code}] ${message} (${range.start})`).join('\n');

describe('one mistake', () => {
  it('of a character is at most one error, and in the syntax one problem, not above its line', () => {
    fc.assert(
      fc.property(mistyped, ({ example, at, text }) => {
        const problems = example.problemsOf(text);
        const errors = errorsOf(problems);
        assert.ok(errors.length <= 1, `${example.file}, ${at}:\n${listed(problems)}`);
        if (errors[0]?.code !== 'syntax') return;
        assert.equal(problems.length, 1, `${example.file}, ${at}:\n${listed(problems)}`);
        const line = example.text.lastIndexOf('\n', at - 1);
        assert.ok(errors[0].range.end > line, `${example.file}, ${at}: ${listed(problems)}`);
      }),
      { numRuns: draws(1500) },
    );
  });

  for (const { file, text, problemsOf } of examples)
    it(`of a line or a key is at most one error: ${file}`, () => {
      const lines = text.split('\n');
      lines.forEach((line, i) => {
        for (const changed of [[], [line.replace(/\b([a-z_]+)(?=:|":)/, '$1x')]]) {
          const mistaken = lines.toSpliced(i, 1, ...changed).join('\n');
          const problems = problemsOf(mistaken);
          const what = changed.length > 0 ? 'misspelt' : 'deleted';
          const errors = errorsOf(problems);
          assert.ok(errors.length <= 1, `line ${i + 1} ${what}:\n${listed(problems)}`);
        }
      });
    });

  it('in a key that is needed is reported at this key', () => {
    assertProblems('yaml', 'layers: [{ ⟦weigths⟧: [[1, 1]] }]', ['missing-key', '"weights"?']);
    assertProblems('yaml', '⟦layer⟧: [{ weights: [[1, 1]] }]', ['missing-key', '"layers"?']);
  });

  it('in an anchor is reported once, wherever it is used', () => {
    const text = 'layers: [{ units: 2, activation: relu }, ⟦*b⟧, *b, *b]';
    assertProblems('yaml', text, ['alias', 'No anchor &b']);
    assertProblems('yaml', 'layers: [&b { units: 2, activation: ⟦rely⟧ }, *b, *b, { units: 1 }]', [
      'unknown-activation',
      'relu',
    ]);
  });

  it('in a number is not also a row that is too short', () => {
    const text = 'layers: [{ weights: [[1, 2], [⟦1 2⟧]] }]\ninput: { names: [x, y] }';
    assertProblems('yaml', text, ['wrong-kind', 'must be a number']);
  });
});
