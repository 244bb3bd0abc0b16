import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of package.json, found upwards so that it also holds in a bundled copy of this file. */
export const root = folderAbove(import.meta.dirname, 'package-lock.json');

/** Where a VS Code, a Node and a browser are installed for this project alone. Not in git. */
export const hostFolder = join(root, '.vscode-test');

/**
 * Something the person at the keyboard can act on: shown as a sentence, without a stack. Anything
 * else that is thrown is a fault of the scripts.
 */
export class PlainError extends Error {}

/** Runs `npm ci` unless node_modules already holds what package-lock.json asks for. */
export function ensureDependencies() {
  if (dependenciesInstalled(root)) return;
  console.log('Installing the dependencies (npm ci) …');
  npm(['ci'], root);
}

/**
 * Runs npm and shows what it prints. Throws when npm fails.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function npm(args, cwd) {
  const { status, error } = spawnSync(
    'npm',
    [...args, '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd,
      stdio: ['ignore', 'inherit', 'inherit'],
      // npm is a batch file on Windows, which only a shell can start.
      shell: process.platform === 'win32',
    },
  );
  if (error) throw new PlainError(`npm could not be started (${error.message}). Is it installed?`);
  if (status !== 0) {
    throw new PlainError(
      `"npm ${args.join(' ')}" failed, see above. It needs the network the first time.`,
    );
  }
}

/**
 * Compares versions, not dates: a checkout gives every file a new date.
 * @param {string} dir
 */
export function dependenciesInstalled(dir) {
  const installed = join(dir, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = packages(join(dir, 'package-lock.json'));
  const present = packages(installed);
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional === true || entry.version === present[path]?.version,
  );
}

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Packages */

/** @param {string} lockFile */
function packages(lockFile) {
  const lock = /** @type {{ packages: Packages }} */ (JSON.parse(readFileSync(lockFile, 'utf8')));
  return lock.packages;
}

/**
 * @param {string} start
 * @param {string} name
 */
function folderAbove(start, name) {
  for (let dir = start; ; dir = dirname(dir)) {
    if (existsSync(join(dir, name))) return dir;
    if (dir === dirname(dir)) throw new Error(`No ${name} in ${start} or above`);
  }
}
