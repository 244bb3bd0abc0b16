import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parametersOf } from '../../src/core/network/parameters.ts';
import { printable } from '../../src/core/printable.ts';
import { readLogContent } from '../../src/engine/entropy/readLogContent.ts';
import { fileContent } from '../../src/engine/fileContent.ts';
import { isText, type LogProblem, type LogReading } from '../../src/language/log/table.ts';
import { trainingRuns } from '../../src/language/log/trainingRun.ts';
import { parseSpec } from '../../src/language/parse.ts';
import { readPoints } from '../../src/language/training/readPoints.ts';
import { checkpointNetwork } from '../../src/language/weights/checkpointNetwork.ts';
import { damaged } from '../damage.ts';
import { draws } from '../draws.ts';
import {
  bytesField,
  doubleField,
  eventFile,
  floatField,
  integerField,
  tfRecord,
} from '../language/log/eventFileWriter.ts';
import { withHeader } from '../language/weights/safetensorsFile.ts';
import { wandbFile, wandbHistory } from '../language/log/wandbFileWriter.ts';

function done<T>(work: LogReading<T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** A text for a person: one line, and nothing that only a programmer can use. */
function assertReadable(message: string): void {
  assert.match(message, /^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+$/u);
  assert.doesNotMatch(message, /\[object|undefined|\bat \w+ \(|\.ts\b|Error:/);
  assert.ok(message.length < 1200, message.slice(0, 200));
}

const folder = 'test/fixtures/logs';
const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.\w+$/.test(name))
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));

const endingWith = (pattern: RegExp): Uint8Array[] =>
  logs.filter(({ name }) => pattern.test(name)).map(({ bytes }) => bytes);

const csv = endingWith(/\.csv$/).map((bytes) => Buffer.from(bytes).toString());
const scalars = { 'actor/entropy': 0.5, 'critic/score/mean': 0.25 };
const events = Array.from({ length: 12 }, (_, step) => ({ step, scalars }));

const payload = [
  ...doubleField(1, 1.7e9),
  ...integerField(2, 7),
  ...bytesField(5, [
    ...bytesField(1, [...bytesField(1, 'entropy'), ...floatField(2, 0.5)]),
    ...bytesField(1, [
      ...bytesField(1, 'reward'),
      ...bytesField(8, [
        ...integerField(1, 1),
        ...bytesField(2, bytesField(2, integerField(1, 1))),
        ...bytesField(5, [0, 0, 128, 63]),
      ]),
      ...bytesField(9, bytesField(1, bytesField(1, 'scalars'))),
    ]),
  ]),
  ...bytesField(7, integerField(1, 1)),
];

/** By format: files with faults. */
const formats: Readonly<Record<string, fc.Arbitrary<Uint8Array>>> = {
  'console output': damaged(endingWith(/\.log$/)),
  'JSON Lines': damaged(endingWith(/\.jsonl$/)),
  JSON: damaged(endingWith(/\.json$/)),
  CSV: damaged(endingWith(/\.csv$/)),
  TSV: damaged(csv.map((text) => Buffer.from(text.replaceAll(',', '\t')))),
  'UTF-16': damaged(csv.map((text) => Buffer.from(`\uFEFF${text}`, 'utf16le'))),
  'event files': damaged([eventFile(events)]),
  'events with checksums': fc
    .array(damaged([Uint8Array.from(payload)]), { minLength: 1, maxLength: 4 })
    .map((parts) => Uint8Array.from(parts.flatMap((part) => tfRecord([...part])))),
  'W&B files': damaged([
    wandbFile(events.map(({ step }) => wandbHistory({ _step: step, ...scalars }))).bytes,
  ]),
  'W&B records with checksums': fc
    .array(damaged([Uint8Array.from(wandbHistory({ _step: 1, entropy: 0.5, nested: { a: 1 } }))]), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => wandbFile(parts.map((part) => [...part])).bytes),
};

/** Problems of a whole log, not of a place in it. */
const ofWholeLog = [
  ...['thinned', 'ragged-lines', 'step-counted', 'no-step', 'no-entropy', 'not-text'],
  ...['negative-entropy', 'mixed-entropy', 'entropy-sign', 'many-columns'],
  ...['reward-part', 'reward-sum'],
];

describe('a damaged log', () => {
  for (const [name, files] of Object.entries(formats))
    it(`of ${name} is read, or the fault and its place are named`, () => {
      fc.assert(
        fc.property(files, (bytes) => {
          const table = done(readLogContent([{ name: 'log', bytes }]));
          const runs = done(trainingRuns(table));
          for (const { values } of [...table.rows, ...table.evaluations])
            for (const value of values.values()) assert.ok(Number.isFinite(value));
          for (const { steps } of runs)
            assert.ok(steps.every((step, k) => k === 0 || step > steps[k - 1]));
          const problems = [...table.problems, ...runs.flatMap((run) => run.problems)];
          for (const problem of problems) assertPlaced(problem, isText(table.format), bytes);
          if (table.rows.length === 0)
            assert.ok(table.problems.some(({ severity }) => severity === 'error'));
        }),
        { numRuns: draws(60) },
      );
    });
});

