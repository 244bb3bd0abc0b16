import { crc32 } from '../../../core/numeric/checksum.ts';
import { joined } from '../../../core/numeric/joined.ts';
import { RowSample } from '../lines.ts';
import { readLiteral } from '../literal.ts';
import { numberIn, type LogProblem, type LogReading, type LogRows } from '../table.ts';
import { damagedRecords } from './damagedRecords.ts';
import { isBytes, readMessage, WireType } from '../../protobuf.ts';

/** W&B files consist of blocks; the first one begins with seven bytes that name the format. */
const blockLength = 2 ** 15;
const fileHeader = 7;

/** A piece of a record begins with its checksum, its length (16 bits) and its kind (8 bits). */
const pieceHeader = 7;

/** A record is in one piece, or in a first one, any number of middle ones and a last one. */
const piece = { full: 1, first: 2, middle: 3, last: 4 };

/** Pieces between two yields. */
const piecesPerTurn = 500;

/**
 * The history of a run in a `.wandb` file, which W&B writes as the log of LevelDB with the checksum of zip files.
 * Where a piece is damaged, reading goes on in the next block. Formats:
 * https://github.com/google/leveldb/blob/main/doc/log_format.md and wandb/proto/wandb_internal.proto of
 * https://github.com/wandb/wandb
 */
export function* wandbFileRows(bytes: Uint8Array): LogReading<LogRows> {
  const sample = new RowSample();
  const damaged: number[] = [];
  let record: Uint8Array[] | undefined;
  let turn = piecesPerTurn;
  for (const { at, kind, data } of pieces(bytes)) {
    if (--turn === 0) {
      yield at / bytes.length;
      turn = piecesPerTurn;
    }
    if (!data) {
      damaged.push(at);
      record = undefined;
      continue;
    }
    if (kind === piece.full || kind === piece.first) record = [];
    record?.push(data);
    if (!record || (kind !== piece.full && kind !== piece.last)) continue;
    const values = historyOf(record.length === 1 ? record[0] : joined(Uint8Array, record));
    record = undefined;
    if (values && values.size > 0) {
      const line = sample.count + 1;
      sample.offer(() => ({ line, values }));
    }
  }
  const problems: LogProblem[] = [];
  if (damaged.length > 0) problems.push(damagedRecords(damaged));
  if (sample.count === 0) {
    const message =
      'No history was found in this W&B file; if the run has one, upload it with wandb sync and export a CSV file from the web page';
    problems.push({ severity: 'error', code: 'no-rows', message });
  }
  return { rows: sample.rows, problems, sample };
}

interface Piece {
  readonly at: number;
  readonly kind: number;
  /** Undefined if the piece is damaged. */
  readonly data: Uint8Array | undefined;
}

function* pieces(bytes: Uint8Array): Generator<Piece> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = fileHeader; at + pieceHeader <= bytes.length;) {
    const blockEnd = at - (at % blockLength) + blockLength;
    if (blockEnd - at < pieceHeader) {
      at = blockEnd;
      continue;
    }
    const length = view.getUint16(at + 4, true);
    const kind = view.getUint8(at + 6);
    const end = at + pieceHeader + length;
    // The last record of a run that is still going on.
    if (end <= blockEnd && end > bytes.length) return;
    const isWhole =
      end <= blockEnd &&
      kind >= piece.full &&
      kind <= piece.last &&
      crc32(bytes, at + 6, end) === view.getUint32(at, true);
    // The rest of a block may be empty.
    if (isWhole || kind !== 0 || length !== 0)
      yield { at, kind, data: isWhole ? bytes.subarray(at + pieceHeader, end) : undefined };
    at = isWhole ? end : blockEnd;
  }
}

/** The numbers of a record with history; undefined for other records. */
function historyOf(record: Uint8Array): Map<string, number> | undefined {
  let values: Map<string, number> | undefined;
  readMessage(record, (field) => {
    if (field.number !== 2 || !isBytes(field)) return false;
    values = new Map<string, number>();
    addHistory(field.value.bytes(), values);
    return true;
  });
  return values;
}

function addHistory(history: Uint8Array, values: Map<string, number>): void {
  readMessage(history, (field) => {
    if (field.number === 1 && isBytes(field)) addItem(field.value.bytes(), values);
    else if (field.number === 2 && isBytes(field)) addStep(field.value.bytes(), values);
    else return false;
    return true;
  });
}

function addItem(item: Uint8Array, values: Map<string, number>): void {
  let key = '';
  let json = '';
  const nested: string[] = [];
  readMessage(item, (field) => {
    if (!isBytes(field)) return false;
    if (field.number === 1) key = field.value.string();
    else if (field.number === 2) nested.push(field.value.string());
    else if (field.number === 16) json = field.value.string();
    else return false;
    return true;
  });
  const name = key === '' ? nested.join('/') : key;
  if (name === '') return;
  const value = numberIn(json);
  if (value !== undefined) values.set(name, value);
  if (json.startsWith('{'))
    for (const [inner, own] of readLiteral(json, 0).values) values.set(`${name}/${inner}`, own);
}

function addStep(step: Uint8Array, values: Map<string, number>): void {
  readMessage(step, (field) => {
    if (field.number !== 1 || field.type !== WireType.Varint) return false;
    const number = Number(field.value.int64());
    if (!values.has('_step') && Number.isSafeInteger(number)) values.set('_step', number);
    return true;
  });
}
