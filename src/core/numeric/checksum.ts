/** A cyclic redundancy check of 32 bits, by its polynomial with reversed bits. */
function checksumOf(polynomial: number): (bytes: Uint8Array, start: number, end: number) => number {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
    return rest;
  });
  return (bytes, start, end) => {
    let sum = -1;
    for (let i = start; i < end; i++) sum = (sum >>> 8) ^ table[(sum ^ bytes[i]) & 255];
    return ~sum >>> 0;
  };
}

/** CRC-32C (Castagnoli) of a range of bytes. */
export const crc32c = checksumOf(0x82f63b78);

/** CRC-32 of a range of bytes, as in PNG and zip files. */
export const crc32 = checksumOf(0xedb88320);
