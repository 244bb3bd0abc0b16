import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { maxModelFile } from '../../language/model/limits.ts';
import type { SideFiles } from '../../language/model/modelFile.ts';
import { readBytes, standardInput, unreadable } from '../readText.ts';

/** The files in the folder of a model and below. A link that leads out of it is not followed. */
export function filesBeside(model: string): SideFiles {
  const known = new Map<string, Uint8Array | string>();
  return (path) => {
    const found = known.get(path) ?? fileBeside(model, path);
    known.set(path, found);
    return found;
  };
}

function fileBeside(model: string, path: string): Uint8Array | string {
  if (model === standardInput.argument) return 'is not beside standard input; name the file';
  try {
    // The model itself may be a link, as in caches of downloads.
    const folder = realpathSync(dirname(resolve(model)));
    const file = realpathSync(resolve(folder, path));
    if (!file.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`))
      return 'is a link out of the folder of the model and is not opened; put the file itself there';
    const stats = statSync(file);
    if (!stats.isFile()) return 'is not a file';
    if (stats.size > maxModelFile) return `is larger than ${maxModelFile / 2 ** 20} MB`;
    return readBytes(file, maxModelFile);
  } catch (error) {
    const reason = unreadable(error);
    return reason === 'No such file'
      ? 'is missing; put it into the folder of the model'
      : `cannot be read: ${reason}`;
  }
}
