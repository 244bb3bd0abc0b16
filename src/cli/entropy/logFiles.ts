import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { NamedBytes } from '../../language/log/binary/eventFiles.ts';
import { maxBinaryLog } from '../../language/log/binary/readBinaryLog.ts';
import { isEventFileName } from '../../language/text/format.ts';
import { readBytes, shownName, standardInput, unreadable } from '../readText.ts';

/** The files of a log, or why they cannot be read. */
export type LogFiles =
  | { readonly kind: 'files'; readonly files: readonly NamedBytes[] }
  | { readonly kind: 'failure'; readonly message: string };

/** One byte more than is read, so that the reader reports that something is missing. */
export const mostBytes = maxBinaryLog + 1;

/** Reads a log: a file, standard input, or the event files in a folder. */
export function readLogFiles(log: string): LogFiles {
  try {
    const files = filesOf(log).map((file) => ({
      name: basename(shownName(file)),
      bytes: readBytes(file, mostBytes),
    }));
    if (files.length > 0) return { kind: 'files', files };
    return { kind: 'failure', message: 'This folder has no TensorBoard event files' };
  } catch (error) {
    return { kind: 'failure', message: unreadable(error) };
  }
}

/** A text that changes when a log is written, or when another one takes its name. */
export function stampOf(log: string): string {
  try {
    const stamps = filesOf(log).map((file) => {
      const { dev, ino, size, mtimeNs } = statSync(file, { bigint: true });
      return [file, dev, ino, size, mtimeNs].join();
    });
    return stamps.join(';');
  } catch (error) {
    return unreadable(error);
  }
}

function filesOf(log: string): readonly string[] {
  if (log === standardInput.argument || !statSync(log).isDirectory()) return [log];
  return readdirSync(log, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isEventFileName(entry.name))
    .map(({ name }) => join(log, name));
}
