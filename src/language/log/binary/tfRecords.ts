import { crc32c } from '../../../core/numeric/checksum.ts';

/** A part of a file of records: a record, the start of damaged bytes, or a place up to which they were skipped. */
export type RecordPart =
  | { readonly kind: 'record'; readonly at: number; readonly data: Uint8Array }
  | { readonly kind: 'damaged'; readonly at: number }
  | { readonly kind: 'skipped'; readonly at: number };

/** A record begins with its length, 64 bits in little-endian order, and the checksum of the length. */
const headerLength = 12;

/** The checksum of the data follows the data. */
const footerLength = 4;

/** Bytes that are searched for the next record between two yields. */
const searchedPerTurn = 2 ** 16;

/**
 * The records of a TFRecord file with the byte at which they begin. Where a checksum of the data is wrong, the
 * record is damaged; where that of a length is, everything up to the next length with a correct one. A last
 * record without its end is left out, because a training may still be writing it. Format:
 * https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
 */
export function* tfRecords(bytes: Uint8Array): Generator<RecordPart> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let isDamaged = false;
  let turn = searchedPerTurn;
  for (let at = 0; at + headerLength <= bytes.length;) {
    const length = lengthAt(bytes, view, at);
    const end = at + headerLength + (length ?? Infinity) + footerLength;
    if (length === undefined || (isDamaged && end > bytes.length)) {
      if (!isDamaged) yield { kind: 'damaged', at };
      isDamaged = true;
      if (++at < turn) continue;
      yield { kind: 'skipped', at };
      turn = at + searchedPerTurn;
      continue;
    }
    isDamaged = false;
    if (end > bytes.length) return;
    const start = at + headerLength;
    const isWhole =
      masked(crc32c(bytes, start, start + length)) === view.getUint32(start + length, true);
    yield isWhole
      ? { kind: 'record', at, data: bytes.subarray(start, start + length) }
      : { kind: 'damaged', at };
    at = end;
    turn = at + searchedPerTurn;
  }
}

/** Whether a file begins as TFRecord files do. */
export function startsWithTfRecord(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.length >= headerLength && lengthAt(bytes, view, 0) !== undefined;
}

/** The length of the record at a byte; undefined if its checksum is wrong. */
function lengthAt(bytes: Uint8Array, view: DataView, at: number): number | undefined {
  if (masked(crc32c(bytes, at, at + 8)) !== view.getUint32(at + 8, true)) return undefined;
  return view.getUint32(at, true) + 2 ** 32 * view.getUint32(at + 4, true);
}

/** The form in which checksums are stored, so that data with checksums in it can have a checksum of its own. */
function masked(sum: number): number {
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}
