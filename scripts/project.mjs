import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of package.json, searched upwards so that it is also found from a bundled copy of this
 * file.
 */
export const root = folderAbove(import.meta.dirname, 'package-lock.json');

/** The folder with the VS Code, Node and browser installed for this project only. Ignored by git. */
export const hostFolder = join(root, '.vscode-test');

/**
 * An error that the user can act on; its message is shown without a stack. Any other error is a bug in
 * the scripts.
 */
export class PlainError extends Error {}

/** Runs `npm ci` unless node_modules matches package-lock.json. */
export function ensureDependencies() {
  if (dependenciesInstalled(root)) return;
  console.log('Installing the dependencies (npm ci) …');
  npm(['ci'], root);
}

/**
 * Runs npm, showing its output. Throws if npm fails.
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
      // On Windows, npm is a batch file, which only a shell can start.
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
 * Compares versions, not modification times, which a checkout changes.
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
