import { basename, dirname, join } from 'node:path';
import { ContourError } from '../core/export/contours.ts';
import { PageError } from '../core/figure/page.ts';
import { printable } from '../core/printable.ts';
import type { Subject } from '../core/subject.ts';
import { kindsFor, write, type Written } from '../core/export/write.ts';
import { filesOf } from '../engine/sequenceInputs.ts';
import { outOfRangeProblem } from '../language/network/outOfRange.ts';
import type { Spec } from '../language/spec.ts';
import { arranged, warnIfPartial } from './arranged.ts';
import { exportUsage, parseExport, type ExportCommand } from './exportCommand.ts';
import type { ExitCode, Output } from './output.ts';
import { problemLines } from '../language/text/problemLines.ts';
import { chunksOf, refusedTargets, save } from './saving.ts';
import { shownName } from './readText.ts';
import { readSpecFile } from './specFile.ts';

/** Runs `export` with the arguments after its name. */
export function exportFile(args: readonly string[], output: Output): ExitCode {
  const command = parseExport(args);
  switch (command.kind) {
    case 'help':
      output.out(exportUsage);
      return 0;
    case 'misuse':
      output.err(`fold-complex export: ${command.message}\n\n${exportUsage}`);
      return 2;
    case 'export':
      return run(command, output);
  }
}

function run(command: ExportCommand, output: Output): ExitCode {
  const { file } = command;
  const { text, spec, lines } = readSpecFile(file);
  for (const line of lines) output.err(`${line}\n`);
  if (!spec) return 1;
  const inputs = filesOf(spec).map((path) => join(dirname(file), path));
  const refused = refusedTargets(command, [file, ...inputs]);
  for (const line of refused) output.err(`${line}\n`);
  if (refused.length > 0) return 1;
  let subject: Subject;
  try {
    subject = subjectOf(spec, command);
  } catch (error) {
    for (const line of problemLines(shownName(file), text, [outOfRangeProblem(error, spec)]))
      output.err(`${line}\n`);
    return 1;
  }
  warnIfPartial(command, subject.complex.complete, output.err);
  let code: ExitCode = 0;
  for (const target of command.targets) {
    const refuse = (reason: string, problem: string): void => {
      output.err(
        `${printable(shownName(file))}:1:1: error: --${target.option} is not possible: ${reason} [${problem}]
`,
      );
      code = 1;
    };
    if (!kindsFor(subject).includes(target.kind)) {
      if (subject.graph) refuse('a network of one input has no surface and no lines', 'no-surface');
      else refuse('a network of one output has no decision boundaries', 'no-boundaries');
      continue;
    }
    let files: readonly Written[];
    try {
      files = write(subject, target.kind, basename(target.path), command.look);
    } catch (error) {
      if (error instanceof ContourError) refuse(error.message, 'no-lines');
      else if (error instanceof PageError) refuse(error.message, 'page-size');
      else throw error;
      continue;
    }
    for (const written of files) {
      if (target.path === '-') {
        for (const chunk of chunksOf(written)) output.out(chunk);
        continue;
      }
      const { path, failure } = save(target.path, written);
      if (failure === undefined) continue;
      const message = `--${target.option} ${path} cannot be written: ${failure}`;
      output.err(`${printable(`${shownName(file)}:1:1: error: ${message} [unwritable]`)}\n`);
      code = 1;
      break;
    }
  }
  return code;
}

function subjectOf(spec: Spec, { file, maxCells }: ExportCommand): Subject {
  const { network, complex } = arranged(spec, maxCells);
  return {
    title: spec.name ?? basename(shownName(file)),
    network,
    domain: spec.domain,
    complex,
    graph: spec.network.inputs === 1,
    inputNames: spec.inputNames,
    outputNames: spec.outputNames,
    show: spec.show,
    ...(spec.classifies && { classifies: true }),
    ...(spec.policy && { policy: true }),
  };
}
