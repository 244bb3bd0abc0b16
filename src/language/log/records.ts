import { RowSample, type Lines } from './lines.ts';
import { numberIn, type LogReading, type LogRows } from './table.ts';

/** Rows of a log with one JSON object per line; verl's file logger nests them under `data`. */
export function jsonLineRows(lines: Lines): LogReading<LogRows> {
  return rowsOf(
    lines,
    (text) => text.trim() !== '',
    (text) => valuesOf(parsedTolerantly(text)),
  );
}

/** Rows of Python dictionaries that TRL prints, one per line among other output. */
export function trlConsoleRows(lines: Lines): LogReading<LogRows> {
  return rowsOf(
    lines,
    (text) => text.includes("{'"),
    (text) => {
      const dictionary = /\{'.*\}/.exec(text)?.[0];
      return dictionary && valuesOf(parsedTolerantly(dictionary.replaceAll("'", '"')));
    },
  );
}

/** Rows of verl's console output: `step:7 - actor/entropy:0.36 - critic/vf_loss:np.float64(0.3)`. */
export function verlConsoleRows(lines: Lines): LogReading<LogRows> {
  const pair = /([A-Za-z_][\w./@+-]*):(?:np\.\w+\(([-+0-9.eE]+|nan|inf)\)|([-+0-9.eE]+|nan|inf))/g;
  return rowsOf(
    lines,
    (text) => verlRow.test(text),
    (text) => {
      const values = new Map<string, number>();
      for (const [, name, wrapped, bare] of text.matchAll(pair)) {
        const value = numberIn(wrapped ?? bare);
        if (value !== undefined) values.set(name, value);
      }
      return values;
    },
  );
}

/** The mark of a row of verl's console output. */
export const verlRow = /\bstep:\d+ - /;

/** The first line as JSON, if it is a complete object; then every line is. */
export function isJsonLine(text: string): boolean {
  try {
    const value = parsedTolerantly(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Parses JSON in which Python's NaN and Infinity are missing values. */
export function parsedTolerantly(text: string): unknown {
  const foreign = /([:[,]\s*)(?:-?Infinity|NaN|nan|-?inf|None)(?=\s*[,}\]])/g;
  return JSON.parse(
    /NaN|nan|inf|Infinity|None/.test(text) ? text.replace(foreign, '$1null') : text,
  ) as unknown;
}

function* rowsOf(
  lines: Lines,
  isRow: (text: string) => boolean,
  read: (text: string) => ReadonlyMap<string, number> | undefined | '',
): LogReading<LogRows> {
  const sample = new RowSample();
  let broken: number | undefined;
  let brokenCount = 0;
  for (let text = lines.next(); text !== undefined; text = lines.next()) {
    if (lines.isTurn) yield lines.share;
    if (!isRow(text) || !sample.wantsNext()) continue;
    const { line } = lines;
    try {
      const values = read(text);
      if (values && values.size > 0) sample.add({ line, values });
    } catch {
      // Usually the last line of a log that is still being written.
      broken ??= line;
      brokenCount++;
    }
  }
  const { rows } = sample;
  if (broken === undefined) return { rows, problems: [], sample };
  const message =
    brokenCount === 1
      ? 'This line is incomplete and was ignored'
      : `${brokenCount} lines cannot be read and were left out, the first here`;
  const problem = { severity: 'warning', code: 'broken-line', message, line: broken } as const;
  return { rows, problems: [problem], sample };
}

/** The numbers of a record; `data` and other objects are flattened, numbers may be texts. */
export function valuesOf(record: unknown): Map<string, number> | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
  const values = new Map<string, number>();
  const visit = (object: object, prefix: string) => {
    for (const [key, value] of Object.entries(object) as [string, unknown][]) {
      if (typeof value === 'number' && Number.isFinite(value)) values.set(prefix + key, value);
      else if (typeof value === 'string') {
        // ms-swift: "global_step/max_steps": "1/560".
        const [, step] = /^(\d+)\/\d+$/.exec(value) ?? [];
        const number = numberIn(step ?? value);
        if (number !== undefined) values.set(step ? 'global_step' : prefix + key, number);
      } else if (typeof value === 'object' && value !== null && !Array.isArray(value))
        visit(value, key === 'data' ? prefix : `${prefix}${key}/`);
    }
  };
  visit(record, '');
  return values;
}
