import { runToEnd } from '../../core/yielding.ts';
import { readLogContent } from '../../engine/entropy/readLogContent.ts';
import { runsInLog } from '../../language/log/runsInLog.ts';
import type { ExitCode, Output } from '../output.ts';
import { followLogs } from './followLogs.ts';
import { configOf } from './logConfig.ts';
import { readLogFiles } from './logFiles.ts';
import { failureLine, logReport } from './logReport.ts';
import { parseRun, runUsage, type RunCommand } from './runCommand.ts';

/** Runs `run` with the arguments after its name. */
export function runLogs(args: readonly string[], output: Output): ExitCode | Promise<ExitCode> {
  const command = parseRun(args);
  switch (command.kind) {
    case 'help':
      output.out(runUsage);
      return 0;
    case 'misuse':
      output.err(`fold-complex run: ${command.message}\n\n${runUsage}`);
      return 2;
    case 'run':
      return command.follow ? followLogs(command, output) : reportLogs(command, output);
  }
}

/** Reports on every log once; one that cannot be read does not hide the others. */
function reportLogs(command: RunCommand, output: Output): ExitCode {
  let hasErrors = false;
  let hasFailed = false;
  let isFirst = true;
  for (const log of command.logs) {
    const read = readLogFiles(log);
    if (read.kind === 'failure') {
      output.err(`${failureLine(log, read.message)}\n`);
      hasErrors = true;
      continue;
    }
    const { config, problem } = configOf(log, read.files, command);
    if (problem !== undefined) {
      output.err(`${problem}\n`);
      hasErrors = true;
    }
    const work = runsInLog(readLogContent(read.files), command.columns, config);
    const report = logReport(log, runToEnd(work), command);
    for (const line of report.problems) output.err(`${line}\n`);
    if (command.json) output.out(report.json);
    else if (report.text !== '') {
      output.out(isFirst ? report.text : `\n${report.text}`);
      isFirst = false;
    }
    hasErrors ||= report.hasErrors;
    hasFailed ||= report.hasFailed;
  }
  return hasFailed ? 3 : hasErrors ? 1 : 0;
}
