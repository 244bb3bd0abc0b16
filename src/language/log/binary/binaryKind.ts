import { beginsWith, magicNumbers } from '../../magicNumbers.ts';
import { startsWithTfRecord } from './tfRecords.ts';

/** The kind of a binary file: one that is read, or another with a message that says why it is not. */
export type BinaryKind =
  | { readonly kind: 'events' }
  | { readonly kind: 'wandb' }
  | { readonly kind: 'other'; readonly message: string };

/** The first bytes of other kinds of files, and what to do with them. */
const others: readonly { readonly start: string; readonly message: string }[] = [
  {
    start: 'SQLite format 3\0',
    message:
      "This is an SQLite database, as trackio keeps its runs; write the run to JSON Lines and open that: sqlite3 FILE \"SELECT json_patch(metrics, json_object('step', step)) FROM metrics WHERE run_name = 'RUN' ORDER BY id\" > run.jsonl. Keep the file ending in -wal beside the database: the latest rows are in it while the training runs",
  },
  {
    start: 'PAR1',
    message:
      'This is a Parquet file; convert it to CSV, for example with pandas: read_parquet("FILE").to_csv("run.csv")',
  },
  {
    start: 'ARROW1',
    message:
      'This is an Arrow file; convert it to CSV, for example with pandas: read_feather("FILE").to_csv("run.csv")',
  },
  {
    start: magicNumbers.gzip,
    message: 'This file is compressed with gzip; unpack it with gzip -d',
  },
  {
    start: '\x28\xB5\x2F\xFD',
    message: 'This file is compressed with Zstandard; unpack it with zstd -d',
  },
  { start: '\xFD7zXZ\0', message: 'This file is compressed with xz; unpack it with xz -d' },
  { start: 'BZh', message: 'This file is compressed with bzip2; unpack it with bzip2 -d' },
  { start: magicNumbers.zip, message: 'This is a zip archive; unpack it and open the log in it' },
];

/** The kind of a file by its first bytes; undefined if it may be text. */
export function binaryKind(bytes: Uint8Array): BinaryKind | undefined {
  if (startsWithTfRecord(bytes) || beginsWith(bytes.subarray(eventVersionAt), 'brain.Event:'))
    return { kind: 'events' };
  if (beginsWith(bytes, ':W&B')) return { kind: 'wandb' };
  const other = others.find(({ start }) => beginsWith(bytes, start));
  return other && { kind: 'other', message: other.message };
}

/** The byte at which the version of the first event begins: after the header of the record, the time and the tag of the field. */
const eventVersionAt = 12 + 9 + 2;
