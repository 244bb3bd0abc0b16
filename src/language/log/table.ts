/** A problem of a log, with its line (from 1) if it has one. */
export interface LogProblem {
  readonly severity: 'error' | 'warning' | 'hint';
  readonly code: string;
  /** Sentence case, no final full stop. */
  readonly message: string;
  readonly line?: number;
}

/** Names and numbers of one record; missing and non-finite values are left out. */
export interface LogRow {
  /** From 1; in a binary log, the number of the record. */
  readonly line: number;
  readonly values: ReadonlyMap<string, number>;
}

/**
 * Maximum number of rows to keep; longer logs keep every n-th row, so that the whole run is
 * covered.
 */
export const maxLogRows = 50_000;

/** The rows of a log in one of its formats. */
export interface LogRows<Row extends LogRow = LogRow> {
  readonly rows: readonly Row[];
  readonly problems: readonly LogProblem[];
  /** The number of rows, and the stride of those that are kept. */
  readonly sample: { readonly count: number; readonly every: number };
}

/** Reads in small steps, each of which yields the share of the text read so far. */
export type LogReading<T> = Generator<number, T>;

/** The recognised formats; `binary` is any other binary file, which is not read. */
export type LogFormat =
  | 'csv'
  | 'tsv'
  | 'json'
  | 'jsonLines'
  | 'trainerState'
  | 'verlConsole'
  | 'trlConsole'
  | 'sb3Console'
  | 'console'
  | 'tensorboard'
  | 'wandb'
  | 'binary';

/** Whether a log is text, so that its rows have lines. */
export function isText(format: LogFormat): boolean {
  return format !== 'tensorboard' && format !== 'wandb' && format !== 'binary';
}

/** A log as written, before cleaning. */
export interface LogTable {
  readonly format: LogFormat;
  /** In the order of their first appearance. */
  readonly columns: readonly string[];
  /** Rows with training metrics. */
  readonly rows: readonly LogRow[];
  /** Rows with nothing but evaluation metrics. Most have no step of their own. */
  readonly evaluations: readonly LogRow[];
  readonly problems: readonly LogProblem[];
}

/** A number as written in logs; undefined for empty text, NaN, infinities and anything else. */
export function numberIn(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?%?$/i.test(trimmed)) return undefined;
  const isPercentage = trimmed.endsWith('%');
  const value = Number(trimmed.replaceAll('_', '').replace('%', ''));
  if (!Number.isFinite(value)) return undefined;
  return isPercentage ? value / 100 : value;
}
