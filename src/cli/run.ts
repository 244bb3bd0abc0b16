import { classesOf } from '../core/analysis/classes.ts';
import { runToEnd } from '../core/yielding.ts';
import { complexStats } from '../core/complex/stats.ts';
import { KernelUnavailableError } from '../core/kernelUnavailable.ts';
import { OutOfMemoryError } from '../core/outOfMemory.ts';
import { batched } from '../core/export/chunks.ts';
import { jsonText } from '../core/jsonText.ts';
import { printableLines } from '../core/printable.ts';
import type { Format } from '../language/text/format.ts';
import { outOfRangeProblem } from '../language/network/outOfRange.ts';
import { parseSpec } from '../language/parse.ts';
import type { Spec } from '../language/spec.ts';
import { arranged, warnIfPartial, type Arranged } from './arranged.ts';
import { check } from './check.ts';
import { parseCommand, usage, type FileCommand } from './command.ts';
import { reportEntropyModel } from './entropy/modelCommand.ts';
import { runLogs } from './entropy/runLogs.ts';
import { exportFile } from './export.ts';
import type { ExitCode, Output } from './output.ts';
import { problemLines } from '../language/text/problemLines.ts';
import { shownName } from './readText.ts';
import { showModel } from './model/showModel.ts';
import { regionLines } from './regionLines.ts';
import { runSelfCheck } from './selfCheck.ts';
import { readSpecFile } from './specFile.ts';
import { statsTable, type ClassStats, type Stats } from './statsText.ts';

/** Runs the program with the arguments after its name. Only a command that waits for more input takes a promise. */
export function run(args: readonly string[], to: Output): ExitCode | Promise<ExitCode> {
  const output: Output = {
    out: to.out,
    // Names of files and what they contain must not control a terminal.
    err: (text) => {
      to.err(printableLines(text));
    },
  };
  try {
    return runCommand(args, output);
  } catch (error) {
    if (!(error instanceof KernelUnavailableError || error instanceof OutOfMemoryError))
      throw error;
    output.err(`fold-complex: ${error.message}\n`);
    return 1;
  }
}

function runCommand(args: readonly string[], output: Output): ExitCode | Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === 'check') return check(rest, output);
  if (name === 'export') return exportFile(rest, output);
  if (name === 'entropy') return reportEntropyModel(rest, output);
  if (name === 'run') return runLogs(rest, output);
  if (name === 'model') return showModel(rest, output);
  if (name === 'self-check') return runSelfCheck(rest, output);
  const command = parseCommand(args);
  switch (command.kind) {
    case 'help':
      output.out(usage);
      return 0;
    case 'version':
      output.out(`${version}\n`);
      return 0;
    case 'misuse':
      output.err(`fold-complex: ${command.message}\n\n${usage}`);
      return 2;
    case 'stats':
    case 'regions':
    case 'region-count':
      return runOnFile(command, output);
  }
}

/** Replaced by the bundler. */
const version = process.env.npm_package_version ?? 'unknown';

function runOnFile(command: FileCommand, output: Output): ExitCode {
  const { file } = command;
  const { spec, text, format, lines } = readSpecFile(file);
  for (const line of lines) output.err(`${line}\n`);
  if (!spec) return 1;
  try {
    switch (command.kind) {
      case 'stats':
        writeStats(command, text, format, output);
        break;
      case 'regions':
        writeRegions(command, spec, output);
        break;
      case 'region-count':
        writeCount(command, spec, output);
        break;
    }
    return 0;
  } catch (error) {
    for (const line of problemLines(shownName(file), text, [outOfRangeProblem(error, spec)]))
      output.err(`${line}\n`);
    return 1;
  }
}

function writeStats(command: FileCommand, text: string, format: Format, output: Output): void {
  const parsing = best(command.repeat, () => parseSpec(text, format));
  const { spec } = parsing.result;
  if (!spec) throw new Error('A text that had a spec has none when it is parsed again.');
  const computing = best(command.repeat, () => arranged(spec, command.maxCells));
  const { complex } = computing.result;
  const classes = classStats(spec, computing.result);
  const stats: Stats = {
    ...complexStats(complex),
    complete: complex.complete,
    ...(classes && { classes }),
    timings: { parse: parsing.ms, compute: computing.ms },
  };
  warnIfPartial(command, stats.complete, output.err);
  output.out(command.json ? `${jsonText(stats)}\n` : statsTable(stats));
}

/** Undefined for one input, whose classes are intervals, and for one output. */
function classStats(spec: Spec, { network, complex }: Arranged): ClassStats | undefined {
  if (spec.network.inputs === 1) return undefined;
  const classes = runToEnd(classesOf(network, spec.domain, complex));
  if (!classes) return undefined;
  const { area, tiedArea, length } = classes;
  const areas = spec.outputNames.map((output, o) => ({ output, area: area[o] }));
  return { areas, tiedArea, boundaryLength: length };
}

function writeRegions(command: FileCommand, spec: Spec, output: Output): void {
  const result = arranged(spec, command.maxCells);
  warnIfPartial(command, result.complex.complete, output.err);
  for (const chunk of batched(regionLines(result))) output.out(chunk);
}

function writeCount(command: FileCommand, spec: Spec, output: Output): void {
  const { complex } = arranged(spec, command.maxCells);
  warnIfPartial(command, complex.complete, output.err);
  output.out(`${complex.cellCount}\n`);
}

/** The last result of this many runs, and the shortest time in milliseconds. */
function best<T>(repeat: number, work: () => T): { readonly result: T; readonly ms: number } {
  let shortest = Infinity;
  for (let i = 1; ; i++) {
    const start = performance.now();
    const result = work();
    shortest = Math.min(shortest, performance.now() - start);
    if (i >= repeat) return { result, ms: shortest };
  }
}
