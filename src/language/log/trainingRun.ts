import {
  isBookkeeping,
  isEvaluation,
  isRewardPart,
  rolesOf,
  type Mapping,
  type Role,
} from './roles.ts';
import { printable } from '../../core/printable.ts';
import { orderedSteps, type StepRow } from './orderedSteps.ts';
import { isText, type LogProblem, type LogReading, type LogRow, type LogTable } from './table.ts';

/** A metric of an evaluation, at the steps at which it was measured, ascending. */
export interface EvaluationSeries {
  readonly name: string;
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** One run, cleaned: one row per step, ascending. */
export interface TrainingRun {
  /** Empty unless the log holds several runs. */
  readonly name: string;
  readonly mapping: Mapping;
  readonly steps: Float64Array;
  /** A value per step and role, NaN where it is missing. Accuracies are fractions. */
  readonly series: ReadonlyMap<Role, Float64Array>;
  /** Metrics of evaluations, which do not count as steps of the training. */
  readonly evaluations: readonly EvaluationSeries[];
  readonly problems: readonly LogProblem[];
}

/** The runs of a log, in small steps; a panel exported from W&B has one per column group. */
export function* trainingRuns(
  table: LogTable,
  fixed?: Mapping,
): LogReading<readonly TrainingRun[]> {
  const panels = panelRuns(table);
  const tables = panels.length > 0 ? panels : [{ ...table, name: '' }];
  const chosen = fixed && panels.length > 0 ? metricsOf(fixed) : fixed;
  const runs: TrainingRun[] = [];
  for (const one of tables) {
    const run = yield* runOf(one, chosen);
    // The rows of a binary log have no lines that could be shown.
    const problems = isText(table.format)
      ? run.problems
      : run.problems.map(({ severity, code, message }) => ({ severity, code, message }));
    runs.push({ ...run, problems });
  }
  return runs;
}

/** The part of a log that belongs to one run. */
type RunTable = Pick<LogTable, 'columns' | 'rows' | 'evaluations'> & { readonly name: string };

/** The metrics of columns `run - metric`: what is chosen for one run holds for all. */
function metricsOf(fixed: Mapping): Mapping {
  return new Map([...fixed].map(([role, column]) => [role, panelColumn(column)?.metric ?? column]));
}

/** The parts of a column `run - metric` of a W&B panel. */
function panelColumn(
  column: string,
): { readonly run: string; readonly metric: string } | undefined {
  const [, run, metric] = /^(.+) - ([^ ].*)$/.exec(column) ?? [];
  return run === undefined ? undefined : { run, metric };
}

function* runOf(
  { name, columns, rows, evaluations }: RunTable,
  fixed?: Mapping,
): LogReading<TrainingRun> {
  const problems: LogProblem[] = [];
  const mapping = rolesOf(columns, fixed);
  const stepColumn = mapping.get('step');
  if (stepColumn === undefined && rows.length > 0) {
    const message = 'No step column was found; rows are numbered instead';
    problems.push({ severity: 'hint', code: 'no-step', message });
  }
  if (rows.length > 0)
    for (const [role, column] of fixed ?? [])
      if (column !== '' && !columns.includes(column))
        problems.push(noColumn(role, column, columns));
  if (!mapping.has('entropy') && rows.length > 0) problems.push(noEntropy(columns));
  if (fixed?.get('reward') === undefined) problems.push(...rewardChoice(mapping, columns));
  const kept = yield* orderedSteps(rows, stepColumn, problems);
  const steps = Float64Array.from(kept, ({ step }) => step);
  const evaluated = evaluatedSteps(evaluations, kept, stepColumn);
  const series = new Map<Role, Float64Array>();
  for (const [role, column] of mapping) {
    if (role === 'step') continue;
    yield 1;
    const values = Float64Array.from(kept, ({ values }) => values.get(column) ?? NaN);
    if (role === 'validation') fill(values, steps, evaluated, column);
    if (role === 'entropy') {
      withEntropySign(values, column, problems);
      reportEnd(values, kept, column, problems);
    }
    series.set(role, role === 'validation' ? asFractions(values) : values);
  }
  // Dynamic sampling logs the share that it keeps instead of the share that it drops.
  const pass = columns.find((column) => column.endsWith('dynamic_filtering_pass_rate'));
  if (!series.has('zeroDeviation') && pass !== undefined)
    series.set(
      'zeroDeviation',
      Float64Array.from(kept, ({ values }) => 1 - (values.get(pass) ?? NaN)),
    );
  const metrics = columns.filter((column) => isEvaluation(column) && !isBookkeeping(column));
  return {
    name,
    mapping,
    steps,
    series,
    evaluations: metrics.map((metric) => evaluationOf(metric, [...kept, ...evaluated])),
    problems,
  };
}

function noEntropy(columns: readonly string[]): LogProblem {
  const metrics = columns.filter((column) => !isBookkeeping(column));
  const message =
    metrics.length > 0
      ? `No entropy column was found; choose one of ${listed(metrics)}`
      : 'No entropy column was found, and there is no other metric';
  return { severity: 'warning', code: 'no-entropy', message };
}

function noColumn(role: Role, column: string, columns: readonly string[]): LogProblem {
  const message = `There is no column ${printable(column, 60)} for the role ${role}; choose one of ${listed(columns)}`;
  return { severity: 'error', code: 'no-column', message };
}

/** The first names of a list. */
function listed(names: readonly string[]): string {
  return `${printable(names.slice(0, 8).join(', '), 200)}${names.length > 8 ? ', …' : ''}`;
}

/** Fewer rows without entropy at the end of a log are no news: entropy may be logged every few steps. */
const fewestMissing = 5;

/** Reports an entropy that ends long before the log, as when it becomes NaN. */
function reportEnd(
  values: Float64Array,
  rows: readonly StepRow[],
  column: string,
  problems: LogProblem[],
): void {
  let last = -1;
  let gap = 1;
  for (const [i, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    if (last >= 0) gap = Math.max(gap, i - last);
    last = i;
  }
  const missing = values.length - 1 - last;
  if (last < 0 || missing < fewestMissing || missing <= 2 * gap) return;
  const { step } = rows[last];
  const { line } = rows[last + 1];
  const message = `${printable(column, 60)} has no number in the last ${missing} rows, after step ${step}; the verdict is about the rows before`;
  problems.push({ severity: 'warning', code: 'entropy-ends', message, line });
}

/** The columns of a total reward, which may be a sum. */
const totalRewards = new Set(['reward', 'train/reward']);

/** What there is to know about the column that was chosen as the reward. */
function rewardChoice(mapping: Mapping, columns: readonly string[]): LogProblem[] {
  const reward = mapping.get('reward');
  const total = columns.find((column) => totalRewards.has(column));
  const parts = columns.filter((column) => isRewardPart(column) && !/[/_]std$/.test(column));
  if (reward === undefined || total === undefined || parts.length < 2) return [];
  if (isRewardPart(reward)) {
    const message = `${printable(reward, 60)} is used as the reward, because ${total} adds ${parts.length} rewards`;
    return [{ severity: 'hint', code: 'reward-part', message }];
  }
  if (reward !== total) return [];
  const message = `${total} adds ${parts.length} rewards, so it need not be a success rate; choose the one for right answers among ${listed(parts)}`;
  return [{ severity: 'warning', code: 'reward-sum', message }];
}

/**
 * Changes the sign of a column that holds minus the entropy, and reports which sign was assumed. Minus the entropy
 * is what Stable-Baselines3 logs as `entropy_loss`; verl up to 0.4.0, OpenRLHF and slime log the entropy
 * itself under this name, which for tokens cannot be negative.
 */
function withEntropySign(values: Float64Array, column: string, problems: LogProblem[]): void {
  const count = (is: (value: number) => boolean): number =>
    values.reduce((sum, value) => sum + (is(value) ? 1 : 0), 0);
  const negative = count((value) => value < 0);
  const positive = count((value) => value > 0);
  const name = printable(column, 60);
  const isLoss = /loss/i.test(column);
  if (negative === 0) {
    if (!isLoss || positive === 0) return;
    const message = `${name} is positive and is read as the entropy itself, as verl, OpenRLHF and slime log it`;
    problems.push({ severity: 'hint', code: 'entropy-sign', message });
    return;
  }
  if (isLoss || positive === 0) {
    for (const [i, value] of values.entries()) values[i] = 0 - value;
    const message = isLoss
      ? `${name} is read as minus the entropy, as Stable-Baselines3 logs it, because it has negative values; its opposite is shown`
      : `${name} is negative, which entropy cannot be; it is shown as its opposite, because some trainers log the negative entropy as a loss. If it is something else, choose another column`;
    problems.push({ severity: 'warning', code: 'negative-entropy', message });
  }
  if (positive > 0) {
    const message = `${name} has both signs, but the entropy of a choice among tokens cannot be negative; choose another column if this is a loss or a differential entropy`;
    problems.push({ severity: 'warning', code: 'mixed-entropy', message });
  }
}

/** Evaluations with the step at which they were made: their own, or that of the row before. */
function evaluatedSteps(
  evaluations: readonly LogRow[],
  kept: readonly StepRow[],
  stepColumn: string | undefined,
): StepRow[] {
  const byLine = kept.toSorted((a, b) => a.line - b.line);
  let next = 0;
  return evaluations
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, values }) => {
      const own = stepColumn === undefined ? undefined : ownStep(values, stepColumn);
      while (next < byLine.length && byLine[next].line < line) next++;
      const before = next === 0 ? undefined : byLine[next - 1].step;
      return { step: own ?? before ?? 0, line, values };
    });
}

