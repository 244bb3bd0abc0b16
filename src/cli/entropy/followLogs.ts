import type { Readable } from 'node:stream';
import { logText, readLogContent } from '../../engine/entropy/readLogContent.ts';
import { inTurns } from '../../engine/timeSlices.ts';
import { runsInLog } from '../../language/log/runsInLog.ts';
import type { ExitCode, Output } from '../output.ts';
import { standardInput } from '../readText.ts';
import { fileStates, streamStates, type LogState } from './growingLogs.ts';
import { configOf } from './logConfig.ts';
import { failureLine, logReport, type LogReport } from './logReport.ts';
import type { RunCommand } from './runCommand.ts';

/**
 * Reports on every log whenever its result changes, until the end of standard input, an interruption, or a code
 * of `--fail-on`.
 */
export async function followLogs(
  command: RunCommand,
  output: Output,
  input: Readable = process.stdin,
): Promise<ExitCode> {
  const ended = new AbortController();
  const { signal } = ended;
  const end = (): void => {
    ended.abort();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const followed = command.logs.map((log) => new FollowedLog(log, command, output));
  try {
    await Promise.all(
      followed.map(async (one) => {
        for await (const state of one.states(input, signal)) {
          await one.read(state, signal);
          if (one.hasFailed) end();
        }
      }),
    );
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
  if (followed.some(({ hasFailed }) => hasFailed)) return 3;
  return followed.some(({ hasErrors }) => hasErrors) ? 1 : 0;
}

/** A log that is followed, with what has been printed about it. */
class FollowedLog {
  hasErrors = false;
  hasFailed = false;
  private text: string | undefined;
  private json = '';
  private problems: readonly string[] = [];

  constructor(
    private readonly log: string,
    private readonly command: RunCommand,
    private readonly output: Output,
  ) {}

  states(input: Readable, signal: AbortSignal): AsyncGenerator<LogState> {
    return this.log === standardInput.argument
      ? streamStates(input, signal)
      : fileStates(this.log, signal);
  }

  /** Reads a state, and prints what is new in its result. */
  async read(state: LogState, signal: AbortSignal): Promise<void> {
    const { log, command } = this;
    if (state.kind === 'failure') {
      this.fail(failureLine(log, state.message));
      return;
    }
    const { files, isComplete } = state;
    const whole = files.length === 1 ? logText(files[0].bytes) : undefined;
    const text = isComplete || whole === undefined ? whole : completeLines(whole);
    if (text !== undefined && text === this.text) return;
    this.text = text;
    const content = text === whole ? files : (text ?? '');
    const { config, problem } = configOf(log, content, command);
    const work = runsInLog(readLogContent(content), command.columns, config);
    const report = logReport(log, await inTurns(work, signal), command);
    const problems = problem === undefined ? report.problems : [problem, ...report.problems];
    const hasErrors = report.hasErrors || problem !== undefined;
    this.print({ ...report, problems, hasErrors }, isComplete);
  }

  private fail(line: string): void {
    this.hasErrors = true;
    this.text = undefined;
    this.report([line]);
  }

  private print(report: LogReport, isComplete: boolean): void {
    const { hasErrors, hasRows, hasFailed, json, problems } = report;
    // A training that has not begun to log is no error yet.
    if (!hasRows && this.json === '' && !isComplete) {
      this.text = undefined;
      return;
    }
    this.hasErrors = hasErrors;
    this.report(problems);
    if (json !== this.json) this.output.out(json);
    this.json = json;
    this.hasFailed = hasFailed;
  }

  /** Prints the problems that the last result did not have. */
  private report(problems: readonly string[]): void {
    for (const line of problems) if (!this.problems.includes(line)) this.output.err(`${line}\n`);
    this.problems = problems;
  }
}

/** The lines of a text that have an end. */
function completeLines(text: string): string {
  const end = text.lastIndexOf('\n');
  return text.slice(0, (end < 0 ? text.lastIndexOf('\r') : end) + 1);
}
