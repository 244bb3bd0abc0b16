/** A tensor to be written: its type, its shape and the bytes of its numbers. */
export interface WrittenTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** A safetensors file with the tensors in the given order, as the format specifies. */
export function safetensorsFile(tensors: Readonly<Record<string, WrittenTensor>>): Uint8Array {
  let end = 0;
  const header = Object.entries(tensors).map(([name, { dtype, shape, data }]) => {
    const begin = end;
    end += data.length;
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const data = Object.values(tensors).flatMap((tensor) => [...tensor.data]);
  return withHeader(JSON.stringify(Object.fromEntries(header)), Uint8Array.from(data));
}

/** A file with the given header, valid or not. */
export function withHeader(header: string, data: Uint8Array = new Uint8Array()): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

/** Numbers of single precision. */
export function f32(shape: readonly number[], values: readonly number[]): WrittenTensor {
  const data = new Uint8Array(4 * values.length);
  const view = new DataView(data.buffer);
  values.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return { dtype: 'F32', shape, data };
}

/** Numbers of double precision. */
export function f64(shape: readonly number[], values: readonly number[]): WrittenTensor {
  const data = new Uint8Array(8 * values.length);
  const view = new DataView(data.buffer);
  values.forEach((value, i) => view.setFloat64(8 * i, value, true));
  return { dtype: 'F64', shape, data };
}

/** Numbers of 16 bits, given by their bits. */
export function bits16(
  dtype: 'F16' | 'BF16',
  shape: readonly number[],
  bits: readonly number[],
): WrittenTensor {
  const data = new Uint8Array(2 * bits.length);
  const view = new DataView(data.buffer);
  bits.forEach((value, i) => view.setUint16(2 * i, value, true));
  return { dtype, shape, data };
}
