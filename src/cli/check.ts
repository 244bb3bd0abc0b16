import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { orMessage } from './arguments.ts';
import type { ExitCode, Output } from './output.ts';
import { problemLines } from '../language/text/problemLines.ts';
import { readSource, type SourceFile } from './sourceFile.ts';
import { specIn } from './specFile.ts';
import { fileContent } from '../engine/fileContent.ts';
import { filesOf, sequenceInputs } from '../engine/sequenceInputs.ts';
import type { FileContent } from '../language/weights/checkpointNetwork.ts';
import { maxWeightFile } from '../language/text/limits.ts';
import type { Problem } from '../language/text/problem.ts';
import type { Spec } from '../language/spec.ts';
import { parseEntropySpec } from '../language/entropy/parse.ts';
import { documentKind } from '../language/text/documentKind.ts';
import { readBytes, shownName, standardInput } from './readText.ts';

export const checkUsage = `Usage: fold-complex check FILE… [--max-warnings N]

Reads network specs and entropy specs, and the checkpoints, points and logs in files that they name,
without computing anything, and writes a line for every problem. A FILE of - is standard input, JSON or
YAML by its content; paths in it start from the working directory.

  FILE:LINE:COLUMN: error|warning: MESSAGE [CODE]
  FILE:LINE:COLUMN: note: MESSAGE

Options
  --max-warnings N   fail if there are more than N warnings; no limit by default
  --help

The exit code is 0 when all files can be used, 1 when one cannot or there are too many warnings,
and 2 if the command line is not valid.
`;

/** Runs `check` with the arguments after its name. */
export function check(args: readonly string[], output: Output): ExitCode {
  const misuse = (message: string): ExitCode => {
    output.err(`fold-complex check: ${message}\n\n${checkUsage}`);
    return 2;
  };
  const parsed = orMessage(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, 'max-warnings': { type: 'string' } },
    }),
  );
  if (typeof parsed === 'string') return misuse(parsed);
  const { values, positionals: files } = parsed;
  if (values.help) {
    output.out(checkUsage);
    return 0;
  }
  if (files.length === 0) return misuse('Expected at least one file');
  if (files.filter((file) => file === standardInput.argument).length > 1)
    return misuse('Standard input can be read only once');
  const most = values['max-warnings'];
  if (most !== undefined && !/^\d+$/.test(most))
    return misuse(`--max-warnings must be an integer, not "${most}"`);

  let errors = 0;
  let warnings = 0;
  for (const file of files) {
    const source = readSource(file);
    const isEntropy = !source.failure && documentKind(file, source.text) === 'entropy';
    const problems = isEntropy ? entropyProblems(source, file) : networkProblems(source, file);
    for (const line of problemLines(shownName(file), source.text, problems))
      output.out(`${line}\n`);
    for (const { severity } of problems) {
      if (severity === 'error') errors++;
      if (severity === 'warning') warnings++;
    }
  }
  const counts = [count(files.length, 'file'), count(errors, 'error'), count(warnings, 'warning')];
  output.err(`${counts.join(', ')}\n`);
  return errors > 0 || warnings > Number(most ?? Infinity) ? 1 : 0;
}

function count(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? '' : 's'}`;
}

function networkProblems(source: SourceFile, file: string): readonly Problem[] {
  const { spec, problems } = specIn(source, file);
  return spec ? [...problems, ...problemsOfNamedFiles(spec, file)] : problems;
}

function entropyProblems({ text, format }: SourceFile, file: string): readonly Problem[] {
  const { spec, problems } = parseEntropySpec(text, format);
  const missing = spec?.runs.flatMap(({ path }, i): Problem[] => {
    if (contentOf(join(dirname(file), path)) !== undefined) return [];
    const message = `${path} cannot be read; paths are relative to the folder of the spec`;
    return [{ severity: 'error', code: 'missing-file', message, range: spec.source.runs[i] }];
  });
  return [...problems, ...(missing ?? [])];
}

/** The problems of the files that the spec in `file` names, at the places that name them. */
function problemsOfNamedFiles(spec: Spec, file: string): readonly Problem[] {
  const paths = filesOf(spec);
  if (paths.length === 0) return [];
  const contents = paths.map((path) => [path, contentOf(join(dirname(file), path))] as const);
  return sequenceInputs(spec, Object.fromEntries(contents)).problems;
}

/** The contents of a file; undefined if it cannot be read. */
function contentOf(file: string): FileContent | undefined {
  try {
    // One byte more than the limit shows that the file is too large.
    return fileContent(file, readBytes(file, maxWeightFile + 1));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
