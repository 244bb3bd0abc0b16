import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ScalarSeries } from '../../../src/language/log/binary/scalarSeries.ts';
import { readBinaryLog } from '../../../src/language/log/binary/readBinaryLog.ts';
import type { LogReading, LogTable } from '../../../src/language/log/table.ts';
import { trainingRuns, type TrainingRun } from '../../../src/language/log/trainingRun.ts';
import {
  bytesField,
  doubleField,
  eventFile,
  eventRecord,
  floatField,
  integerField,
  type scalarForms,
  tfRecord,
  versionRecord,
  type WrittenEvent,
} from './eventFileWriter.ts';

function done<T>(work: LogReading<T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

function read(...files: readonly Uint8Array[]): LogTable {
  const named = files.map((bytes, i) => ({ name: `events.out.tfevents.${i}`, bytes }));
  const work = readBinaryLog(named);
  assert.ok(work);
  return done(work);
}

/** The rows of a table without their numbers. */
function rowsOf({ rows }: LogTable): Record<string, number>[] {
  return rows.map(({ values }) => Object.fromEntries(values));
}

function runOf(table: LogTable): TrainingRun {
  return done(trainingRuns(table))[0];
}

const codesOf = (table: LogTable): string[] => table.problems.map(({ code }) => code);

/** A training with one event per tag and step, as PyTorch writes it. */
function training(from: number, to: number, offset = 0): WrittenEvent[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).flatMap((step) => [
    { step, scalars: { 'actor/entropy': 1 / (step + 1) + offset } },
    { step, scalars: { 'critic/score/mean': step / 256 + offset } },
  ]);
}

