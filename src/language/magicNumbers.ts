/** The first bytes of files in formats that may be met anywhere, as Latin-1 text. */
export const magicNumbers = { zip: 'PK\x03\x04', gzip: '\x1F\x8B' } as const;

/** Whether a file begins with these bytes, given as Latin-1 text. */
export function beginsWith(bytes: Uint8Array, start: string): boolean {
  return Array.from(start).every((c, i) => bytes[i] === c.charCodeAt(0));
}
