import { brainFrom, halfFrom } from '../../core/numeric/halfPrecision.ts';
import { shapeText } from '../../core/model/shape.ts';
import { printable } from '../../core/printable.ts';
import { parseJson } from '../text/parseJson.ts';
import { maxWeightFile, maxWeightHeader } from '../text/limits.ts';
import { Report } from '../text/report.ts';
import type { ObjectNode, SourceEntry, SourceNode } from '../text/source.ts';
import { knownFormat } from './otherFormat.ts';
import type { FileFault, Tensor } from './tensor.ts';

/** The file begins with the length of the header, a 64-bit little-endian integer. */
const prefix = 8;

/** The types of the format: bytes per number, and for floating-point types how to read one. */
const types: Readonly<
  Record<string, { size: number; read?: (at: DataView, i: number) => number }>
> = {
  F64: { size: 8, read: (at, i) => at.getFloat64(i, true) },
  F32: { size: 4, read: (at, i) => at.getFloat32(i, true) },
  F16: { size: 2, read: (at, i) => halfFrom(at.getUint16(i, true)) },
  BF16: { size: 2, read: (at, i) => brainFrom(at.getUint16(i, true)) },
  ...{ I64: { size: 8 }, I32: { size: 4 }, I16: { size: 2 }, I8: { size: 1 } },
  ...{ U64: { size: 8 }, U32: { size: 4 }, U16: { size: 2 }, U8: { size: 1 } },
  ...{ BOOL: { size: 1 }, F8_E5M2: { size: 1 }, F8_E4M3: { size: 1 }, F8_E8M0: { size: 1 } },
  // Two numbers share a byte in the types with four bits.
  ...{ F4: { size: 0.5 }, F6_E2M3: { size: 0.75 }, F6_E3M2: { size: 0.75 }, C64: { size: 8 } },
};

/**
 * The tensors of a safetensors file in the order of its header, or its first fault. As the format
 * requires, they must cover the data without gaps or overlaps. Numbers are converted to doubles
 * without rounding; integer tensors are not supported. Memory is allocated only for data that the
 * file contains. Format: https://github.com/huggingface/safetensors#format
 */
export function readSafetensors(bytes: Uint8Array): readonly Tensor[] | FileFault {
  if (bytes.length > maxWeightFile)
    return fault(
      0,
      `The file is ${mega(bytes.length)}, larger than the maximum of ${mega(maxWeightFile)}`,
    );
  if (bytes.length < prefix) return fault(0, 'The file ends before the length of its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getBigUint64(0, true);
  if (headerLength > BigInt(maxWeightHeader)) {
    const most = maxWeightHeader.toLocaleString('en');
    return (
      otherFormat(bytes) ??
      fault(0, `The header is ${headerLength} bytes, longer than the maximum of ${most}`)
    );
  }
  const dataStart = prefix + Number(headerLength);
  if (dataStart > bytes.length)
    return (
      otherFormat(bytes) ?? fault(0, `The header is ${headerLength} bytes, but the file is shorter`)
    );
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

/** The fault of a file that has the first bytes of another format. */
function otherFormat(bytes: Uint8Array): FileFault | undefined {
  const is = knownFormat(bytes);
  return is === undefined ? undefined : fault(0, `The file is ${is}, not safetensors`);
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
  if (dtype?.kind !== 'string') return wrong('needs "dtype", the type of its numbers');
  if (!type) return wrong(`has the unknown type ${printable(dtype.value, 40)}`);
  const shape = naturals(field(value, 'shape'));
  if (!shape) return wrong('needs "shape", a list of non-negative integers');
  const offsets = naturals(field(value, 'data_offsets'));
  if (offsets?.length !== 2)
    return wrong('needs "data_offsets", a list of two non-negative integers');
  const [begin, end] = offsets;
  if (begin > end || end > data.byteLength)
    return wrong(
      `has offsets ${begin} to ${end}, outside the ${data.byteLength.toLocaleString('en')} bytes of data`,
    );
  const count = shape.reduce((product, length) => product * length, 1);
  if (count * type.size !== end - begin) {
    const found = `${end - begin} bytes of data`;
    return wrong(
      `has ${found}, which does not match shape ${shapeText(shape)} and type ${dtype.value}`,
    );
  }
  const values = (): Float64Array | string => {
    const { read, size } = type;
    if (!read)
      return `has type ${dtype.value}, which is not supported; expected F64, F32, F16 or BF16`;
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
      const what = begin > covered ? 'leaves a gap after' : 'overlaps the data before';
      return fault(at, `${tensor.name} ${what} byte ${covered} of the data`);
    }
    covered = end;
  }
  if (covered === length) return undefined;
  return fault(0, `The tensors cover ${covered} of ${length} bytes of data`);
}

/** Decodes UTF-8 with `decodeURIComponent`, which is strict; undefined if it is invalid. */
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

/** For each UTF-16 code unit of a text, its byte offset in UTF-8. */
function byteStarts(text: string): Uint32Array {
  const starts = new Uint32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair counts as two of the four bytes.
    const isHalf = unit >= 0xd800 && unit < 0xe000;
    starts[i + 1] = starts[i] + (unit < 0x80 ? 1 : unit < 0x800 || isHalf ? 2 : 3);
  }
  return starts;
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
