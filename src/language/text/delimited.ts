/** More values than a line of any table has; further ones are not read. */
const maxValues = 2 ** 18;

/** The values of a line of delimited text (RFC 4180): a quote inside quotes is written twice. */
export function valuesOfLine(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator, maxValues);
  const values: string[] = [];
  let value = '';
  let quoted = false;
  for (let i = 0; i < text.length && values.length < maxValues; i++) {
    const c = text[i];
    if (c === '"' && quoted && text[i + 1] === '"') {
      value += '"';
      i++;
    } else if (c === '"') {
      quoted = !quoted;
    } else if (c === separator && !quoted) {
      values.push(value);
      value = '';
    } else {
      value += c;
    }
  }
  return [...values, value];
}

/**
 * The trimmed values of a line. A space as the separator stands for any number of spaces.
 */
export function cellsOfLine(line: string, separator: string): string[] {
  return separator === ' '
    ? line.trim().split(/\s+/)
    : valuesOfLine(line, separator).map((cell) => cell.trim());
}

/** A number with a decimal comma, as spreadsheets write it in many languages. */
export const decimalComma = /^[-+]?\d*,\d+(?:e[-+]?\d+)?$/i;

/** The separator that a spreadsheet names in a line of its own, `sep=;`. */
export function namedSeparator(line: string): string | undefined {
  return /^sep=(.)$/i.exec(line.trim())?.[1];
}
