import { randomUUID } from 'node:crypto';
import {
  accessSync,
  type BigIntStats,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { placeKey } from './writeConflicts.ts';

/**
 * The keys of a file for `writeConflicts`: its place, with links followed, and the file that is there, which
 * may have other names (hard links). None for a device or a pipe, and none where there is no folder.
 */
export function fileKeys(path: string): string[] {
  const own = statsOf(path);
  if (own && !own.isFile()) return [];
  const keys: string[] = [];
  for (const place of [() => inRealFolder(path), () => destinationOf(path)]) {
    const resolved = orUndefined(place);
    const folder = resolved === undefined ? undefined : statsOf(dirname(resolved));
    if (resolved === undefined || !folder) continue;
    keys.push(placeKey(numberOf(folder) ?? dirname(resolved), basename(resolved)));
  }
  const number = own && numberOf(own);
  return number === undefined ? keys : [...keys, number];
}

/** Whether there is a file, or anything else, with this name. */
export function isThere(path: string): boolean {
  return statsOf(path) !== undefined;
}

/**
 * Writes a file whole or not at all: to a temporary file in the same folder, which then takes its name. Links
 * are followed, so that they stay links, and permissions are kept. A device or a pipe is written directly.
 * Throws the error of the system.
 */
export function replaceFile(path: string, content: readonly Uint8Array[]): void {
  const old = statsOf(path);
  if (old && !old.isFile()) {
    writeAll(openSync(path, 'w'), content);
    return;
  }
  // A new name for a file needs no permission to write the old one.
  if (old) accessSync(path, constants.W_OK);
  const destination = destinationOf(path);
  const temporary = join(dirname(destination), `.fold-complex-${randomUUID()}.tmp`);
  try {
    writeAll(openSync(temporary, 'wx'), content, { isFlushed: true });
    if (old) chmodSync(temporary, Number(old.mode) & 0o7777);
    renameSync(temporary, destination);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeAll(
  descriptor: number,
  content: readonly Uint8Array[],
  { isFlushed = false } = {},
): void {
  try {
    for (const bytes of content)
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    if (isFlushed) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The file that would be written under a name: where its links lead. Throws if there is no such folder. */
function destinationOf(path: string): string {
  let place = inRealFolder(path);
  for (let links = 0; links < mostLinks; links++) {
    const link = orUndefined(() => readlinkSync(place));
    if (link === undefined) return place;
    place = inRealFolder(isAbsolute(link) ? link : `${dirname(place)}/${link}`);
  }
  return place;
}

/** The limit of Linux. */
const mostLinks = 40;

function inRealFolder(path: string): string {
  return join(realpathSync.native(dirname(path)), basename(path));
}

function statsOf(path: string): BigIntStats | undefined {
  return orUndefined(() => statSync(path, { bigint: true, throwIfNoEntry: false }));
}

/** The number that the file system gives a file; some network drives give none. */
function numberOf({ dev, ino }: BigIntStats): string | undefined {
  return ino === 0n ? undefined : `${dev}:${ino}`;
}

/** Undefined where the system reports an error. */
function orUndefined<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return undefined;
    throw error;
  }
}
