import { RowSample } from './lines.ts';
import { parsedTolerantly, valuesOf } from './records.ts';
import type { LogProblem, LogReading, LogRows } from './table.ts';

/** UTF-16 units between two yields: far less than a millisecond of work. */
const unitsPerTurn = 2 ** 15;

/**
 * Rows of a log that is one JSON document: a list of records, or the `log_history` of a Hugging Face
 * trainer_state.json. One record at a time is parsed, never the document, so that no size stops the
 * thread, and a document that is still being written has the records that are complete. Undefined
 * where there is no such list.
 */
export function* jsonDocumentRows(
  text: string,
): LogReading<(LogRows & { readonly format: 'json' | 'trainerState' }) | undefined> {
  const sample = new RowSample();
  const mark = /["{}[\]]/g;
  let depth = 0;
  /** Depth inside the list of records, while in it, and where a record begins. */
  let listDepth: number | undefined;
  let start: number | undefined;
  let format: 'json' | 'trainerState' = 'json';
  let key: { readonly name: string; readonly end: number } | undefined;
  const lines = lineNumbers(text);
  let turn = unitsPerTurn;
  let broken: number | undefined;
  let isOver = false;

  for (let found = mark.exec(text); found && !isOver; found = mark.exec(text)) {
    const at = found.index;
    if (at >= turn) {
      yield at / text.length;
      turn = at + unitsPerTurn;
    }
    switch (found[0]) {
      case '"': {
        const end = endOfString(text, at);
        if (depth === 1 && listDepth === undefined) key = { name: text.slice(at + 1, end), end };
        mark.lastIndex = end + 1;
        break;
      }
      case '{':
        depth++;
        if (listDepth !== undefined && depth === listDepth + 1) start = at;
        break;
      case '[':
        depth++;
        if (listDepth !== undefined) break;
        if (depth === 1) listDepth = 1;
        else if (depth === 2 && key?.name === 'log_history' && isColon(text, key.end + 1, at)) {
          listDepth = 2;
          format = 'trainerState';
        }
        break;
      case '}':
        if (listDepth !== undefined && depth === listDepth + 1 && start !== undefined) {
          const line = lines(start);
          if (sample.wantsNext() && !addRecord(sample, text.slice(start, at + 1), line))
            broken ??= line;
          start = undefined;
        }
        depth--;
        break;
      case ']':
        isOver = depth === listDepth;
        depth--;
    }
  }
  if (listDepth === undefined) return undefined;
  const { rows } = sample;
  if (!isOver) broken ??= lines(start ?? text.length);
  const problems: LogProblem[] = [];
  if (broken !== undefined) {
    const message = isOver
      ? 'A record cannot be read and was left out'
      : 'The document ends inside its list; complete records are shown';
    problems.push({ severity: 'warning', code: 'broken-line', message, line: broken });
  }
  return { format, rows, problems, sample };
}

/** Adds the numbers of a training record; false if it is not valid JSON. */
function addRecord(sample: RowSample, text: string, line: number): boolean {
  try {
    const values = valuesOf(parsedTolerantly(text));
    if (values && !values.has('train_runtime')) sample.add({ line, values });
    return true;
  } catch {
    return false;
  }
}

/** The closing quote of a string, or the end of the text. */
function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text[before] === '\\') before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

/** Whether there is only a colon and white space between two positions. */
function isColon(text: string, from: number, to: number): boolean {
  return to - from < 100 && text.slice(from, to).trim() === ':';
}

/** The line number, from 1, of positions that are queried in ascending order. */
function lineNumbers(text: string): (at: number) => number {
  let line = 1;
  let end = text.indexOf('\n');
  return (at) => {
    for (; end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line++;
    return line;
  };
}
