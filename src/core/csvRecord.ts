import { digits } from './digits.ts';

export type Field = string | number;

/** One record of comma-separated values (RFC 4180); numbers keep all their digits. */
export function record(fields: readonly Field[]): string {
  return `${fields.map((f) => (typeof f === 'number' ? digits(f) : quoted(f))).join(',')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
