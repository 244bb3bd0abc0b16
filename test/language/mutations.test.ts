import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { arrange } from '../../src/core/arrangement/arrange.ts';
import { liftToPlane } from '../../src/core/network/lift.ts';
import { runToEnd } from '../../src/core/yielding.ts';
import { parseEntropySpec } from '../../src/language/entropy/parse.ts';
import { outOfRangeProblem } from '../../src/language/network/outOfRange.ts';
import { parseSpec } from '../../src/language/parse.ts';
import type { Spec } from '../../src/language/spec.ts';
import { formatOf, isEntropySpecName, type Format } from '../../src/language/text/format.ts';
import { positionsIn } from '../../src/language/text/position.ts';
import type { Problem } from '../../src/language/text/problem.ts';
import { problemLines } from '../../src/language/text/problemLines.ts';
import { applied, editsOf } from '../../src/language/text/textEdits.ts';
import { draws } from '../draws.ts';

/** What mutations insert: what parsers and decoders stumble over. */
const pieces = [
  ...[
    '[',
    ']',
    '{',
    '}',
    '[[[[',
    '}}]]',
    ':',
    ': ',
    ',',
    '-',
    '- ',
    '? ',
    '|',
    '>',
    '#',
    '//',
    '/*',
  ],
  ...[
    '"',
    "'",
    '\\',
    '\\u12',
    '\\x',
    '&a ',
    '*a',
    '*b',
    '<<: *a',
    '!!',
    '!x ',
    '!!float ',
    '%YAML 9',
  ],
  ...['---', '...', '\n', '\r', '\r\n', '\t', '  ', '\0', '\x1b[31m', '\u00a0', '\u2028', '\ufeff'],
  ...[
    '\u2212',
    '\uff11',
    '\ud800',
    '\u202e',
    'null',
    '~',
    'true',
    '.nan',
    '-.inf',
    'NaN',
    '-Infinity',
  ],
  ...[
    '1e999',
    '-1e308',
    '5e-324',
    '1e-999',
    '9'.repeat(400),
    '0x1F',
    '1_000',
    '1,5',
    '__proto__',
    '$',
  ],
  ...['constructor', 'layers', 'weights', '<<<<<<< HEAD\n', '[1, 2]', '[[0, 0]]', '{ a: 1 }', '""'],
];

type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'insert' | 'replace'; readonly at: number; readonly piece: string }
  | { readonly kind: 'swap' | 'copy' | 'move'; readonly at: number; readonly to: number }
  | { readonly kind: 'delete line' | 'copy line' | 'cut'; readonly at: number }
  | { readonly kind: 'nest'; readonly at: number; readonly depth: number; readonly open: string }
  | { readonly kind: 'bomb'; readonly depth: number };

const place = fc.nat(2 ** 20);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.nat(7) }),
  fc.record({
    kind: fc.constantFrom('insert' as const, 'replace' as const),
    at: place,
    piece: fc.constantFrom(...pieces),
  }),
  fc.record({
    kind: fc.constantFrom('swap' as const, 'copy' as const, 'move' as const),
    at: place,
    to: place,
  }),
  fc.record({
    kind: fc.constantFrom('delete line' as const, 'copy line' as const, 'cut' as const),
    at: place,
  }),
  fc.record({
    kind: fc.constant('nest' as const),
    at: place,
    depth: fc.constantFrom(3, 63, 64, 65, 2000),
    open: fc.constantFrom('[', '{', '- ', '? ', '{"a":', '&a [', '!!seq ['),
  }),
  fc.record({ kind: fc.constant('bomb' as const), depth: fc.constantFrom(2, 5, 9, 30) }),
);

