import { basename, dirname, sep } from 'node:path';
import { batched } from '../core/export/chunks.ts';
import { printable } from '../core/printable.ts';
import { fileNamesOf, type Written } from '../core/export/write.ts';
import { fileKeys, isThere, replaceFile } from '../engine/nodeFiles.ts';
import { writeConflicts, type WriteConflict } from '../engine/writeConflicts.ts';
import type { ExportCommand } from './exportCommand.ts';
import { shownName, standardInput } from './readText.ts';

/**
 * The targets of an export that must not be written, as lines. `sources` are the files that it reads, the spec
 * first; `-` is standard input.
 */
export function refusedTargets(
  { targets, force }: Pick<ExportCommand, 'targets' | 'force'>,
  sources: readonly string[],
): string[] {
  const files = targets
    .filter(({ path }) => path !== '-')
    .flatMap(({ option, kind, path }) =>
      fileNamesOf(kind, basename(path)).map((name, i) => ({
        name: pathBeside(path, name),
        what: i === 0 ? `--${option} ${path}` : `--${option}, which also writes ${name},`,
        isSecondary: i > 0 && !force,
      })),
    );
  const written = files.map((file) => ({
    ...file,
    keys: fileKeys(file.name),
    exists: isThere(file.name),
  }));
  const read = sources.map((name) => ({
    name,
    keys: fileKeys(name === standardInput.argument ? '/dev/stdin' : name),
  }));
  return writeConflicts(written, read).map((conflict) => {
    const [reason, code] = reasonFor(conflict, sources[0]);
    return printable(
      `${shownName(sources[0])}:1:1: error: ${conflict.file.what} would ${reason}; nothing was written [${code}]`,
    );
  });
}

function reasonFor(conflict: WriteConflict, spec: string): [reason: string, code: string] {
  const { name } = conflict.file;
  switch (conflict.kind) {
    case 'source': {
      const source = conflict.source.name;
      const what = source === spec ? 'the spec' : 'a file that the spec reads';
      const shown = `${shownName(source)}${onSomeDisks(name, source)}`;
      return [`overwrite ${what}, ${shown}`, 'overwrites-input'];
    }
    case 'twice': {
      const first = conflict.first.name;
      return [`overwrite what is written to ${first}${onSomeDisks(name, first)}`, 'same-target'];
    }
    case 'exists':
      return ['replace that file; allow it with --force', 'file-exists'];
  }
}

/** Not every disk takes names that differ in letter case for one. */
function onSomeDisks(name: string, other: string): string {
  const [one, two] = [basename(name), basename(other)];
  return one !== two && one.toLowerCase() === two.toLowerCase()
    ? ' on a disk that ignores letter case'
    : '';
}

/** Writes a file of an export beside the target; returns the reason if that fails. */
export function save(target: string, written: Written): { path: string; failure?: string } {
  const path = pathBeside(target, written.name);
  // The content is complete before a file is opened: what fails or is stopped until then leaves nothing.
  const content = Array.from(chunksOf(written), (chunk) =>
    typeof chunk === 'string' ? Buffer.from(chunk) : chunk,
  );
  try {
    holdSignals();
    replaceFile(path, content);
    return { path };
  } catch (error) {
    if (isOfSystem(error)) return { path, failure: unwritable(error) };
    throw error;
  }
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** Why the system has refused to write a file. */
function unwritable(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'its folder does not exist';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
      return 'the disk is read-only';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return error.message;
  }
}

/** The content of a file in chunks that are worth writing. */
export function chunksOf({ content }: Written): Iterable<string | Uint8Array> {
  return content instanceof Uint8Array ? [content] : batched(content);
}

/** The path of a file in the folder of another. */
function pathBeside(path: string, name: string): string {
  if (name === basename(path)) return path;
  // Not `join`: it drops a folder before `..` even where that is a link to elsewhere.
  return dirname(path) === '.' ? name : `${dirname(path)}${sep}${name}`;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let areSignalsHeld = false;

/** Keeps signals from interrupting what follows; they take effect when the command is done. */
function holdSignals(): void {
  if (areSignalsHeld) return;
  areSignalsHeld = true;
  const handlers = signals.map((signal) => {
    const handler = (): void => void process.kill(process.pid, signal);
    process.once(signal, handler);
    return { signal, handler };
  });
  // Node hears of a signal before this is run, and a command is done before Node hears of anything.
  setImmediate(() => {
    areSignalsHeld = false;
    for (const { signal, handler } of handlers) process.off(signal, handler);
  });
}
