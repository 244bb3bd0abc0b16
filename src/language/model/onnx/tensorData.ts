import { brainFrom, halfFrom } from '../../../core/numeric/halfPrecision.ts';
import { shapeText, sizeOf } from '../../../core/model/shape.ts';
import { printable } from '../../../core/printable.ts';
import type { Tensor } from '../../weights/tensor.ts';
import { maxModelParameters } from '../limits.ts';
import type { SideFiles } from '../modelFile.ts';
import type { OnnxTensor } from './message.ts';

/** A tensor of the file; its `values` are decoded when they are asked for, without rounding. */
export interface StoredTensor extends Tensor {
  readonly isInteger: boolean;
}

/** How a type of numbers is stored. */
interface NumberType {
  readonly name: string;
  /** Bytes per number in raw data. */
  readonly size: number;
  readonly read: (at: DataView, byte: number) => number;
  /** The field that holds the numbers where they are not raw. */
  readonly field: number;
  readonly isInteger?: true;
}

const integer = true as const;

/** By the numbers of `TensorProto.DataType`. */
const types: ReadonlyMap<number, NumberType> = new Map([
  [1, { name: 'float', size: 4, field: 4, read: (at, i) => at.getFloat32(i, true) }],
  [2, { name: 'uint8', size: 1, field: 5, read: (at, i) => at.getUint8(i), isInteger: integer }],
  [3, { name: 'int8', size: 1, field: 5, read: (at, i) => at.getInt8(i), isInteger: integer }],
  [
    4,
    {
      name: 'uint16',
      size: 2,
      field: 5,
      read: (at, i) => at.getUint16(i, true),
      isInteger: integer,
    },
  ],
  [
    5,
    { name: 'int16', size: 2, field: 5, read: (at, i) => at.getInt16(i, true), isInteger: integer },
  ],
  [
    6,
    { name: 'int32', size: 4, field: 5, read: (at, i) => at.getInt32(i, true), isInteger: integer },
  ],
  [7, { name: 'int64', size: 8, field: 7, read: int64At, isInteger: integer }],
  [9, { name: 'bool', size: 1, field: 5, read: (at, i) => at.getUint8(i), isInteger: integer }],
  [10, { name: 'float16', size: 2, field: 5, read: (at, i) => halfFrom(at.getUint16(i, true)) }],
  [11, { name: 'double', size: 8, field: 10, read: (at, i) => at.getFloat64(i, true) }],
  [
    12,
    {
      name: 'uint32',
      size: 4,
      field: 11,
      read: (at, i) => at.getUint32(i, true),
      isInteger: integer,
    },
  ],
  [13, { name: 'uint64', size: 8, field: 11, read: uint64At, isInteger: integer }],
  [16, { name: 'bfloat16', size: 2, field: 5, read: (at, i) => brainFrom(at.getUint16(i, true)) }],
] satisfies [number, NumberType][]);

/** Whether numbers of a type are real numbers, of any precision. */
export function isRealType(type: number): boolean {
  const known = types.get(type);
  return known !== undefined && !known.isInteger;
}

function int64At(at: DataView, byte: number): number {
  return at.getInt32(byte + 4, true) * 2 ** 32 + at.getUint32(byte, true);
}

function uint64At(at: DataView, byte: number): number {
  return at.getUint32(byte + 4, true) * 2 ** 32 + at.getUint32(byte, true);
}

/** A tensor of the file. Numbers in other files are read only when they are asked for. */
export function storedTensor(tensor: OnnxTensor, side: SideFiles): StoredTensor {
  const { name, dims, at, type } = tensor;
  let known: Float64Array | string | undefined;
  return {
    name,
    shape: dims,
    where: `byte ${at}`,
    isInteger: types.get(type)?.isInteger ?? false,
    values: () => (known ??= valuesOf(tensor, side)),
  };
}

/** Why a tensor cannot have the numbers that it says it has, without decoding them; undefined if it can. */
export function countFault(tensor: OnnxTensor): string | undefined {
  const { dims, type, raw, packed, external } = tensor;
  const count = sizeOf(dims);
  if (!dims.every((length) => Number.isSafeInteger(length) && length >= 0))
    return `has the dims ${shapeText(dims)}; expected lengths`;
  if (count > maxModelParameters)
    return `has the dims ${shapeText(dims)}, more than ${maxModelParameters.toLocaleString('en')} numbers`;
  const known = types.get(type);
  if (!known || external) return undefined;
  const parts = packed.get(known.field) ?? [];
  const found = raw
    ? raw.length / known.size
    : parts.reduce((sum, part) => sum + countIn(part, known), 0);
  return found === count ? undefined : wrongCount(dims, found);
}

