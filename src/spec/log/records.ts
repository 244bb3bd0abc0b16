import { numberIn, type LogProblem, type LogRow } from './table.ts';

interface Rows {
  readonly rows: readonly LogRow[];
  readonly problems: readonly LogProblem[];
}

/** Rows of a log with one JSON object per line; verl's file logger nests them under `data`. */
export function jsonLineRows(lines: Iterable<string>): Rows {
  return rowsOf(lines, (text) => {
    if (!text.trim()) return undefined;
    return valuesOf(JSON.parse(tolerant(text)) as unknown);
  });
}

/** Rows of Python dictionaries that TRL prints, one per line among other output. */
export function trlConsoleRows(lines: Iterable<string>): Rows {
  return rowsOf(lines, (text) => {
    const dictionary = /\{'.*\}/.exec(text)?.[0];
    if (!dictionary) return undefined;
    return valuesOf(JSON.parse(tolerant(dictionary.replaceAll("'", '"'))) as unknown);
  });
}

/** Rows of verl's console output: `step:7 - actor/entropy:0.36 - critic/vf_loss:np.float64(0.3)`. */
export function verlConsoleRows(lines: Iterable<string>): Rows {
  const pair = /([A-Za-z_][\w./@+-]*):(?:np\.\w+\(([-+0-9.eE]+|nan|inf)\)|([-+0-9.eE]+|nan|inf))/g;
  return rowsOf(lines, (text) => {
    if (!/\bstep:\d+ - /.test(text)) return undefined;
    const values = new Map<string, number>();
    for (const [, name, wrapped, bare] of text.matchAll(pair)) {
      const value = numberIn(wrapped ?? bare);
      if (value !== undefined) values.set(name, value);
    }
    return values;
  });
}

/** Rows of a Hugging Face trainer_state.json; undefined when the text is none. */
export function trainerStateRows(text: string): Rows | undefined {
  const history = (parsed(text) as { log_history?: unknown } | undefined)?.log_history;
  if (!Array.isArray(history)) return undefined;
  return { rows: recordRows(history), problems: [] };
}

/** Rows of a JSON list of records; undefined when the text is none. */
export function jsonListRows(text: string): Rows | undefined {
  const list = parsed(text);
  return Array.isArray(list) ? { rows: recordRows(list), problems: [] } : undefined;
}

function recordRows(records: readonly unknown[]): LogRow[] {
  return records.flatMap((record, i) => {
    const values = valuesOf(record);
    return values && !values.has('train_runtime') ? [{ line: i + 1, values }] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(tolerant(text));
  } catch {
    // Not this format; the caller tries the next or says so.
    return undefined;
  }
}

/** Python's NaN and Infinity, which JSON does not have, as missing values. */
function tolerant(text: string): string {
  return text.replace(/([:[,]\s*)(?:-?Infinity|NaN|nan|-?inf|None)(?=\s*[,}\]])/g, '$1null');
}

function rowsOf(
  lines: Iterable<string>,
  read: (text: string) => ReadonlyMap<string, number> | undefined,
): Rows {
  const rows: LogRow[] = [];
  let line = 0;
  let broken: number | undefined;
  let brokenCount = 0;
  for (const text of lines) {
    line++;
    try {
      const values = read(text);
      if (values?.size) rows.push({ line, values });
    } catch {
      // Most often the last line of a log that is still being written.
      broken ??= line;
      brokenCount++;
    }
  }
  if (broken === undefined) return { rows, problems: [] };
  const message =
    brokenCount === 1
      ? 'This line is not complete and was left out'
      : `${brokenCount} lines cannot be read and were left out, the first here`;
  return { rows, problems: [{ severity: 'warning', code: 'broken-line', message, line: broken }] };
}

/** The numbers of a record; `data` and other objects are flattened, numbers may be texts. */
function valuesOf(record: unknown): Map<string, number> | undefined {
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
