import { parseJson } from '../text/parseJson.ts';
import { maxWeightFile, maxWeightHeader } from '../text/limits.ts';
import { Report } from '../text/report.ts';
import type { ObjectNode, SourceEntry, SourceNode } from '../text/source.ts';
import type { FileFault, Tensor } from './tensor.ts';

/** Bytes of the length of the header, a little-endian integer of 64 bits. */
const prefix = 8;

/** Bytes per number of the types that the format has, and how those that are weights are read. */
const types: Readonly<
  Record<string, { size: number; read?: (at: DataView, i: number) => number }>
> = {
  F64: { size: 8, read: (at, i) => at.getFloat64(i, true) },
  F32: { size: 4, read: (at, i) => at.getFloat32(i, true) },
  F16: { size: 2, read: (at, i) => halfFrom(at.getUint16(i, true)) },
  BF16: { size: 2, read: (at, i) => brainFrom(at.getUint16(i, true)) },
  ...{ I64: { size: 8 }, I32: { size: 4 }, I16: { size: 2 }, I8: { size: 1 } },
  ...{ U64: { size: 8 }, U32: { size: 4 }, U16: { size: 2 }, U8: { size: 1 } },
  ...{ BOOL: { size: 1 }, F8_E5M2: { size: 1 }, F8_E4M3: { size: 1 } },
};

/**
 * The tensors of a safetensors file in the order of its header, or its first fault. As the format
 * demands, they cover the data without hole or overlap. Every number is the double that it is; those
 * of integers are not read. Nothing is allocated beyond what the file holds.
 * Format: https://github.com/huggingface/safetensors#format
 */
export function readSafetensors(bytes: Uint8Array): readonly Tensor[] | FileFault {
  if (bytes.length > maxWeightFile)
    return fault(0, `The file has ${mega(bytes.length)} and may have ${mega(maxWeightFile)}`);
  if (bytes.length < prefix) return fault(0, 'The file ends before the length of its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getBigUint64(0, true);
  if (headerLength > BigInt(maxWeightHeader)) {
    const most = maxWeightHeader.toLocaleString('en');
    return fault(0, `A header of ${headerLength} bytes is announced, and ${most} are the most`);
  }
  const dataStart = prefix + Number(headerLength);
  if (dataStart > bytes.length)
    return fault(0, `A header of ${headerLength} bytes is announced, and the file is shorter`);
  const text = utf8(bytes.subarray(prefix, dataStart));
  if (text === undefined) return fault(prefix, 'The header is not UTF-8');
  if (!text.startsWith('{')) return fault(prefix, 'The header must begin with {');
  const starts = byteStarts(text);
  const byteOf = (character: number): number => prefix + starts[character];
  const report = new Report();
  const root = parseJson(text, report);
  const [error] = report.problems().filter(({ severity }) => severity === 'error');
  if (error) return fault(byteOf(error.range.start), error.message);
  if (root?.kind !== 'object') return fault(prefix, 'The header must be an object');
  const data = new DataView(view.buffer, view.byteOffset + dataStart, bytes.length - dataStart);
  const placed: Placed[] = [];
  for (const entry of root.entries) {
    if (entry.key === '__metadata__') continue;
    const one = placedFrom(entry, data, byteOf);
    if (!('tensor' in one)) return one;
    placed.push(one);
  }
  return coverFault(placed, data.byteLength) ?? placed.map(({ tensor }) => tensor);
}

interface Placed {
  readonly tensor: Tensor;
  readonly at: number;
  readonly begin: number;
  readonly end: number;
}

function placedFrom(
  { key, keyRange, value }: SourceEntry,
  data: DataView,
  byteOf: (character: number) => number,
): Placed | FileFault {
  const at = byteOf(keyRange.start);
  const wrong = (message: string): FileFault => fault(at, `${key} ${message}`);
  if (value.kind !== 'object') return wrong('must be an object with dtype, shape and data_offsets');
  const dtype = field(value, 'dtype');
  const type = dtype?.kind === 'string' ? ownType(dtype.value) : undefined;
  if (dtype?.kind !== 'string' || !type) return wrong('has no dtype that the format knows');
  const shape = naturals(field(value, 'shape'));
  if (!shape) return wrong('has no shape: a list of whole numbers');
  const offsets = naturals(field(value, 'data_offsets'));
  if (offsets?.length !== 2) return wrong('has no data_offsets: a list of two whole numbers');
  const [begin, end] = offsets;
  if (begin > end || end > data.byteLength)
    return wrong(
      `lies from ${begin} to ${end}, beyond the ${data.byteLength.toLocaleString('en')} bytes of data`,
    );
  const count = shape.reduce((product, length) => product * length, 1);
  if (count * type.size !== end - begin) {
    const found = `${end - begin} bytes of data`;
    return wrong(`of shape ${shapeText(shape)} and type ${dtype.value} cannot have ${found}`);
  }
  const values = (): Float64Array | string => {
    const { read, size } = type;
    if (!read) return `is of type ${dtype.value}; read are F64, F32, F16 and BF16`;
    return Float64Array.from({ length: count }, (_, i) => read(data, begin + i * size));
  };
  return { tensor: { name: key, shape, where: `byte ${at}`, values }, at, begin, end };
}

function coverFault(placed: readonly Placed[], length: number): FileFault | undefined {
  let covered = 0;
  for (const { tensor, at, begin, end } of placed.toSorted(
    (a, b) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin !== covered) {
      const what = begin > covered ? 'leaves a hole after' : 'overlaps what is before';
      return fault(at, `${tensor.name} ${what} byte ${covered} of the data`);
    }
    covered = end;
  }
  if (covered === length) return undefined;
  return fault(0, `The tensors end at byte ${covered} of the data, which has ${length}`);
}

/** The text of bytes, by the strict decoder that the language itself has; undefined where they are none. */
function utf8(bytes: Uint8Array): string | undefined {
  const escaped = Array.from(bytes, (byte) =>
    byte < 0x80 && byte !== 0x25
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).padStart(2, '0')}`,
  );
  try {
    return decodeURIComponent(escaped.join(''));
  } catch {
    return undefined;
  }
}

/** Where the UTF-16 units of a text begin in its UTF-8. */
function byteStarts(text: string): Uint32Array {
  const starts = new Uint32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Both halves of a surrogate pair count two of its four bytes.
    const isHalf = unit >= 0xd800 && unit < 0xe000;
    starts[i + 1] = starts[i] + (unit < 0x80 ? 1 : unit < 0x800 || isHalf ? 2 : 3);
  }
  return starts;
}

/** A shape as it is written in Python. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

function field({ entries }: ObjectNode, key: string): SourceNode | undefined {
  return entries.find((entry) => entry.key === key)?.value;
}

function naturals(node: SourceNode | undefined): number[] | undefined {
  if (node?.kind !== 'list') return undefined;
  const numbers = node.items.map((item) => (item.kind === 'number' ? item.value : NaN));
  return numbers.every((n) => Number.isSafeInteger(n) && n >= 0) ? numbers : undefined;
}

function ownType(name: string) {
  return Object.hasOwn(types, name) ? types[name] : undefined;
}

function fault(at: number, message: string): FileFault {
  return { where: `byte ${at}`, message };
}

function mega(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

/** The value of a half-precision number (IEEE 754 binary16) by its bits; exact. */
function halfFrom(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The value of a bfloat16, the upper half of a single-precision number; exact. */
function brainFrom(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, bits);
  return view.getFloat32(0);
}
