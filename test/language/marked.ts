import assert from 'node:assert/strict';
import type { Format } from '../../src/language/text/format.ts';
import { parseSpec } from '../../src/language/parse.ts';
import type { Problem } from '../../src/language/text/problem.ts';

/** A problem of a fixture: its code and what its message must contain. */
export type Expected = readonly [code: string, message: string];

/**
 * Decodes a text in which ⟦ ⟧ mark where problems are expected, and asserts that exactly these are
 * found there, in this order, and that an error and only an error withholds the spec. Hints are
 * left aside.
 */
export function assertProblems(format: Format, marked: string, ...expected: Expected[]): void {
  const { text, ranges } = unmark(marked);
  assert.equal(ranges.length, expected.length, 'as many marks as expected problems');
  const { spec, problems } = parseSpec(text, format);
  const found = problems.filter(({ severity }) => severity !== 'hint');
  const seen = found.map((problem) => describeProblem(problem, text)).join('\n');
  assert.equal(found.length, expected.length, `problems found:\n${seen}`);
  expected.forEach(([code, message], i) => {
    assert.equal(found[i].code, code, seen);
    assert.deepEqual(found[i].range, ranges[i], `range of\n${describeProblem(found[i], text)}`);
    assert.ok(found[i].message.includes(message), `${found[i].message}\n  has not: ${message}`);
    assert.match(found[i].message, /^[^\n]*[^.\s]$/, 'one sentence without a full stop');
  });
  assert.equal(
    spec === undefined,
    found.some(({ severity }) => severity === 'error'),
  );
}

function unmark(marked: string): { text: string; ranges: { start: number; end: number }[] } {
  const ranges: { start: number; end: number }[] = [];
  const [first, ...parts] = marked.split('⟦');
  let text = first;
  for (const part of parts) {
    const [inside, after] = part.split('⟧');
    ranges.push({ start: text.length, end: text.length + inside.length });
    text += inside + after;
  }
  return { text, ranges };
}

function describeProblem({ code, message, range }: Problem, text: string): string {
  return `[${code}] ${message} at "${text.slice(range.start, range.end)}"`;
}
