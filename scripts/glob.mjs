import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Sorted paths of all files below `dir` whose name matches; empty if the folder does not exist.
 * Replaces globSync of node:fs, which requires Node 22.
 * @param {string} dir
 * @param {RegExp} name
 */
export function globSync(dir, name) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
