import { valuesOfLine } from '../text/delimited.ts';
import { RowSample, type Lines } from './lines.ts';
import { numberIn, type LogProblem, type LogReading, type LogRows } from './table.ts';

/** Rows of comma- or tab-separated values under a line of names, after RFC 4180. */
export function* separatedRows(lines: Lines, separator: ',' | '\t'): LogReading<LogRows> {
  const sample = new RowSample();
  const problems: LogProblem[] = [];
  let head: { readonly text: string; readonly names: readonly string[] } | undefined;
  let ragged = 0;
  for (let text = lines.next(); text !== undefined; text = lines.next()) {
    if (lines.isTurn) yield lines.share;
    if (text.trim() === '') continue;
    if (!head) {
      head = { text, names: valuesOfLine(text, separator).map((cell) => cell.trim()) };
      continue;
    }
    // A resumed run may have written the header again.
    if (text === head.text || !sample.wantsNext()) continue;
    const { line } = lines;
    const { names } = head;
    const cells = valuesOfLine(text, separator);
    if (cells.length !== names.length && ragged++ === 0) {
      const message = `This line has ${cells.length} values for ${names.length} columns; matching values are kept`;
      problems.push({ severity: 'warning', code: 'ragged-line', message, line });
    }
    const values = new Map<string, number>();
    for (const [i, name] of names.entries()) {
      const value = numberIn(cells[i] ?? '');
      if (value !== undefined) values.set(name, value);
    }
    sample.add({ line, values });
  }
  if (ragged > 1) {
    const message = `${ragged} lines have another number of values than there are columns`;
    problems.push({ severity: 'warning', code: 'ragged-lines', message });
  }
  return { rows: sample.rows, problems, sample };
}