function mutated(text: string, change: Mutation): string {
  const tokens: readonly string[] = text.match(/[\w.+-]+|\s+|[^]/g) ?? [];
  const lines = text.split('\n');
  switch (change.kind) {
    case 'flip': {
      const bytes = Buffer.from(text);
      if (bytes.length > 0) bytes[change.at % bytes.length] ^= 1 << change.bit;
      return bytes.toString();
    }
    case 'insert':
    case 'replace': {
      const at = change.at % (tokens.length + 1);
      return tokens.toSpliced(at, change.kind === 'replace' ? 1 : 0, change.piece).join('');
    }
    case 'swap':
    case 'copy':
    case 'move': {
      if (tokens.length === 0) return text;
      const [at, to] = [change.at % tokens.length, change.to % tokens.length];
      if (change.kind === 'swap') return tokens.with(at, tokens[to]).with(to, tokens[at]).join('');
      const rest = change.kind === 'move' ? tokens.toSpliced(at, 1) : tokens;
      return rest.toSpliced(to, 0, tokens[at]).join('');
    }
    case 'delete line':
      return lines.toSpliced(change.at % lines.length, 1).join('\n');
    case 'copy line': {
      const at = change.at % lines.length;
      return lines.toSpliced(at, 0, lines[at]).join('\n');
    }
    case 'cut':
      return text.slice(0, change.at % (text.length + 1));
    case 'nest': {
      const at = change.at % (tokens.length + 1);
      return tokens.toSpliced(at, 0, change.open.repeat(change.depth)).join('');
    }
    case 'bomb': {
      const levels = Array.from({ length: change.depth }, (_, i) => {
        const of = i === 0 ? '1' : `*l${i - 1}`;
        return `x-${i}: &l${i} [${Array.from({ length: 9 }, () => of).join(', ')}]\n`;
      });
      return levels.join('') + text;
    }
  }
}

/** Small specs of both languages and formats; the largest examples would only take longer. */
const originals = readdirSync('examples')
  .filter((name) => formatOf(name) === 'yaml' && /\.(fold|entropy)\./.test(name))
  .map((name) => ({ name, text: readFileSync(`examples/${name}`, 'utf8') }))
  .filter(({ text }) => text.length < 4000)
  .flatMap((yaml) => {
    const name = yaml.name.replace('.yaml', '.json');
    return [yaml, { name, text: JSON.stringify(parse(yaml.text), null, 2) }];
  });

function assertProblems(text: string, format: Format, problems: readonly Problem[]): void {
  const positionOf = positionsIn(text);
  const lines = text.split(/\r\n|\n|\r/);
  for (const { code, message, range, fixes = [] } of problems) {
    const { start, end } = range;
    const details = `${code} ${message} ${start}–${end} of ${text.length}`;
    assert.ok(0 <= start && start <= end && end <= text.length, details);
    const { line, column } = positionOf(start);
    assert.ok(line <= lines.length && column <= lines[line - 1].length + 2, details);
    assert.match(code, /^[a-z][a-z-]*$/);
    assert.doesNotMatch(message, /undefined|\[object|at line \d/, details);
    for (const fix of fixes) {
      const edits = editsOf(fix, text, format).toSorted((a, b) => a.range.start - b.range.start);
      edits.forEach(({ range: one }, i) => {
        assert.ok(i === 0 || edits[i - 1].range.end <= one.start, `${details}: ${fix.title}`);
        assert.ok(one.end <= text.length, `${details}: ${fix.title}`);
      });
      applied(text, edits);
    }
  }
  const errors = problems.filter(({ severity }) => severity !== 'hint');
  assert.ok(problemLines('f', text, problems).length >= errors.length);
}

/** Computes a part of the complex; numbers may be out of range, which is a problem, too. */
function compute(spec: Spec): void {
  const { network, domain } = spec;
  const planar = network.inputs === 1 ? liftToPlane(network) : network;
  try {
    runToEnd(arrange(planar, domain, { maxCells: 50 }));
  } catch (error) {
    outOfRangeProblem(error, spec);
  }
}

describe('a mutated spec', () => {
  it('is read, or has an error with a place, in both languages and formats', () => {
    assert.ok(originals.length > 5, `${originals.length} originals`);
    let valid = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...originals),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        (original, changes) => {
          const text = changes.reduce(mutated, original.text);
          const format = formatOf(original.name) ?? 'yaml';
          if (isEntropySpecName(original.name)) {
            const { spec, problems } = parseEntropySpec(text, format);
            assert.equal(spec === undefined, hasError(problems));
            assertProblems(text, format, problems);
            return;
          }
          const { spec, problems } = parseSpec(text, format);
          assert.equal(spec === undefined, hasError(problems));
          assertProblems(text, format, problems);
          if (!spec) return;
          valid++;
          compute(spec);
        },
      ),
      { numRuns: draws(500) },
    );
    assert.ok(valid > 0);
  });
});

function hasError(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