function wrongCount(dims: readonly number[], found: number): string {
  const text = Number(found.toFixed(2)).toLocaleString('en');
  return `has dims ${shapeText(dims)}, which say ${sizeOf(dims).toLocaleString('en')} numbers, but the file has ${text}; export it again`;
}

function valuesOf(tensor: OnnxTensor, side: SideFiles): Float64Array | string {
  const fault = countFault(tensor);
  if (fault !== undefined) return fault;
  const { dims, type, raw, packed, external } = tensor;
  const known = types.get(type);
  if (!known)
    return `has numbers of type ${type}, which is not supported; export it with float, double, float16, bfloat16 or integers`;
  const count = sizeOf(dims);
  if (external) {
    const data = externalData(external, side);
    if (typeof data === 'string') return data;
    if (data.length !== count * known.size) return wrongCount(dims, data.length / known.size);
    return rawValues(data, known, count);
  }
  return raw
    ? rawValues(raw, known, count)
    : packedValues(packed.get(known.field) ?? [], known, count);
}

function rawValues(bytes: Uint8Array, { size, read }: NumberType, count: number): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float64Array.from({ length: count }, (_, i) => read(view, i * size));
}

/** Numbers of a field of their own: floats and doubles as such, all others as varints. */
function packedValues(parts: readonly Uint8Array[], type: NumberType, count: number): Float64Array {
  const width = widthOf(type);
  const numbers = new Float64Array(count);
  const scratch = new DataView(new ArrayBuffer(8));
  let i = 0;
  for (const part of parts) {
    const view = new DataView(part.buffer, part.byteOffset, part.length);
    if (width !== undefined)
      for (let at = 0; at < part.length; at += width) numbers[i++] = type.read(view, at);
    else
      for (let at = 0; at < part.length;) {
        at = readVarint(part, at, scratch);
        // Smaller integers, and the bits of a half, are the lowest bytes of a varint.
        numbers[i++] = type.read(scratch, 0);
      }
  }
  return numbers;
}

/** Bytes per number in a field of its own; undefined for varints. */
function widthOf({ field }: NumberType): number | undefined {
  return field === 4 ? 4 : field === 10 ? 8 : undefined;
}

/** The numbers in a part of a field; not whole if it is cut off. */
function countIn(part: Uint8Array, type: NumberType): number {
  const width = widthOf(type);
  return width === undefined ? varintCount(part) : part.length / width;
}

/** The number of varints that end in a list. */
function varintCount(part: Uint8Array): number {
  let count = 0;
  for (const byte of part) if (byte < 128) count++;
  const isWhole = part.length === 0 || part[part.length - 1] < 128;
  return isWhole ? count : count + 0.5;
}

/** Writes the 64 bits of the varint at a byte into `into`, and returns the byte after it. */
function readVarint(part: Uint8Array, at: number, into: DataView): number {
  let low = 0;
  let high = 0;
  let next = at;
  for (let shift = 0; ; shift += 7) {
    const byte = part[next++];
    const bits = byte & 127;
    if (shift < 28) low |= bits << shift;
    else if (shift === 28) {
      low |= bits << 28;
      high |= bits >> 4;
    } else if (shift < 64) high |= bits << (shift - 32);
    if (byte < 128) break;
  }
  into.setInt32(0, low, true);
  into.setInt32(4, high, true);
  return next;
}

/** The bytes of a tensor that are in a file beside the model, or why they cannot be read. */
function externalData(place: ReadonlyMap<string, string>, side: SideFiles): Uint8Array | string {
  const location = place.get('location') ?? '';
  const shown = JSON.stringify(printable(location, 80));
  if (location === '') return 'is in another file, whose name the model does not say';
  if (!isInside(location))
    return `has its data in ${shown}, outside the folder of the model, which is not opened; put the file beside the model`;
  const file = side(location);
  if (typeof file === 'string') return `has its data in ${shown}, which ${file}`;
  const offset = place.has('offset') ? Number(place.get('offset')) : 0;
  const length = place.has('length') ? Number(place.get('length')) : file.length - offset;
  const isRange = [offset, length].every((n) => Number.isSafeInteger(n) && n >= 0);
  if (!isRange || offset + length > file.length)
    return `has its data in bytes ${offset} to ${offset + length} of ${shown}, which has ${file.length.toLocaleString('en')} bytes; copy or export both files again`;
  return file.subarray(offset, offset + length);
}

/** Whether a path stays in the folder that it starts from, on every system. */
function isInside(path: string): boolean {
  if (/^[/\\]|^[A-Za-z]:|\0/.test(path)) return false;
  return !path.split(/[/\\]/).includes('..');
}
