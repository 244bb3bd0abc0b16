/** A number that is written in several bytes, each but the last with its highest bit set. */
function varint(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, value); ; rest >>= 7n) {
    if (rest < 128n) return [...bytes, Number(rest)];
    bytes.push(Number(rest & 127n) | 128);
  }
}

/** A field of a protobuf message with its tag. */
export type ProtoField = readonly number[];

export function integerField(number: number, value: number | bigint): ProtoField {
  return [...varint(BigInt(number << 3)), ...varint(BigInt(value))];
}

export function doubleField(number: number, value: number): ProtoField {
  return [
    ...varint(BigInt((number << 3) | 1)),
    ...new Uint8Array(new Float64Array([value]).buffer),
  ];
}

export function floatField(number: number, value: number): ProtoField {
  return [
    ...varint(BigInt((number << 3) | 5)),
    ...new Uint8Array(new Float32Array([value]).buffer),
  ];
}

export function bytesField(number: number, content: string | Iterable<number>): ProtoField {
  const bytes = typeof content === 'string' ? [...new TextEncoder().encode(content)] : [...content];
  return [...varint(BigInt((number << 3) | 2)), ...varint(BigInt(bytes.length)), ...bytes];
}

/** CRC-32C, bit by bit, masked as in TFRecord files. */
export function maskedChecksum(bytes: readonly number[]): number {
  let sum = 0xffffffffn;
  for (const byte of bytes) {
    sum ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) sum = sum & 1n ? (sum >> 1n) ^ 0x82f63b78n : sum >> 1n;
  }
  sum ^= 0xffffffffn;
  return Number((((sum >> 15n) | (sum << 17n)) + 0xa282ead8n) & 0xffffffffn);
}

function littleEndian(value: number, length: number): number[] {
  return Array.from({ length }, (_, i) => Number((BigInt(value) >> BigInt(8 * i)) & 255n));
}

/** A record of a TFRecord file. */
export function tfRecord(data: readonly number[]): number[] {
  const length = littleEndian(data.length, 8);
  return [
    ...length,
    ...littleEndian(maskedChecksum(length), 4),
    ...data,
    ...littleEndian(maskedChecksum(data), 4),
  ];
}

/** How a scalar is written: by PyTorch, or in a tensor by `tf.summary.scalar` and by newer versions of PyTorch. */
export const scalarForms = {
  simple: (value: number): ProtoField => floatField(2, value),
  float: (value: number): ProtoField =>
    bytesField(8, [
      ...integerField(1, 1),
      ...bytesField(2, []),
      ...bytesField(4, new Uint8Array(new Float32Array([value]).buffer)),
    ]),
  double: (value: number): ProtoField =>
    bytesField(8, [
      ...integerField(1, 2),
      ...bytesField(4, new Uint8Array(new Float64Array([value]).buffer)),
    ]),
  floatValue: (value: number): ProtoField =>
    bytesField(8, [...integerField(1, 1), ...floatField(5, value)]),
  packedFloats: (value: number): ProtoField =>
    bytesField(8, [
      ...integerField(1, 1),
      ...bytesField(2, bytesField(2, integerField(1, 1))),
      ...bytesField(5, new Uint8Array(new Float32Array([value]).buffer)),
    ]),
  doubleValue: (value: number): ProtoField =>
    bytesField(8, [...integerField(1, 2), ...doubleField(6, value)]),
  brain: (value: number): ProtoField =>
    bytesField(8, [
      ...integerField(1, 14),
      ...bytesField(4, new Uint8Array(new Float32Array([value]).buffer).subarray(2)),
    ]),
  packedBrain: (value: number): ProtoField => {
    const [bits] = new Uint16Array(new Float32Array([value]).buffer).subarray(1);
    return bytesField(8, [...integerField(1, 14), ...bytesField(13, varint(BigInt(bits)))]);
  },
  integer: (value: number): ProtoField =>
    bytesField(8, [...integerField(1, 9), ...integerField(10, Math.round(value))]),
} as const;

export interface WrittenEvent {
  readonly step: number;
  readonly time?: number;
  readonly isStart?: boolean;
  readonly scalars?: Readonly<Record<string, number>>;
  readonly form?: keyof typeof scalarForms;
}

export function eventRecord(event: WrittenEvent): number[] {
  const { step, time = 1.7e9, isStart = false, scalars = {}, form = 'simple' } = event;
  const values = Object.entries(scalars).flatMap(([tag, value]) =>
    bytesField(1, [...bytesField(1, tag), ...scalarForms[form](value)]),
  );
  return tfRecord([
    ...doubleField(1, time),
    ...(step === 0 ? [] : integerField(2, step)),
    ...(values.length > 0 ? bytesField(5, values) : []),
    ...(isStart ? bytesField(7, integerField(1, 1)) : []),
  ]);
}

/** The first record of every event file. */
export function versionRecord(time = 1.7e9): number[] {
  return tfRecord([...doubleField(1, time), ...bytesField(3, 'brain.Event:2')]);
}

/** An event file with these events. */
export function eventFile(events: readonly WrittenEvent[], time = events.at(0)?.time): Uint8Array {
  return Uint8Array.from([versionRecord(time), ...events.map(eventRecord)].flat());
}
