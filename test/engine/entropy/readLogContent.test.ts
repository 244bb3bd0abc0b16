import assert from 'node:assert/strict';
import { readLogContent } from '../../../src/engine/entropy/readLogContent.ts';
import type { LogReading, LogTable } from '../../../src/language/log/table.ts';
import { eventFile } from '../../language/log/eventFileWriter.ts';

function done<T>(work: LogReading<T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

const csv = 'step,entropy\n1,0.5\n2,0.25\n3,0.125\n';

function read(bytes: Uint8Array): LogTable {
  return done(readLogContent([{ name: 'log', bytes }]));
}

describe('the content of a log', () => {
  it('is text in UTF-8 or UTF-16, or events', () => {
    const contents: Readonly<Record<string, Uint8Array>> = {
      'UTF-8': Buffer.from(csv),
      'UTF-8 with a mark': Buffer.from(`\uFEFF${csv}`),
      'UTF-16': Buffer.from(`\uFEFF${csv}`, 'utf16le'),
      'UTF-16, big-endian': Buffer.from(`\uFEFF${csv}`, 'utf16le').swap16(),
      events: eventFile([1, 2, 3].map((step) => ({ step, scalars: { entropy: 2 ** -step } }))),
    };
    for (const [name, bytes] of Object.entries(contents)) {
      const table = read(bytes);
      assert.deepEqual(
        table.rows.map(({ values }) => [...values.values()]),
        [1, 2, 3].map((step) => [step, 2 ** -step]),
        name,
      );
      assert.deepEqual(table.problems, [], name);
    }
  });

  it('of another kind is named for what it is, with a way out', () => {
    const begin = (start: string, length = 4096): Uint8Array => {
      const bytes = new Uint8Array(length).fill(7, start.length);
      bytes.set(Buffer.from(start, 'latin1'));
      return bytes;
    };
    const others: readonly (readonly [Uint8Array, RegExp])[] = [
      [begin('SQLite format 3\0'), /SQLite.*trackio.*sqlite3 FILE .*-wal/],
      [begin('PAR1'), /Parquet.*to_csv/],
      [begin('\x1F\x8B\x08'), /gzip -d/],
      [begin('\x28\xB5\x2F\xFD'), /zstd -d/],
      [begin('PK\x03\x04'), /zip archive/],
      [begin('\x89PNG\r\n\x1A\n\0\0\0'), /not a text file/],
      [Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'), /git lfs pull/],
      [new Uint8Array(0), /The log is empty/],
    ];
    for (const [bytes, message] of others) {
      const { rows, problems } = read(bytes);
      assert.equal(rows.length, 0);
      assert.equal(problems.length, 1);
      assert.equal(problems[0].severity, 'error');
      assert.match(problems[0].message, message);
    }
    assert.match(done(readLogContent([])).problems[0].message, /The log is empty/);
  });
});
