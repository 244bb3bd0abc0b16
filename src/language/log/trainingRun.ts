import { rolesOf, type Mapping, type Role } from './roles.ts';
import type { LogProblem, LogReading, LogRow, LogTable } from './table.ts';

/** Rows between two yields. */
const rowsPerTurn = 1000;

/** One run, cleaned: one row per step, ascending. */
export interface TrainingRun {
  /** Empty unless the log holds several runs. */
  readonly name: string;
  readonly mapping: Mapping;
  readonly steps: Float64Array;
  /** A value per step and role, NaN where it is missing. Accuracies are fractions. */
  readonly series: ReadonlyMap<Role, Float64Array>;
  readonly problems: readonly LogProblem[];
}

/** The runs of a log, in small steps; a panel exported from W&B has one per column group. */
export function* trainingRuns(
  table: LogTable,
  fixed?: Mapping,
): LogReading<readonly TrainingRun[]> {
  const panels = panelRuns(table);
  if (panels.length === 0) return [yield* runOf('', table.columns, table.rows, fixed)];
  const runs: TrainingRun[] = [];
  for (const { name, columns, rows } of panels) runs.push(yield* runOf(name, columns, rows, fixed));
  return runs;
}

function* runOf(
  name: string,
  columns: readonly string[],
  rows: readonly LogRow[],
  fixed?: Mapping,
): LogReading<TrainingRun> {
  const problems: LogProblem[] = [];
  const mapping = rolesOf(columns, fixed);
  const stepColumn = mapping.get('step');
  if (stepColumn === undefined && rows.length > 0) {
    const message = 'No step column was found; rows are numbered instead';
    problems.push({ severity: 'hint', code: 'no-step', message });
  }
  if (!mapping.has('entropy') && rows.length > 0) {
    const message = `No entropy column was found; choose one of ${columns.slice(0, 8).join(', ')}`;
    problems.push({ severity: 'warning', code: 'no-entropy', message });
  }
  const kept = yield* lastOfEachStep(rows, stepColumn, problems);
  const steps = Float64Array.from(kept, ({ step }) => step);
  const series = new Map<Role, Float64Array>();
  for (const [role, column] of mapping) {
    if (role === 'step') continue;
    yield 1;
    const values = Float64Array.from(kept, ({ row }) => row.get(column) ?? NaN);
    series.set(role, role === 'validation' ? asFractions(values) : values);
  }
  // Dynamic sampling logs the share that it keeps instead of the share that it drops.
  const pass = columns.find((column) => column.endsWith('dynamic_filtering_pass_rate'));
  if (!series.has('zeroDeviation') && pass !== undefined)
    series.set(
      'zeroDeviation',
      Float64Array.from(kept, ({ row }) => 1 - (row.get(pass) ?? NaN)),
    );
  return { name, mapping, steps, series, problems };
}

interface Kept {
  readonly step: number;
  readonly row: ReadonlyMap<string, number>;
}

/**
 * A resumed run repeats steps; the last occurrence counts. A restarted run discards everything
 * before.
 */
function* lastOfEachStep(
  rows: readonly LogRow[],
  column: string | undefined,
  problems: LogProblem[],
): LogReading<Kept[]> {
  let byStep = new Map<number, ReadonlyMap<string, number>>();
  let first: number | undefined;
  let last = -Infinity;
  let resumed = false;
  for (const [i, { line, values }] of rows.entries()) {
    if (i % rowsPerTurn === rowsPerTurn - 1) yield 1;
    const step = column === undefined ? i + 1 : values.get(column);
    if (step === undefined) continue;
    first ??= step;
    if (step <= first && step < last) {
      const message = `The run restarts here; ${byStep.size} rows of the earlier start are ignored`;
      problems.push({ severity: 'hint', code: 'started-over', message, line });
      byStep = new Map();
    } else if (step < last && !resumed) {
      resumed = true;
      const message = `Step ${step} is repeated here, as in a resumed run; the last values are used`;
      problems.push({ severity: 'hint', code: 'resumed', message, line });
    }
    last = step;
    // Training and evaluation may each write a row for the same step.
    const before = byStep.get(step);
    byStep.set(step, before ? new Map([...before, ...values]) : values);
  }
  return [...byStep].map(([step, row]) => ({ step, row })).sort((a, b) => a.step - b.step);
}

/** Converts percentages, recognised by values between 1.5 and 100, to fractions. */
function asFractions(values: Float64Array): Float64Array {
  const largest = values.reduce((most, x) => (x > most ? x : most), -Infinity);
  return largest > 1.5 && largest <= 100 ? values.map((x) => x / 100) : values;
}

/** The runs of a W&B panel: columns `<run> - <metric>`, those with __MIN and __MAX left aside. */
function panelRuns(
  table: LogTable,
): { name: string; columns: readonly string[]; rows: readonly LogRow[] }[] {
  const runs = new Map<string, Map<string, string>>();
  for (const column of table.columns) {
    const [, run, metric] = /^(.+) - ([^ ].*)$/.exec(column) ?? [];
    if (run === undefined || /__(MIN|MAX)$/.test(metric)) continue;
    if (!runs.has(run)) runs.set(run, new Map());
    runs.get(run)!.set(column, metric);
  }
  return [...runs].map(([name, metrics]) => {
    const rows = table.rows.flatMap(({ line, values }) => {
      const own = new Map<string, number>();
      for (const [column, value] of values) {
        const metric = metrics.get(column) ?? (column.includes(' - ') ? undefined : column);
        if (metric !== undefined) own.set(metric, value);
      }
      return [...metrics.keys()].some((column) => values.has(column))
        ? [{ line, values: own }]
        : [];
    });
    const shared = table.columns.filter((column) => !column.includes(' - '));
    return { name, columns: [...shared, ...metrics.values()], rows };
  });
}
