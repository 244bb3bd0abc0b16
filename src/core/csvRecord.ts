import { digits } from './digits.ts';

export type Field = string | number;

/** A record of CSV (RFC 4180). Numbers round-trip. */
export function record(fields: readonly Field[]): string {
  return `${fields.map((f) => (typeof f === 'number' ? digits(f) : quoted(f))).join(',')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