describe('TensorBoard event files', () => {
  it('begin as those that TensorFlow writes', () => {
    const start = [0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22, 9];
    assert.deepEqual(versionRecord().slice(0, start.length), start);
  });

  it('have the scalars that were written, in whatever form', () => {
    const single = fc
      .float({ noNaN: true, noDefaultInfinity: true })
      .filter((x) => !Object.is(x, -0));
    const byForm: Record<keyof typeof scalarForms, fc.Arbitrary<number>> = {
      simple: single,
      float: single,
      floatValue: single,
      packedFloats: single,
      double: fc.double({ noNaN: true, noDefaultInfinity: true }),
      doubleValue: fc.double({ noNaN: true, noDefaultInfinity: true }),
      brain: fc.integer({ min: -128, max: 128 }).map((n) => n / 16),
      packedBrain: fc.integer({ min: -128, max: 128 }).map((n) => n / 16),
      integer: fc.maxSafeInteger(),
    };
    const tag = fc.stringMatching(/^[a-zäé]{1,8}\/[a-z_]{1,8}$/);
    const event = fc
      .constantFrom(...(Object.keys(byForm) as (keyof typeof scalarForms)[]))
      .chain((form) =>
        fc.record({
          form: fc.constant(form),
          gap: fc.integer({ min: 1, max: 2 ** 40 }),
          scalars: fc.dictionary(tag, byForm[form], { minKeys: 1, maxKeys: 4 }),
        }),
      );
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), (drawn) => {
        let step = -1;
        const events = drawn.map(({ gap, ...rest }) => ({ ...rest, step: (step += gap) }));
        const table = read(eventFile(events));
        assert.deepEqual(table.problems, []);
        assert.deepEqual(
          [...table.rows, ...table.evaluations]
            .map(({ values }) => Object.fromEntries(values))
            .sort((a, b) => a.global_step - b.global_step),
          events.map((one) => ({ global_step: one.step, ...one.scalars })),
        );
      }),
    );
  });

  it('are a run with steps, entropy and reward', () => {
    const table = read(eventFile(training(1, 60)));
    assert.equal(table.format, 'tensorboard');
    const { steps, mapping, series, problems } = runOf(table);
    assert.deepEqual(
      [...steps],
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
    assert.deepEqual(
      ['step', 'entropy', 'reward'].map((role) => mapping.get(role as 'step')),
      ['global_step', 'actor/entropy', 'critic/score/mean'],
    );
    assert.equal(series.get('reward')![59], 60 / 256);
    assert.deepEqual([...table.problems, ...problems], []);
  });

  it('keep everything but scalars aside', () => {
    const histogram = bytesField(8, [
      ...integerField(1, 2),
      ...bytesField(2, [
        ...bytesField(2, integerField(1, 2)),
        ...bytesField(2, integerField(1, 3)),
      ]),
      ...bytesField(4, new Uint8Array(48)),
    ]);
    const text = bytesField(8, [...integerField(1, 7), ...bytesField(8, 'a text')]);
    const others = [histogram, text, bytesField(5, doubleField(1, 0)), floatField(2, NaN)].map(
      (content, i) =>
        tfRecord([
          ...doubleField(1, 1.7e9),
          ...integerField(2, 3),
          ...bytesField(5, bytesField(1, [...bytesField(1, `other/${i}`), ...content])),
        ]),
    );
    const graph = tfRecord([...doubleField(1, 1.7e9), ...bytesField(4, new Uint8Array(5000))]);
    const file = Uint8Array.from([...eventFile(training(1, 3)), ...others.flat(), ...graph]);
    const table = read(file);
    assert.deepEqual(table.columns, ['global_step', 'actor/entropy', 'critic/score/mean']);
    assert.equal(table.rows.length, 3);
    const none = read(Uint8Array.from([...versionRecord(), ...others.flat()]));
    assert.deepEqual(codesOf(none), ['no-rows']);
    assert.match(none.problems[0].message, /^No scalar values were found in 5 events/);
  });

  it('may still be written: any cut leaves the events before it, and is no problem', () => {
    const records = [versionRecord(), ...training(1, 3).map(eventRecord)];
    const file = Uint8Array.from(records.flat());
    for (let end = records[0].length + records[1].length; end < file.length; end++) {
      const table = read(file.subarray(0, end));
      assert.deepEqual(table.problems, [], `cut at ${end}`);
      let whole = 0;
      for (let sum = 0; sum + records[whole].length <= end; whole++) sum += records[whole].length;
      const values = rowsOf(table).reduce((sum, row) => sum + Object.keys(row).length - 1, 0);
      assert.equal(values, whole - 1, `cut at ${end}`);
    }
  });

  it('lose only the record that is damaged, which is named by its byte', () => {
    const records = [versionRecord(), ...training(1, 6).map(eventRecord)];
    const starts = records.map((_, i) => records.slice(0, i).flat().length);
    const file = Uint8Array.from(records.flat());
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: records.length - 2 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (index, offset, change) => {
          const bytes = file.slice();
          bytes[starts[index] + (offset % records[index].length)] ^= change;
          const table = read(bytes);
          assert.deepEqual(table.problems, [
            {
              severity: 'warning',
              code: 'damaged-record',
              message: `The record at byte ${starts[index]} is damaged and was left out`,
            },
          ]);
          const values = rowsOf(table).reduce((sum, row) => sum + Object.keys(row).length - 1, 0);
          assert.equal(values, 11);
        },
      ),
    );
  });

  it('of a resumed run have the later values, and nothing that the earlier ones would be after them', () => {
    const table = read(eventFile([...training(1, 50), ...training(41, 45, 5)]));
    assert.deepEqual(codesOf(table), ['resumed']);
    assert.match(table.problems[0].message, /^Step 41 is repeated at byte \d+,/);
    const rows = rowsOf(table);
    assert.deepEqual([rows.length, rows.at(-1)!.global_step], [45, 45]);
    assert.ok(rows[39]['actor/entropy'] < 1 && rows[40]['actor/entropy'] > 5);
  });

  it('of a run that says where it starts drop what was written for later steps', () => {
    const start: WrittenEvent = { step: 31, isStart: true };
    const table = read(eventFile([...training(1, 50), start]));
    assert.deepEqual([table.rows.length, codesOf(table)], [30, ['resumed']]);
  });

  it('of a run that starts again keep the longer start until the new one has ten rows', () => {
    const long = read(eventFile([...training(1, 50), ...training(1, 12, 5)]));
    assert.deepEqual([long.rows.length, codesOf(long)], [12, ['started-over']]);
    const short = read(eventFile([...training(1, 50), ...training(1, 3, 5)]));
    assert.deepEqual([short.rows.length, codesOf(short)], [50, ['started-over-short']]);
    assert.match(short.problems[0].message, /only 3 rows so far; 50 rows of the earlier start/);
  });

  it('of one folder follow each other in the order in which they were begun', () => {
    const first = eventFile(training(1, 20), 1.7e9);
    const second = eventFile(training(16, 40, 5), 1.7e9 + 3600);
    for (const files of [
      [first, second],
      [second, first],
    ]) {
      const table = read(...files);
      assert.equal(table.rows.length, 40);
      assert.ok(rowsOf(table)[15]['actor/entropy'] > 5);
      assert.match(
        table.problems[0].message,
        / of events\.out\.tfevents\.[01], as in a resumed run/,
      );
    }
  });

  it('keep tags that count different steps, and evaluations apart', () => {
    const table = read(
      eventFile([
        ...Array.from({ length: 20 }, (_, i): WrittenEvent => ({
          step: 100 * i,
          scalars: { 'charts/episodic_return': i },
        })),
        ...Array.from({ length: 10 }, (_, i): WrittenEvent => ({
          step: 130 * i,
          scalars: { 'losses/entropy': 1 / (i + 1) },
        })),
        { step: 60, scalars: { 'eval/acc': 0.5 } },
      ]),
    );
    assert.deepEqual(table.problems, []);
    assert.equal(table.rows.length, 20 + 10 - 1);
    assert.equal(table.evaluations.length, 1);
  });

  it('with more steps than are shown have rows from the whole run', () => {
    const series = new ScalarSeries();
    for (let step = 0; step < 150_000; step++) series.add('entropy', step, 1, () => '');
    const { rows, sample } = done(series.rows());
    assert.deepEqual([rows.length, sample.count, sample.every], [37_500, 150_000, 4]);
    assert.equal(rows.at(-1)!.values.get('global_step'), 149_996);
  });
});
