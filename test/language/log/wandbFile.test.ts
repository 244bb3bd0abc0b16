import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBinaryLog } from '../../../src/language/log/binary/readBinaryLog.ts';
import type { LogTable } from '../../../src/language/log/table.ts';
import { draws } from '../../draws.ts';
import { bytesField } from './eventFileWriter.ts';
import { wandbFile, wandbHistory } from './wandbFileWriter.ts';

function read(bytes: Uint8Array): LogTable {
  const work = readBinaryLog([{ name: 'run-1.wandb', bytes }]);
  assert.ok(work);
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

const output = (length: number): readonly number[] =>
  bytesField(13, bytesField(3, 'x'.repeat(length)));

function rowsOf({ rows, evaluations }: LogTable): Record<string, number>[] {
  return [...rows, ...evaluations].map(({ values }) => Object.fromEntries(values));
}

describe('W&B files', () => {
  it('have the history that was written, whatever is between its records', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat({ max: 40_000 }),
            fc.double({ noNaN: true, noDefaultInfinity: true }),
            fc.boolean(),
          ),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        (drawn) => {
          const { bytes } = wandbFile(
            drawn.flatMap(([length, entropy, isNested], step) => [
              output(length),
              wandbHistory({ _step: step, entropy, note: 'none', hist: [1, 2] }, isNested),
            ]),
          );
          const table = read(bytes);
          assert.equal(table.format, 'wandb');
          assert.deepEqual(table.problems, []);
          assert.deepEqual(
            rowsOf(table),
            drawn.map(([, entropy], step) => ({ _step: step, entropy: entropy + 0 })),
          );
        },
      ),
      { numRuns: draws(12) },
    );
  });

  it('join the names of nested values', () => {
    const { bytes } = wandbFile([wandbHistory({ _step: 0, eval: { acc: 0.5 }, entropy: 1 })]);
    assert.deepEqual(rowsOf(read(bytes)), [{ _step: 0, 'eval/acc': 0.5, entropy: 1 }]);
  });

  it('may still be written: any cut leaves the records before it, and is no problem', () => {
    const { bytes, starts } = wandbFile(
      [0, 1, 2].map((step) => wandbHistory({ _step: step, entropy: 1 })),
    );
    for (let end = starts[1]; end < bytes.length; end++) {
      const table = read(bytes.subarray(0, end));
      assert.deepEqual(table.problems, [], `cut at ${end}`);
      assert.equal(table.rows.length, end < starts[2] ? 1 : 2);
    }
  });

  it('lose the block with a damaged record, which is named by its byte', () => {
    const records = Array.from({ length: 8 }, (_, step) => [
      wandbHistory({ _step: step, entropy: 1 }),
      output(9000),
    ]).flat();
    const { bytes, starts } = wandbFile(records);
    const damaged = bytes.slice();
    damaged[starts[2] + 12] ^= 1;
    const table = read(damaged);
    assert.deepEqual(
      table.problems.map(({ code, message }) => [code, message]),
      [['damaged-record', `The record at byte ${starts[2]} is damaged and was left out`]],
    );
    const steps = table.rows.map(({ values }) => values.get('_step'));
    assert.deepEqual(steps, [0, 4, 5, 6, 7]);
  });

  it('without history say how to get it', () => {
    const { problems } = read(wandbFile([output(10)]).bytes);
    assert.match(problems[0].message, /^No history .*wandb sync/);
  });
});
