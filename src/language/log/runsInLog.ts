import { reportRun, type RunReport } from '../../core/entropy/diagnostics/runReport.ts';
import type { FoundConfig } from '../../core/entropy/diagnostics/trainerConfig.ts';
import { doubtfulEntropy } from './doubtfulEntropy.ts';
import type { Role } from './roles.ts';
import type { LogFormat, LogProblem, LogReading, LogTable } from './table.ts';
import { trainingRuns, type EvaluationSeries } from './trainingRun.ts';

/** The column of each role; `''` if the user has set it to none. */
export type ColumnMapping = Readonly<Partial<Record<Role, string>>>;

/** One run of a training log, cleaned, with the results of all diagnostics. */
export interface ReadRun {
  /** Empty unless the log holds several runs. */
  readonly name: string;
  readonly mapping: ColumnMapping;
  readonly steps: Float64Array;
  /** A value per step and role, NaN where it is missing. */
  readonly series: Readonly<Partial<Record<Role, Float64Array>>>;
  readonly evaluations: readonly EvaluationSeries[];
  readonly problems: readonly LogProblem[];
  readonly report: RunReport;
}

/** The content of a log. */
export interface RunsResult {
  /** Undefined if nothing was found in the log. */
  readonly format: LogFormat | undefined;
  /** In the order of their first appearance. */
  readonly columns: readonly string[];
  readonly runs: readonly ReadRun[];
  /** That of the training, if one was found. */
  readonly config: FoundConfig | undefined;
  /** Of the log as a whole. */
  readonly problems: readonly LogProblem[];
}

/** A fixed seed, so that the surrogates of the tests are the same whenever a log is read. */
const seed = 1;

/**
 * The runs of a log that is being read, with all diagnostics, in small steps. The run view, the command line and
 * everything else that reports on a log take them from here.
 */
export function* runsInLog(
  log: LogReading<LogTable>,
  mapping: ColumnMapping,
  config?: FoundConfig,
): LogReading<RunsResult> {
  const table = yield* log;
  const fixed = new Map(Object.entries(mapping) as [Role, string][]);
  const runs: ReadRun[] = [];
  for (const { series, mapping, ...run } of yield* trainingRuns(table, fixed)) {
    const { steps } = run;
    const [entropy, reward, validation] = (['entropy', 'reward', 'validation'] as const).map(
      (role) => series.get(role),
    );
    runs.push({
      ...run,
      problems: [...run.problems, ...doubtfulEntropy(mapping.get('entropy'), config)],
      mapping: Object.fromEntries(mapping),
      series: Object.fromEntries(series),
      report: yield* whenRead(reportRun({ steps, entropy, reward, validation }, seed)),
    });
  }
  const { format, columns, rows, evaluations, problems } = table;
  const isEmpty = rows.length === 0 && evaluations.length === 0;
  return { format: isEmpty ? undefined : format, columns, runs, config, problems };
}

/** The steps of work on a log that has been read to its end. */
function* whenRead<T>(work: Generator<void, T>): LogReading<T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    yield 1;
  }
}
