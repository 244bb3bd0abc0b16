import { numberText } from '../../core/numberText.ts';
import type { LogProblem, LogReading, LogRow } from './table.ts';

/** A row with the step that it belongs to. */
export interface StepRow extends LogRow {
  readonly step: number;
}

/** Rows between two yields. */
const rowsPerTurn = 1000;

/** A start after a crash replaces the run before it once it has this many rows, or as many as the run had. */
const rowsOfRestart = 10;

/** Whether a run that started again has too few rows to replace the one before it. */
export function isShortRestart(rows: number, before: number): boolean {
  return rows < Math.min(rowsOfRestart, before);
}

/**
 * One row per step, ascending. Without a step column, rows are numbered. The last occurrence of a step counts,
 * completed by values that only an earlier one has. Where the steps go back, one of these has happened:
 * several processes write one file; the steps count within epochs; the run was resumed; or it was started
 * again, which discards everything before.
 */
export function* orderedSteps(
  rows: readonly LogRow[],
  column: string | undefined,
  problems: LogProblem[],
): LogReading<StepRow[]> {
  let stepped: StepRow[] = [];
  for (const [i, { line, values }] of rows.entries()) {
    if (i % rowsPerTurn === rowsPerTurn - 1) yield 1;
    const step = column === undefined ? i + 1 : values.get(column);
    if (step !== undefined) stepped.push({ step, line, values });
  }
  const parts = ascendingParts(stepped);
  if (parts.length > 1) {
    const descents = parts.slice(1).map(([first]) => first);
    if (5 * descents.length > stepped.length && descents.length > 2) {
      const message =
        'Steps are out of order, as when several processes write one log; the last values of each step are used';
      problems.push({ severity: 'hint', code: 'interleaved', message, line: descents[0].line });
    } else if (countWithinEpochs(parts)) {
      stepped = numberedThrough(parts);
      const message = `Steps begin again at ${numberText(parts[1][0].step)} here, as in a new epoch; they are counted on`;
      problems.push({ severity: 'hint', code: 'epochs', message, line: descents[0].line });
    } else stepped = lastStart(parts, problems);
  }
  const byStep = new Map<number, StepRow>();
  for (const [i, row] of stepped.entries()) {
    if (i % rowsPerTurn === rowsPerTurn - 1) yield 1;
    const before = byStep.get(row.step);
    // Training and evaluation may each write a row for the same step.
    const values = before ? new Map([...before.values, ...row.values]) : row.values;
    byStep.set(row.step, { ...row, values });
  }
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}

/** The rows, cut before each that goes back. */
function ascendingParts(rows: readonly StepRow[]): StepRow[][] {
  const parts: StepRow[][] = [];
  for (const row of rows) {
    const part = parts.at(-1);
    if (part && row.step >= part.at(-1)!.step) part.push(row);
    else parts.push([row]);
  }
  return parts;
}

/**
 * Whether steps count within epochs: all parts begin at the same step, all but the last also end at the same
 * step, and the metrics go on where they were instead of returning to their first values.
 */
function countWithinEpochs(parts: readonly StepRow[][]): boolean {
  const first = parts[0][0].step;
  const last = parts[0].at(-1)!.step;
  const isPeriodic = parts.every(
    (part, i) =>
      part[0].step === first &&
      (i === parts.length - 1 ? part.at(-1)!.step <= last : part.at(-1)!.step === last),
  );
  return (
    isPeriodic && parts[0].length > 2 && parts.slice(1).every((part, i) => goesOn(parts[i], part))
  );
}

function goesOn(before: readonly StepRow[], after: readonly StepRow[]): boolean {
  let on = 0;
  let again = 0;
  for (const [name, value] of after[0].values) {
    const first = before[0].values.get(name);
    const last = before.at(-1)!.values.get(name);
    if (first === undefined || last === undefined || value === after[0].step) continue;
    const toFirst = Math.abs(value - first);
    const toLast = Math.abs(value - last);
    if (toLast < toFirst) on++;
    else if (toFirst < toLast) again++;
  }
  return on > again;
}

function numberedThrough(parts: readonly StepRow[][]): StepRow[] {
  const length = parts[0].at(-1)!.step - parts[0][0].step + 1;
  return parts.flatMap((part, i) => part.map((row) => ({ ...row, step: row.step + i * length })));
}

/** The rows since the last start that has enough of them. */
function lastStart(parts: readonly StepRow[][], problems: LogProblem[]): StepRow[] {
  let kept = [...parts[0]];
  const first = kept[0].step;
  let resumed = false;
  const rowsFrom = parts.map(({ length }) => length);
  for (let i = parts.length - 2; i >= 0; i--) rowsFrom[i] += rowsFrom[i + 1];
  for (const [i, part] of parts.slice(1).entries()) {
    const [{ step, line }] = part;
    if (step > first) {
      if (!resumed) {
        resumed = true;
        const message = `Step ${numberText(step)} is repeated here, as in a resumed run; the last values are used`;
        problems.push({ severity: 'hint', code: 'resumed', message, line });
      }
      kept.push(...part);
      continue;
    }
    const length = rowsFrom[i + 1];
    if (isShortRestart(length, kept.length)) {
      const message = `The run restarts here, but has only ${rowCount(length)} so far; ${rowCount(kept.length)} of the earlier start are shown instead`;
      problems.push({ severity: 'warning', code: 'started-over-short', message, line });
      return kept;
    }
    const message = `The run restarts here; ${rowCount(kept.length)} of the earlier start are left out`;
    problems.push({ severity: 'hint', code: 'started-over', message, line });
    kept = [...part];
  }
  return kept;
}

/** A number of rows in words. */
export function rowCount(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}
