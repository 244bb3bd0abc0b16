import { printable } from '../../core/printable.ts';

/** A named quantity as text. */
export type Row = readonly [name: string, text: string];

/** Rows in two columns; a name is printed once. */
export function table(rows: readonly Row[]): string {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows
    .map(([name, text], i) => {
      const shown = rows[i - 1]?.[0] === name ? '' : name;
      return `  ${shown.padEnd(width)}  ${printable(text)}\n`;
    })
    .join('');
}
