import { digits } from './digits.ts';
import { printable } from './printable.ts';

export type Field = string | number;

/**
 * A record of CSV (RFC 4180), on one line whatever the texts contain. Numbers round-trip.
 *
 * Spreadsheets evaluate a field that begins like a formula, and may load addresses or start programs, so such a
 * text gets the apostrophe that means text there (https://owasp.org/www-community/attacks/CSV_Injection). Only
 * texts are concerned: −1.5 stays a number, also as the name of a class.
 */
export function record(fields: readonly Field[]): string {
  return `${fields.map((f) => (typeof f === 'number' ? digits(f) : quoted(f))).join(',')}\r\n`;
}

function quoted(text: string): string {
  const line = printable(text);
  const isFormula = /^\s*[=+\-@]/.test(line) && Number.isNaN(Number(line));
  const shown = isFormula ? `'${line}` : line;
  return /[",]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