/** The step of an evaluation: OpenRLHF logs `eval/global_step` beside `train/global_step`. */
function ownStep(values: LogRow['values'], stepColumn: string): number | undefined {
  const last = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
  const column = [stepColumn, ...values.keys()].find(
    (name) => values.has(name) && last(name) === last(stepColumn),
  );
  return column === undefined ? undefined : values.get(column);
}

/** Fills the gaps of a series with evaluations, each at the last step that is not after it. */
function fill(
  values: Float64Array,
  steps: Float64Array,
  evaluated: readonly StepRow[],
  column: string,
): void {
  const measured = evaluated
    .filter(({ values }) => values.has(column))
    .toSorted((a, b) => a.step - b.step);
  let at = -1;
  const filled = new Set<number>();
  for (const { step, values: own } of measured) {
    while (at + 1 < steps.length && steps[at + 1] <= step) at++;
    if (at < 0 || !(Number.isNaN(values[at]) || filled.has(at))) continue;
    values[at] = own.get(column)!;
    filled.add(at);
  }
}

function evaluationOf(name: string, rows: readonly StepRow[]): EvaluationSeries {
  const byStep = new Map(
    rows
      .filter(({ values }) => values.has(name))
      .toSorted((a, b) => a.step - b.step)
      .map(({ step, values }) => [step, values.get(name)!]),
  );
  return {
    name,
    steps: Float64Array.from(byStep.keys()),
    values: Float64Array.from(byStep.values()),
  };
}

