import { brainFrom, halfFrom } from '../../../core/numeric/halfPrecision.ts';
import { isBytes, packedValues, readMessage, WireType, type Field } from '../../protobuf.ts';

/** A TensorBoard event, as far as it is about scalars. */
export interface ScalarEvent {
  readonly step: number;
  /** Seconds since 1970. */
  readonly time: number;
  /** Whether a training says that it starts here, so that what it wrote for later steps is out of date. */
  readonly isStart: boolean;
  /** Tags and numbers; NaN and infinities are left out. */
  readonly scalars: readonly (readonly [tag: string, value: number])[];
}

/**
 * Decodes an `Event` message; undefined if the bytes are not one. Numbers of fields:
 * https://github.com/tensorflow/tensorboard/tree/master/tensorboard/compat/proto (event, summary, tensor)
 */
export function scalarEvent(data: Uint8Array): ScalarEvent | undefined {
  let step = 0;
  let time = 0;
  let isStart = false;
  const scalars: [string, number][] = [];
  const isEvent = readMessage(data, (field) => {
    const { number, value } = field;
    if (number === 1 && field.type === WireType.Bit64) time = value.double();
    else if (number === 2 && field.type === WireType.Varint) step = Number(value.int64());
    else if (number === 5 && isBytes(field)) addScalars(value.bytes(), scalars);
    else if (number === 7 && isBytes(field)) isStart = isSessionStart(value.bytes());
    else return false;
    return true;
  });
  return isEvent && Number.isSafeInteger(step) && Number.isFinite(time)
    ? { step, time, isStart, scalars }
    : undefined;
}

/** Adds the scalars of a `Summary`. */
function addScalars(summary: Uint8Array, scalars: [string, number][]): void {
  readMessage(summary, (field) => {
    if (field.number !== 1 || !isBytes(field)) return false;
    let tag = '';
    let scalar: number | undefined;
    readMessage(field.value.bytes(), (own) => {
      const { number, value } = own;
      if (number === 1 && isBytes(own)) tag = value.string();
      else if (number === 2 && own.type === WireType.Bit32) scalar = value.float();
      else if (number === 8 && isBytes(own)) scalar ??= scalarOfTensor(value.bytes());
      else return false;
      return true;
    });
    if (tag !== '' && Number.isFinite(scalar)) scalars.push([tag, scalar!]);
    return true;
  });
}

function isSessionStart(sessionLog: Uint8Array): boolean {
  let status = 0;
  readMessage(sessionLog, (field) => {
    if (field.number !== 1 || field.type !== WireType.Varint) return false;
    status = field.value.int32();
    return true;
  });
  return status === 1;
}

/** The bytes of a number in `tensor_content`, and how to read it, by `DataType`. */
const types: Readonly<Record<number, readonly [size: number, read: (at: DataView) => number]>> = {
  1: [4, (at) => at.getFloat32(0, true)],
  2: [8, (at) => at.getFloat64(0, true)],
  3: [4, (at) => at.getInt32(0, true)],
  4: [1, (at) => at.getUint8(0)],
  5: [2, (at) => at.getInt16(0, true)],
  6: [1, (at) => at.getInt8(0)],
  9: [8, (at) => Number(at.getBigInt64(0, true))],
  14: [2, (at) => brainFrom(at.getUint16(0, true))],
  17: [2, (at) => at.getUint16(0, true)],
  19: [2, (at) => halfFrom(at.getUint16(0, true))],
  22: [4, (at) => at.getUint32(0, true)],
  23: [8, (at) => Number(at.getBigUint64(0, true))],
};

/** The number of a `TensorProto` with one number; undefined for larger ones and for other types. */
function scalarOfTensor(tensor: Uint8Array): number | undefined {
  let type = 0;
  let count = 1;
  let content: Uint8Array | undefined;
  const listed: number[] = [];
  const isTensor = readMessage(tensor, (field) => {
    const { number, value } = field;
    if (number === 1 && field.type === WireType.Varint) type = value.int32();
    else if (number === 2 && isBytes(field)) count = sizeOfShape(value.bytes());
    else if (number === 4 && isBytes(field)) content = value.bytes();
    else return readListed(field, listed);
    return true;
  });
  if (!isTensor || count !== 1 || !Object.hasOwn(types, type)) return undefined;
  const [size, read] = types[type];
  if (content?.length === size) return read(new DataView(content.buffer, content.byteOffset, size));
  if (listed.length !== 1) return undefined;
  if (type === 14) return brainFrom(listed[0]);
  return type === 19 ? halfFrom(listed[0]) : listed[0];
}

/** The number of elements of a `TensorShapeProto`. */
function sizeOfShape(shape: Uint8Array): number {
  let count = 1;
  readMessage(shape, (field) => {
    if (field.number !== 2 || !isBytes(field)) return false;
    let size = 0;
    readMessage(field.value.bytes(), (own) => {
      if (own.number !== 1 || own.type !== WireType.Varint) return false;
      size = Number(own.value.int64());
      return true;
    });
    count *= size;
    return true;
  });
  return count;
}

/** The fields of a tensor that list numbers, and how one is written. */
const lists: Readonly<Record<number, readonly [WireType, (value: Field['value']) => number]>> = {
  5: [WireType.Bit32, (value) => value.float()],
  6: [WireType.Bit64, (value) => value.double()],
  7: [WireType.Varint, (value) => value.int32()],
  10: [WireType.Varint, (value) => Number(value.int64())],
  13: [WireType.Varint, (value) => value.int32() & 0xffff],
  16: [WireType.Varint, (value) => value.uint32()],
  17: [WireType.Varint, (value) => Number(value.uint64())],
};

/** Reads the first two numbers of a list, packed or not; more are of no use. */
function readListed(field: Field, listed: number[]): boolean {
  if (!Object.hasOwn(lists, field.number) || listed.length > 1) return false;
  const [type, read] = lists[field.number];
  if (field.type === type) listed.push(read(field.value));
  else if (isBytes(field)) {
    const packed = packedValues(field);
    while (packed.pos < packed.len && listed.length < 2) listed.push(read(packed));
  } else return false;
  return true;
}
