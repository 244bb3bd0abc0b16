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
  const value = new BinaryReader(bytes);
  try {
    while (value.pos < value.len) {
      const [number, type] = value.tag();
      if (!take({ number, type, value })) value.skip(type, number);
    }
    return true;
  } catch {
    // The reader throws errors of several classes where bytes are not a message.
    return false;
  }
}

/** The reader of a packed list of numbers. */
export function packedValues({ value }: Field): BinaryReader {
  return new BinaryReader(value.bytes());
}