/** Converts percentages, recognised by values between 1.5 and 100, to fractions. */
function asFractions(values: Float64Array): Float64Array {
  const largest = values.reduce((most, x) => (x > most ? x : most), -Infinity);
  return largest > 1.5 && largest <= 100 ? values.map((x) => x / 100) : values;
}

/** The runs of a W&B panel: columns `<run> - <metric>`, those with __MIN and __MAX left aside. */
function panelRuns(table: LogTable): RunTable[] {
  const runs = new Map<string, Map<string, string>>();
  for (const column of table.columns) {
    const { run, metric } = panelColumn(column) ?? {};
    if (run === undefined || metric === undefined || /__(MIN|MAX)$/.test(metric)) continue;
    if (!runs.has(run)) runs.set(run, new Map());
    runs.get(run)!.set(column, metric);
  }
  const shared = table.columns.filter((column) => !column.includes(' - '));
  return [...runs].map(([name, metrics]) => {
    const own = (rows: readonly LogRow[]): LogRow[] => rowsOfRun(rows, metrics, shared);
    return {
      name,
      columns: [...shared, ...metrics.values()],
      rows: own(table.rows),
      evaluations: own(table.evaluations),
    };
  });
}

function rowsOfRun(
  rows: readonly LogRow[],
  metrics: ReadonlyMap<string, string>,
  shared: readonly string[],
): LogRow[] {
  return rows.flatMap(({ line, values }) => {
    const found = [...metrics].filter(([column]) => values.has(column));
    if (found.length === 0) return [];
    const own = new Map<string, number>();
    for (const column of shared) if (values.has(column)) own.set(column, values.get(column)!);
    for (const [column, metric] of found) own.set(metric, values.get(column)!);
    return [{ line, values: own }];
  });
}
