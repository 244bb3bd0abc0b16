import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { readBinaryLog } from '../../../src/language/log/binary/readBinaryLog.ts';
import type { LogTable } from '../../../src/language/log/table.ts';
import { draws } from '../../draws.ts';
import { bytesField, integerField } from './eventFileWriter.ts';

function read(bytes: Uint8Array): LogTable {
  const work = readBinaryLog([{ name: 'run-1.wandb', bytes }]);
  assert.ok(work);
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** Records in the log of LevelDB, as W&B writes it; also the byte at which each one begins. */
function wandbFile(records: readonly (readonly number[])[]): {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly starts: readonly number[];
} {
  const block = 32768;
  const bytes: number[] = [...Buffer.from(':W&B'), 0xe1, 0xbe, 0];
  const starts: number[] = [];
  for (const record of records) {
    let isFirst = true;
    for (let rest = record; isFirst || rest.length > 0; isFirst = false) {
      const room = block - (bytes.length % block);
      if (room < 7) bytes.push(...new Uint8Array(room));
      const most = block - (bytes.length % block) - 7;
      const data = rest.slice(0, most);
      rest = rest.slice(most);
      const kind = isFirst ? (rest.length > 0 ? 2 : 1) : rest.length > 0 ? 3 : 4;
      const header = Buffer.alloc(7);
      header.writeUInt32LE(crc32(Buffer.from([kind, ...data])), 0);
      header.writeUInt16LE(data.length, 4);
      header.writeUInt8(kind, 6);
      if (isFirst) starts.push(bytes.length);
      for (const byte of header) bytes.push(byte);
      for (const byte of data) bytes.push(byte);
    }
  }
  return { bytes: Uint8Array.from(bytes), starts };
}

/** A record with history. Newer versions write the parts of a key one by one. */
function history(values: Readonly<Record<string, unknown>>, isNested = false): number[] {
  const items = Object.entries(values).flatMap(([key, value]) =>
    bytesField(1, [
      ...(isNested ? bytesField(2, key) : bytesField(1, key)),
      ...bytesField(16, JSON.stringify(value)),
    ]),
  );
  return [...integerField(1, 1), ...bytesField(2, items)];
}

const output = (length: number): readonly number[] =>
  bytesField(13, bytesField(3, 'x'.repeat(length)));

function rowsOf({ rows, evaluations }: LogTable): Record<string, number>[] {
  return [...rows, ...evaluations].map(({ values }) => Object.fromEntries(values));
}

describe('files of W&B', () => {
  it('have the history that was written, whatever is between its records', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat({ max: 70_000 }),
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
              history({ _step: step, entropy, note: 'none', hist: [1, 2] }, isNested),
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
      { numRuns: draws(20) },
    );
  });

  it('join the names of nested values', () => {
    const { bytes } = wandbFile([history({ _step: 0, eval: { acc: 0.5 }, entropy: 1 })]);
    assert.deepEqual(rowsOf(read(bytes)), [{ _step: 0, 'eval/acc': 0.5, entropy: 1 }]);
  });

  it('may still be written: any cut leaves the records before it, and is no problem', () => {
    const { bytes, starts } = wandbFile(
      [0, 1, 2].map((step) => history({ _step: step, entropy: 1 })),
    );
    for (let end = starts[1]; end < bytes.length; end++) {
      const table = read(bytes.subarray(0, end));
      assert.deepEqual(table.problems, [], `cut at ${end}`);
      assert.equal(table.rows.length, end < starts[2] ? 1 : 2);
    }
  });

  it('lose the block with a damaged record, which is named by its byte', () => {
    const records = Array.from({ length: 8 }, (_, step) => [
      history({ _step: step, entropy: 1 }),
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
