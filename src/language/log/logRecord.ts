import type { CannotTell, RewardFit } from '../../core/entropy/diagnostics/rewardFit.ts';
import type { LawReport } from '../../core/entropy/diagnostics/runReport.ts';
import type { Agreement, Finding, RunAlarm } from '../../core/entropy/diagnostics/runVerdict.ts';
import type { RunRegime } from '../../core/entropy/diagnostics/regime.ts';
import {
  assumedSetup,
  unknownSettings,
  type Assumed,
  type AssumedSetup,
} from '../../core/entropy/diagnostics/assumedSetup.ts';
import type { FoundConfig } from '../../core/entropy/diagnostics/trainerConfig.ts';
import type { TrainingSetup } from '../../core/entropy/diagnostics/training.ts';
import { judgedRun } from '../../core/entropy/words/judgedRun.ts';
import type { Blind, Outlook } from '../../core/entropy/diagnostics/outlook.ts';
import type { OutlookText } from '../../core/entropy/words/outlookText.ts';
import type { Localizer } from '../../core/localizer.ts';
import type { ColumnMapping, ReadRun, RunsResult } from './runsInLog.ts';
import type { LogFormat, LogProblem } from './table.ts';

/** A log as JSON: one run, or the list of its runs. */
export type LogRecord = RunRecord | LogOfRuns;

/** A log with several runs. */
interface LogOfRuns {
  readonly format: LogFormat | null;
  readonly runs: readonly RunRecord[];
  readonly problems: readonly LogProblem[];
}

/** One run as plain data. What is unknown is null. */
export interface RunRecord {
  /** Present if the log holds several runs. */
  readonly name?: string;
  readonly format: LogFormat | null;
  /** Number of rows, one per step, and the first and the last step. */
  readonly rows: number;
  readonly firstStep: number | null;
  readonly lastStep: number | null;
  /** The column of each role. */
  readonly columns: ColumnMapping;
  readonly evaluations: readonly {
    readonly name: string;
    readonly steps: readonly number[];
    readonly values: readonly number[];
  }[];
  /** What the entropy did. */
  readonly verdict: Coded<RunRegime['code']>;
  readonly alarms: readonly (Coded<RunAlarm['code']> & { readonly step: number })[];
  /** What the model of the training says about it. */
  readonly model: Coded<Agreement> & { readonly notes: readonly string[] };
  /** The outlook: where entropy, groups and β are. */
  readonly outlook: OutlookRecord;
  /** The law R = −a·exp(H) + b, if it could be fitted. */
  readonly fit: FitRecord | null;
  readonly findings: readonly Coded<Finding>[];
  /** The settings of the training that the model uses, with their origins. */
  readonly assumed: AssumedRecord;
  /** What the configuration says that the model does not know. */
  readonly unmodelled: readonly (Assumed<string>['origin'] & {
    readonly setting: string;
    readonly value: string;
  })[];
  readonly problems: readonly LogProblem[];
}

/** Each setting with its value and the parts of its origin. */
type AssumedRecord = {
  readonly [K in keyof AssumedSetup]: Pick<AssumedSetup[K], 'value'> & Assumed<unknown>['origin'];
};

/** The outlook, with the same in words. */
interface OutlookRecord extends Omit<Nulled<Outlook>, 'cannotTell'> {
  readonly rows: OutlookText['rows'];
  readonly cannotTell: readonly Coded<Blind>[];
}

/** Plain data with null for what is undefined. */
type Nulled<T> = T extends undefined
  ? null
  : T extends object
    ? { readonly [K in keyof T]: Nulled<T[K]> }
    : T;

interface Coded<Code> {
  readonly code: Code;
  readonly text: string;
}

interface FitRecord extends Pick<RewardFit, 'p' | 'r2' | 'rmse'> {
  /** The quantity used as R. */
  readonly reward: LawReport['reward'];
  readonly rows: number;
  readonly lastStep: number;
  readonly a: number;
  readonly b: number;
  /** b − a, with its 95 % interval if the law holds, or why that cannot be told. */
  readonly ceiling: {
    readonly value: number;
    readonly interval: readonly [number, number] | null;
    readonly cannotTell: CannotTell | null;
  };
}

/** A log with the verdicts on its runs, given the settings of their training. */
export function logRecord(
  { format: found, runs, config, problems }: RunsResult,
  given: Partial<TrainingSetup>,
  l10n: Localizer,
): LogRecord {
  const format = found ?? null;
  const records = runs.map((run) => runRecord(run, format, given, config, l10n));
  if (records.length !== 1) return { format, runs: records, problems };
  return { ...records[0], problems: [...problems, ...records[0].problems] };
}

/** The runs of a record. */
export function runsOf(log: LogRecord): readonly RunRecord[] {
  return 'runs' in log ? log.runs : [log];
}

function runRecord(
  run: ReadRun,
  format: LogFormat | null,
  given: Partial<TrainingSetup>,
  config: FoundConfig | undefined,
  l10n: Localizer,
): RunRecord {
  const assumed = assumedSetup(run, given, config);
  const { name, steps, mapping, evaluations, report, problems } = run;
  const { verdict, text, outlook, outlookText } = judgedRun(run, assumed, l10n);
  return {
    ...(name !== '' && { name }),
    format,
    rows: steps.length,
    firstStep: steps.at(0) ?? null,
    lastStep: steps.at(-1) ?? null,
    columns: mapping,
    evaluations: evaluations.map(({ name, steps, values }) => ({
      name,
      steps: Array.from(steps),
      values: Array.from(values),
    })),
    verdict: { code: verdict.regime.code, text: text.headline },
    alarms: verdict.alarms.map(({ code }, i) => ({ code, ...text.alarms[i] })),
    model: { code: verdict.agreement, text: text.model, notes: text.notes },
    outlook: {
      ...(withNulls(outlook) as Nulled<Outlook>),
      rows: outlookText.rows,
      cannotTell: outlook.cannotTell.map((code, i) => ({ code, text: outlookText.cannotTell[i] })),
    },
    fit: report.law ? fitRecord(report.law) : null,
    findings: verdict.findings.map((code, i) => ({ code, text: text.findings[i] })),
    assumed: assumedRecord(assumed),
    unmodelled: unknownSettings(config).map(({ origin, ...one }) => ({ ...one, ...origin })),
    problems,
  };
}

function withNulls(value: unknown): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(withNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withNulls(one)]));
}

function assumedRecord(assumed: AssumedSetup): AssumedRecord {
  return Object.fromEntries(
    Object.entries(assumed).map(([name, { value, origin }]) => [name, { value, ...origin }]),
  ) as AssumedRecord;
}

function fitRecord({ fit, reward, lastStep }: LawReport): FitRecord | null {
  if (!fit) return null;
  const { a, b, ceiling: value, ceilingInterval, p, r2, rmse, n } = fit;
  const ceiling =
    typeof ceilingInterval === 'string'
      ? { value, interval: null, cannotTell: ceilingInterval }
      : { value, interval: ceilingInterval, cannotTell: null };
  return { reward, rows: n, lastStep, a, b, ceiling, p, r2, rmse };
}
