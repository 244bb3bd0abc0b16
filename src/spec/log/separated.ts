import { numberIn, type LogProblem, type LogRow } from './table.ts';

/** Rows of comma- or tab-separated values under a line of names, after RFC 4180. */
export function separatedRows(
  lines: Iterable<string>,
  separator: ',' | '\t',
): { readonly rows: readonly LogRow[]; readonly problems: readonly LogProblem[] } {
  const rows: LogRow[] = [];
  const problems: LogProblem[] = [];
  let names: readonly string[] | undefined;
  let line = 0;
  let ragged = 0;
  for (const text of lines) {
    line++;
    if (text.trim() === '') continue;
    const cells = cellsOf(text, separator);
    if (!names) {
      names = cells.map((cell) => cell.trim());
      continue;
    }
    // A run that was resumed may have written its names again.
    if (cells.every((cell, i) => cell.trim() === names![i])) continue;
    if (cells.length !== names.length && ragged++ === 0) {
      const message = `This line has ${cells.length} values for ${names.length} columns; what fits is kept`;
      problems.push({ severity: 'warning', code: 'ragged-line', message, line });
    }
    const values = new Map<string, number>();
    names.forEach((name, i) => {
      const value = numberIn(cells[i] ?? '');
      if (value !== undefined) values.set(name, value);
    });
    rows.push({ line, values });
  }
  if (ragged > 1) {
    const message = `${ragged} lines have another number of values than there are columns`;
    problems.push({ severity: 'warning', code: 'ragged-lines', message });
  }
  return { rows, problems };
}

/** The cells of a line; a quote inside quotes is written twice. */
function cellsOf(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"' && quoted && text[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (c === '"') {
      quoted = !quoted;
    } else if (c === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else {
      cell += c;
    }
  }
  return [...cells, cell];
}
