import { printable } from '../../core/printable.ts';
import { RowSample } from './lines.ts';
import { readLiteral } from './literal.ts';
import {
  maxLogRows,
  numberIn,
  type LogProblem,
  type LogReading,
  type LogRow,
  type LogRows,
} from './table.ts';

/** UTF-16 units between two yields: far less than a millisecond of work. */
const unitsPerTurn = 2 ** 15;

/** Records are in a list in an object in a list at most; what is in them needs no place. */
const maxDepth = 4;

/** More lists or columns in one document are not examined. */
const maxParts = 1000;

/** Whether a text begins as JSON does, and not with a tag in brackets or a Python dictionary. */
export function startsAsJson(text: string): boolean {
  return /^\s*(?:\[\s*(?:[{[\]]|$)|\{\s*(?:["}]|$))/.test(text.slice(0, 10_000));
}

/**
 * Rows of a log that is one JSON document: a list of records; an object with such a list, like the
 * `log_history` of a Hugging Face trainer_state.json; an object with a list of numbers per column, or in any
 * orientation that pandas writes; or records one after the other, on any number of lines. One
 * record at a time is parsed, never the document, so that no size stops the thread, and a document that is
 * still being written has the records that are complete. Undefined where there are no records.
 */
export function* jsonDocumentRows(
  text: string,
): LogReading<(LogRows & { readonly format: 'json' | 'jsonLines' | 'trainerState' }) | undefined> {
  const parts = new Parts(text);
  const mark = /["{}[\]]/g;
  let turn = unitsPerTurn;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    const at = found.index;
    if (at >= turn) {
      yield at / text.length;
      turn = at + unitsPerTurn;
    }
    if (found[0] === '"') {
      const end = endOfString(text, at);
      parts.addString(at, end);
      mark.lastIndex = end + 1;
    } else if (found[0] === '{' || found[0] === '[') parts.open(found[0], at);
    else parts.close(at);
  }
  parts.finish();

  const history = parts.lists.get('log_history');
  const list = history ?? parts.list ?? longest([...parts.lists.values()]);
  if (list && list.count > 0)
    return { format: history ? 'trainerState' : 'json', ...parts.result(list) };
  if (parts.indexed.count > 0) return { format: 'json', ...parts.result(parts.indexed) };
  const table = (yield* splitTable(text, parts.columns)) ?? (yield* tableOf(text, parts.columns));
  if (table) return { format: 'json', problems: parts.problems, ...table };
  if (parts.sequence.count > 0) return { format: 'jsonLines', ...parts.result(parts.sequence) };
  return undefined;
}

interface Container {
  readonly isList: boolean;
  readonly start: number;
  /** The name of a member of an object. */
  readonly key: string | undefined;
}

/** The parts of a document that can be rows or columns, collected while it is scanned. */
class Parts {
  /** Records of the document, if that is a list. */
  list: RowSample | undefined;
  /** Records of the lists in the outermost object. */
  readonly lists = new Map<string, RowSample>();
  /** Records of the outermost object, by their numbers. */
  readonly indexed = new RowSample();
  /** Records that stand one after the other. */
  readonly sequence = new RowSample();
  /** Members of the outermost object that can be columns. */
  readonly columns: Member[] = [];
  readonly problems: LogProblem[] = [];
  private readonly stack: Container[] = [];
  /** How many containers are open inside the innermost one of the stack. */
  private deeper = 0;
  private readonly lineAt: (at: number) => number;
  private string: { readonly text: string; readonly end: number } | undefined;
  private unfinished: number | undefined;
  private broken: { line: number; text: string } | undefined;

  constructor(private readonly text: string) {
    this.lineAt = lineNumbers(text);
  }

  addString(start: number, end: number): void {
    if (this.stack.length === 1)
      this.string = { text: this.text.slice(start + 1, Math.min(end, start + 200)), end };
  }

  open(bracket: '{' | '[', at: number): void {
    const [outer] = this.stack;
    const isMember = this.stack.length === 1 && !outer.isList;
    const key =
      isMember && this.string && isColon(this.text, this.string.end + 1, at)
        ? this.string.text
        : undefined;
    if (this.stack.length === 0 && bracket === '[') this.list ??= new RowSample();
    // Deeper containers matter only for their brackets.
    if (this.stack.length < maxDepth) this.stack.push({ isList: bracket === '[', start: at, key });
    else this.deeper++;
  }

  close(at: number): void {
    if (this.deeper > 0) {
      this.deeper--;
      return;
    }
    const closed = this.stack.pop();
    if (!closed) return;
    const { isList, start, key } = closed;
    const [outer, inner] = this.stack;
    switch (this.stack.length) {
      case 0:
        if (!isList) this.addRecord(this.sequence, start, at);
        break;
      case 1:
        if (outer.isList && !isList && this.list) this.addRecord(this.list, start, at);
        if (!outer.isList && !isList && isNumber(key)) this.addRecord(this.indexed, start, at);
        else if (!outer.isList && key !== undefined && this.columns.length < maxParts)
          this.columns.push({ key, start, end: at + 1 });
        break;
      case 2:
        if (!isList && inner.isList && inner.key !== undefined) {
          const list = this.lists.get(inner.key) ?? new RowSample();
          if (this.lists.size < maxParts) this.lists.set(inner.key, list);
          this.addRecord(list, start, at);
        }
    }
  }

  finish(): void {
    if (this.stack.length > 0) this.unfinished = this.lineAt(this.text.length);
  }

  /** The rows of a list, with what could not be read. */
  result(list: RowSample): LogRows {
    // Some rows are only read now, and may be broken.
    const { rows } = list;
    const problems = [...this.problems];
    if (this.broken) {
      const { line, text } = this.broken;
      const message = `A value cannot be read and was left out: ${text}`;
      problems.push({ severity: 'warning', code: 'unreadable-value', message, line });
    }
    if (this.unfinished !== undefined) {
      const message = 'The document ends inside a list or record; complete records are shown';
      const line = this.unfinished;
      problems.push({ severity: 'warning', code: 'broken-line', message, line });
    }
    return { rows, problems, sample: list };
  }

  private addRecord(list: RowSample, start: number, at: number): void {
    // The outermost object can be the whole document, whose members are something else.
    const isWhole = this.lists.size > 0 || this.columns.length > 1 || this.indexed.count > 0;
    if (list === this.sequence && isWhole) return;
    const line = this.lineAt(start);
    list.offer(() => {
      const { values, unreadable } = readLiteral(this.text.slice(start, at + 1), 0);
      if (unreadable)
        this.broken ??= { line, text: printable(`${unreadable.name}: ${unreadable.text}`, 60) };
      return values.size > 0 ? { line, values } : undefined;
    });
  }
}

function longest(lists: readonly RowSample[]): RowSample | undefined {
  return lists.reduce<RowSample | undefined>(
    (most, list) => (list.count > (most?.count ?? 0) ? list : most),
    undefined,
  );
}

/** A member of the outermost object. */
interface Member {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** Names of columns longer than this together are not read. */
const maxHead = 1_000_000;

/** Rows of a document with the names in `columns` and a list of values per row in `data`. */
function* splitTable(
  text: string,
  members: readonly Member[],
): LogReading<Omit<LogRows, 'problems'> | undefined> {
  const head = members.find(({ key }) => key === 'columns');
  const data = members.find(({ key }) => key === 'data');
  if (!head || !data || head.end - head.start > maxHead) return undefined;
  const names = [...text.slice(head.start, head.end).matchAll(/"((?:\\.|[^"\\])*)"/g)].map(
    ([, name]) => name,
  );
  const sample = new RowSample();
  const row = /\[([^[\]]*)\]/g;
  row.lastIndex = data.start + 1;
  for (let count = 1; ; count++) {
    if (count % 1000 === 0) yield row.lastIndex / text.length;
    const found = row.exec(text);
    if (!found || found.index >= data.end) break;
    const values = new Map<string, number>();
    for (const [i, cell] of found[1].split(',').entries()) {
      const value = i < names.length ? numberIn(cell) : undefined;
      if (value !== undefined) values.set(names[i], value);
    }
    sample.offer(() => (values.size > 0 ? { line: 1, values } : undefined));
  }
  return sample.rows.length > 0 ? { rows: sample.rows, sample } : undefined;
}

/** Rows of a document with one member per column: a list of numbers, or an object from row to number. */
function* tableOf(
  text: string,
  columns: readonly Member[],
): LogReading<Omit<LogRows, 'problems'> | undefined> {
  const rows = new Map<string, { line: number; values: Map<string, number> }>();
  for (const { key, start, end } of columns) {
    yield start / text.length;
    const cells = text[start] === '[' ? listedCells(text, start, end) : namedCells(text, start);
    let index = 0;
    for (const [name, value] of cells) {
      if (++index % 1000 === 0) yield start / text.length;
      if (rows.size > 8 * maxLogRows) break;
      let row = rows.get(name);
      if (!row) rows.set(name, (row = { line: 1, values: new Map() }));
      if (value !== undefined) row.values.set(key, value);
    }
  }
  const all: LogRow[] = [...rows.values()].filter(({ values }) => values.size > 0);
  if (all.length < 2) return undefined;
  const every = Math.ceil(all.length / maxLogRows);
  return {
    rows: all.filter((_, i) => i % every === 0 || i === all.length - 1),
    sample: { count: all.length, every },
  };
}

function* listedCells(
  text: string,
  start: number,
  end: number,
): Generator<[string, number | undefined]> {
  const list = text.slice(start + 1, end - 1);
  if (/["{[]/.test(list.slice(0, 1000).replace(/"[-+\w.]*(?:"|$)/g, ''))) return;
  let index = 0;
  for (const [cell] of list.matchAll(/[^,]+/g))
    yield [String(index++), numberIn(cell.trim().replace(/^"|"$/g, ''))];
}

function* namedCells(text: string, start: number): Generator<[string, number | undefined]> {
  const { values } = readLiteral(text, start);
  const isIndexed = [...values.keys()].every(isNumber);
  if (isIndexed) yield* values;
}

function isNumber(name: string | undefined): boolean {
  return name !== undefined && /^\d+$/.test(name);
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
