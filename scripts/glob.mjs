import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Paths of all files below `dir` whose name matches, sorted; none when there is no such folder.
 * (node:fs has globSync from Node 22 on.)
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
