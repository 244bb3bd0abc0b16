import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

export { WireType };

/** A field of a message: its number, how it is written, and the reader at its value. */
export interface Field {
  readonly number: number;
  readonly type: WireType;
  readonly value: BinaryReader;
}

/** Whether a field holds bytes: a text, another message or a packed list. */
export function isBytes({ type }: Field): boolean {
  return type === WireType.LengthDelimited;
}

/**
 * Hands the fields of a message to `take`, which reads the value and returns true, or leaves it and returns
 * false. Returns false if the bytes are not a message.
 */
export function readMessage(bytes: Uint8Array, take: (field: Field) => boolean): boolean {
  return readFields(bytes, take) === undefined;
}

/** Like `readMessage`, but returns the place of the first field that is broken; undefined if none is. */
export function readFields(bytes: Uint8Array, take: (field: Field) => boolean): number | undefined {
  const value = new BinaryReader(bytes);
  let begin = 0;
  try {
    while (value.pos < value.len) {
      begin = value.pos;
      const [number, type] = value.tag();
      if (!take({ number, type, value })) value.skip(type, number);
    }
    return undefined;
  } catch {
    // The reader throws errors of several classes where bytes are not a message.
    return begin;
  }
}

/** The reader of a packed list of numbers. */
export function packedValues({ value }: Field): BinaryReader {
  return new BinaryReader(value.bytes());
}