function assertPlaced(problem: LogProblem, isText: boolean, bytes: Uint8Array): void {
  const { code, message, line } = problem;
  assertReadable(message);
  if (line !== undefined) {
    assert.ok(isText);
    const lines = bytes.reduce((count, byte) => count + (byte === 10 || byte === 13 ? 1 : 0), 1);
    assert.ok(
      Number.isInteger(line) && line >= 1 && line <= lines,
      `${line} of ${lines}: ${message}`,
    );
  } else if (!ofWholeLog.includes(code)) {
    assert.match(message, isText ? /^The log is empty/ : /\bbyte \d+\b|^No /, code);
  }
}

describe('damaged points', () => {
  const samples = [
    readFileSync('test/fixtures/checkpoints/points.csv', 'utf8'),
    'x,y,class\n0,1,a\n1,0,b\n0.5,0.5,a\n-1,2,b\n',
    '0;1;0\n1,5;2;1\n-0,25;3e-1;0\n',
    'sep=;\nx;y;label\n0;1;0\n1;2;1\n',
    '# by hand\n0 1 0\n1 2 1\n',
  ].map((text) => new Uint8Array(Buffer.from(text)));
  const columns = fc.constantFrom(
    { lastIsLabel: true, outputs: ['a', 'b'], inputNames: ['x', 'y'] },
    { lastIsLabel: false, outputs: [], inputNames: [] },
    { inputs: ['x', 'y'], label: 'class', lastIsLabel: true, outputs: [], inputNames: [] },
  );

  it('are read as finite numbers, or the fault and its line are named', () => {
    fc.assert(
      fc.property(damaged(samples), columns, (bytes, meant) => {
        const text = fileContent('points.csv', bytes);
        assert.ok(typeof text === 'string');
        const found = readPoints(text, meant);
        if ('message' in found) {
          // Control characters are escaped where a problem is shown.
          assertReadable(printable(found.message));
          if (found.line === undefined)
            assert.match(found.message, /^(?:the file |the class column has )/);
        } else assert.ok(found.points.every(Number.isFinite));
      }),
      { numRuns: draws(300) },
    );
  });
});

describe('damaged weights', () => {
  const fixtures = 'test/fixtures/checkpoints';
  const specs = readdirSync(fixtures)
    .filter((name) => name.endsWith('.yaml') && name !== 'lfs-points.fold.yaml')
    .map((name) => {
      const { spec } = parseSpec(readFileSync(join(fixtures, name), 'utf8'), 'yaml');
      const [checkpoint] = spec!.checkpoints!;
      assert.ok(checkpoint.kind === 'file');
      const { path } = checkpoint;
      return { spec: spec!, path, bytes: new Uint8Array(readFileSync(join(fixtures, path))) };
    });

  for (const ending of ['json', 'safetensors'])
    it(`in .${ending} files are read as finite numbers, or the fault and its place are named`, () => {
      const own = specs.filter(({ path }) => path.endsWith(`.${ending}`));
      const drawn = fc
        .constantFrom(...own)
        .chain((one) => damaged([one.bytes], Infinity).map((bytes) => ({ ...one, bytes })));
      fc.assert(
        fc.property(drawn, ({ spec, path, bytes }) => {
          const found = checkpointNetwork(spec, 0, fileContent(path, bytes));
          assert.ok(found);
          if (found.kind === 'network')
            assert.ok(parametersOf(found.network).every(Number.isFinite));
          else {
            assertReadable(printable(found.problem.message));
            assert.ok(found.problem.message.startsWith(path), found.problem.message);
          }
        }),
        { numRuns: draws(150) },
      );
    });

  it('of one text again and again are refused in time, with a short message', () => {
    const [one] = specs.filter(({ path }) => path === 'plain.json');
    for (const unit of [
      '[',
      '{',
      '"',
      '1',
      '1,',
      '1 ',
      '-',
      '\\',
      '!',
      "'",
      '{"a":',
      '[1,',
      'é',
      '\r',
      '\0',
    ]) {
      const text = unit.repeat(100_000 / unit.length);
      for (const content of [text, `{"0.weight": ${text}}`, withHeader(`{${text}}`)]) {
        const path = typeof content === 'string' ? one.path : 'plain.safetensors';
        const checkpoint = { kind: 'file', name: 'long', path } as const;
        const found = checkpointNetwork({ ...one.spec, checkpoints: [checkpoint] }, 0, content);
        assert.ok(found?.kind === 'problem', unit);
        assertReadable(printable(found.problem.message));
      }
      const points = readPoints(text, { lastIsLabel: true, outputs: [], inputNames: [] });
      if ('message' in points) assertReadable(printable(points.message));
    }
  });
});
