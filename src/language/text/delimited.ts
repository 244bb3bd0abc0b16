/** The values of a line of delimited text (RFC 4180): a quote inside quotes is written twice. */
export function valuesOfLine(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const values: string[] = [];
  let value = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
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
