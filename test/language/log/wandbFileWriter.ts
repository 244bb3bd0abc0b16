import { crc32 } from 'node:zlib';
import { bytesField, integerField } from './eventFileWriter.ts';

/** Records in the log of LevelDB, as W&B writes it; also the byte at which each one begins. */
export function wandbFile(records: readonly (readonly number[])[]): {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly starts: readonly number[];
} {
  const block = 32768;
  const bytes: number[] = [...Buffer.from(':W&B'), 0xe1, 0xbe, 0];
  const starts: number[] = [];
  for (const record of records) {
    let isFirst = true;
    for (let rest = record; isFirst || rest.length > 0; isFirst = false) {
      const room = block - (bytes.length % block);
      if (room < 7) bytes.push(...new Uint8Array(room));
      const most = block - (bytes.length % block) - 7;
      const data = rest.slice(0, most);
      rest = rest.slice(most);
      const kind = isFirst ? (rest.length > 0 ? 2 : 1) : rest.length > 0 ? 3 : 4;
      const header = Buffer.alloc(7);
      header.writeUInt32LE(crc32(Buffer.from([kind, ...data])), 0);
      header.writeUInt16LE(data.length, 4);
      header.writeUInt8(kind, 6);
      if (isFirst) starts.push(bytes.length);
      for (const byte of header) bytes.push(byte);
      for (const byte of data) bytes.push(byte);
    }
  }
  return { bytes: Uint8Array.from(bytes), starts };
}

/** A record with history. Newer versions write the parts of a key one by one. */
export function wandbHistory(
  values: Readonly<Record<string, unknown>>,
  isNested = false,
): number[] {
  const items = Object.entries(values).flatMap(([key, value]) =>
    bytesField(1, [
      ...(isNested ? bytesField(2, key) : bytesField(1, key)),
      ...bytesField(16, JSON.stringify(value)),
    ]),
  );
  return [...integerField(1, 1), ...bytesField(2, items)];
}
