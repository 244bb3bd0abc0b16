import { ArithmeticRangeError } from '../core/complex/errorBound.ts';
import { complexStats } from '../core/complex/stats.ts';
import { formatOf, type Format } from '../spec/format.ts';
import { parseSpec } from '../spec/parse.ts';
import type { Spec } from '../spec/spec.ts';
import { arranged } from './arranged.ts';
import { parseCommand, usage, type FileCommand } from './command.ts';
import { problemLines } from './problemLines.ts';
import { readText } from './readText.ts';
import { regionLines } from './regionLines.ts';
import { statsTable, type Stats } from './statsText.ts';

/** Where a run writes: results to one, everything else to the other. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** 0, 1 for a file that cannot be used, 2 for a command line that cannot be understood. */
export type ExitCode = 0 | 1 | 2;

/** Runs the command line: the arguments after the name of the program. */
export function run(args: readonly string[], output: Output): ExitCode {
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
      return runOnFile(command, output);
  }
}

/** Put in by the bundler. */
const version = process.env.npm_package_version ?? 'unknown';

function runOnFile(command: FileCommand, output: Output): ExitCode {
  const { file } = command;
  const fail = (code: string, message: string): ExitCode => {
    output.err(`${file}:1:1: error: ${message} [${code}]\n`);
    return 1;
  };
  // JSON is YAML, so that a file of another name can be read as well.
  const format = formatOf(file) ?? 'yaml';
  const read = readText(file, format);
  if (read.kind === 'failure') return fail(read.code, read.message);
  const { spec, problems } = parseSpec(read.text, format);
  for (const line of problemLines(file, read.text, problems)) output.err(`${line}\n`);
  if (!spec) return 1;
  try {
    if (command.kind === 'stats') writeStats(command, read.text, format, output);
    else writeRegions(command, spec, output);
    return 0;
  } catch (error) {
    if (!(error instanceof ArithmeticRangeError)) throw error;
    return fail('arithmetic-range', error.message.replace(/\.$/, ''));
  }
}

function writeStats(command: FileCommand, text: string, format: Format, output: Output): void {
  const parsing = best(command.repeat, () => parseSpec(text, format));
  const { spec } = parsing.result;
  if (!spec) throw new Error('A text that had a spec has none when it is parsed again.');
  const computing = best(command.repeat, () => arranged(spec, command.maxCells));
  const { complex } = computing.result;
  const stats: Stats = {
    ...complexStats(complex),
    complete: complex.complete,
    timings: { parse: parsing.ms, compute: computing.ms },
  };
  warnIfPartial(command, stats.complete, output);
  output.out(command.json ? `${JSON.stringify(stats)}\n` : statsTable(stats));
}

function writeRegions(command: FileCommand, spec: Spec, output: Output): void {
  const result = arranged(spec, command.maxCells);
  warnIfPartial(command, result.complex.complete, output);
  let chunk = '';
  for (const line of regionLines(result)) {
    chunk += line;
    if (chunk.length < chunkLength) continue;
    output.out(chunk);
    chunk = '';
  }
  output.out(chunk);
}

/** A write for every line would cost more than the geometry. */
const chunkLength = 1 << 16;

function warnIfPartial({ file, maxCells }: FileCommand, complete: boolean, output: Output): void {
  if (complete) return;
  output.err(
    `${file}: warning: stopped at --max-cells ${maxCells}: the regions do not fill the domain\n`,
  );
}

/** The last result of running something so many times, and the shortest time in milliseconds. */
function best<T>(repeat: number, work: () => T): { readonly result: T; readonly ms: number } {
  let shortest = Infinity;
  for (let i = 1; ; i++) {
    const start = performance.now();
    const result = work();
    shortest = Math.min(shortest, performance.now() - start);
    if (i >= repeat) return { result, ms: shortest };
  }
}
