import type { Found } from './found.ts';
import { Lines, RowSample } from './lines.ts';
import { numberIn, type LogFormat, type LogReading, type LogRow } from './table.ts';
import { rowKinds } from './trainingRows.ts';

/** Rows in boxes, as Stable-Baselines3 prints them for people. */
export function boxedRows(text: string): LogReading<Found> {
  return printedRows(text, 'sb3Console', boxRows);
}

/**
 * Rows in lines that are printed for people, with several names and numbers each, such as
 * `Step 3 | Entropy: 0.36 | Reward: 0.5`, or a progress bar of tqdm that shows metrics.
 */
export function pairedRows(text: string): LogReading<Found> {
  return printedRows(text, 'console', pairRows);
}

/**
 * Only rows with a metric that trainers are known to log count, and at least two of them, so that prose has
 * none.
 */
function* printedRows(text: string, format: LogFormat, reader: RowReader): LogReading<Found> {
  const { rows, sample } = yield* sampled(text, reader);
  const { training, evaluations, isKnown } = rowKinds(rows, true);
  const isLog = isKnown && training.length > 1;
  return {
    format,
    rows: isLog ? training : [],
    evaluations: isLog ? evaluations : [],
    problems: [],
    sample,
  };
}

/** The rows that a reader of lines finds. A reader is handed each line, and undefined after the last. */
type RowReader = () => (line: string | undefined, at: number) => LogRow | undefined;

function* sampled(
  text: string,
  reader: RowReader,
): LogReading<{ readonly rows: readonly LogRow[]; readonly sample: RowSample }> {
  const lines = new Lines(text);
  const sample = new RowSample();
  const read = reader();
  for (;;) {
    const line = lines.next();
    if (lines.isTurn) yield lines.share;
    const row = read(line, lines.line);
    if (row) sample.offer(() => row);
    if (line === undefined) return { rows: sample.rows, sample };
  }
}

/** An entry of a box: `|    entropy_loss | -0.36 |`, or `| train/ | |`, the group of those below. */
const boxEntry = /\|\s{1,20}([A-Za-z_][\w./-]*)\s*\|\s*(\S*)\s*\|\s*$/;

/** Longer lines are in no box. */
const maxBoxLine = 1000;

/** The end of the top or the bottom of a box. */
const boxEdge = '-'.repeat(20);

/** A row per box, as `HumanOutputFormat` of Stable-Baselines3 prints them. */
const boxRows: RowReader = () => {
  let values = new Map<string, number>();
  let first = 0;
  let group = '';
  return (line, at) => {
    const [, name, text] = (line && line.length <= maxBoxLine && boxEntry.exec(line)) || [];
    if (name !== undefined && text !== undefined) {
      if (text === '' && name.endsWith('/')) group = name;
      const value = numberIn(text);
      if (value === undefined) return undefined;
      if (values.size === 0) first = at;
      values.set(group + name, value);
      return undefined;
    }
    if (line !== undefined && !line.trimEnd().endsWith(boxEdge)) return undefined;
    const row = values.size > 1 ? { line: first, values } : undefined;
    values = new Map();
    group = '';
    return row;
  };
};

/** A name and a number. A name of several words is one, if it begins in upper case. */
const pair =
  /(?<![\w:./=-])([A-Za-z_][\w./@-]*|[A-Z][\w./@-]*(?: [\w./@-]+){1,3})\s{0,3}[:=]\s{0,3}([-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?%?)(?=$|[\s,;|\])}])/g;

const stepWord =
  /\b(?:global[ _]?step|step|iteration|iter|update)s?\s{0,16}[:=#[]?\s{0,16}(\d{1,15})\b/i;

/** The count of a progress bar. */
const bar = /(?:^|[\s|])(\d{1,9})\/\d{1,9}\s?\[/;

/** Longer lines are hardly printed for people. */
const maxLine = 20_000;

/** A row per line with two numbers that have names. */
const pairRows: RowReader = () => (line, at) => {
  if (line === undefined || line.length > maxLine) return undefined;
  const values = new Map<string, number>();
  for (const [, name, text] of line.matchAll(pair)) {
    const value = numberIn(text);
    if (value !== undefined) values.set(name, value);
  }
  if (values.size < 2) return undefined;
  const step = stepWord.exec(line)?.[1] ?? bar.exec(line)?.[1];
  const isNamed = [...values.keys()].some((name) => /(?:^|[/_ ])step$/i.test(name));
  if (step === undefined || isNamed) return { line: at, values };
  return { line: at, values: new Map([['step', Number(step)], ...values]) };
};
