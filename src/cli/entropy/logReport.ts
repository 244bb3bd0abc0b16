import { withArguments } from '../../core/localizer.ts';
import { jsonText } from '../../core/jsonText.ts';
import { printable } from '../../core/printable.ts';
import { logRecord, runsOf } from '../../language/log/logRecord.ts';
import type { RunsResult } from '../../language/log/runsInLog.ts';
import type { LogProblem } from '../../language/log/table.ts';
import { shownName } from '../readText.ts';
import type { RunCommand } from './runCommand.ts';
import { runsMarkdown } from './runsMarkdown.ts';
import { runText } from './runText.ts';

/** What `run` says about a log. */
export interface LogReport {
  /** The record as a line of JSON. */
  readonly json: string;
  /** The same for people, or as Markdown if asked for; empty if nothing was found in the log. */
  readonly text: string;
  /** Errors and warnings, as `file:line:column: error: message [code]`. */
  readonly problems: readonly string[];
  readonly hasErrors: boolean;
  /** Whether there is a run in the log, and whether one has a code of `--fail-on`. */
  readonly hasRows: boolean;
  readonly hasFailed: boolean;
}

/** The command line speaks English, as its problems do. */
const english = { t: (text: string, ...args: (string | number)[]) => withArguments(text, args) };

/** The report on a log that has been read. */
export function logReport(log: string, result: RunsResult, command: RunCommand): LogReport {
  const { given, failOn } = command;
  const file = shownName(log);
  const record = logRecord(result, given, english);
  const runs = runsOf(record).filter(({ rows }) => rows > 0);
  const problems = [...result.problems, ...result.runs.flatMap((run) => run.problems)];
  return {
    json: `${jsonText({ file, ...record })}\n`,
    text: (command.markdown ? runsMarkdown : runText)(file, result, given, english),
    problems: [...new Set(problems.flatMap((problem) => problemLine(file, problem)))],
    hasErrors: problems.some(({ severity }) => severity === 'error'),
    hasRows: runs.length > 0,
    hasFailed: runs.some(({ verdict, alarms }) =>
      [verdict, ...alarms].some(({ code }) => failOn.has(code)),
    ),
  };
}

/** Why a log has no report, as a line. */
export function failureLine(log: string, message: string): string {
  return `${printable(shownName(log))}:1:1: error: ${message} [unreadable]`;
}

function problemLine(
  file: string,
  { severity, code, message, line = 1 }: LogProblem,
): readonly string[] {
  if (severity === 'hint') return [];
  return [`${printable(file)}:${line}:1: ${severity}: ${message} [${code}]`];
}
