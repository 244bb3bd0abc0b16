import { FileType, Uri, workspace } from 'vscode';
import { logText } from '../../../engine/entropy/readLogContent.ts';
import { maxConfigLength } from '../../../language/log/configEntries.ts';
import { configFileNames } from '../../../language/log/configFiles.ts';
import type { ConfigFile } from '../../../protocol/entropy/runs.ts';

/** Larger files are no configurations. */
const maxBytes = 3 * maxConfigLength;

/** The files beside a log, and in the folder above, that may hold the configuration of its training. */
export async function configFilesBeside(log: Uri): Promise<readonly ConfigFile[]> {
  const names = configFileNames.flatMap((name) => [`../${name}`, `../../${name}`]);
  // Those beside the log come first.
  const ordered = names.toSorted(
    (a, b) => Number(a.startsWith('../../')) - Number(b.startsWith('../../')),
  );
  const files = await Promise.all(ordered.map((path) => fileAt(Uri.joinPath(log, path))));
  return files.filter((file) => file !== undefined);
}

async function fileAt(uri: Uri): Promise<ConfigFile | undefined> {
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if ((type & FileType.File) === 0 || size > maxBytes) return undefined;
    const text = logText(await workspace.fs.readFile(uri));
    return text === undefined ? undefined : { name: workspace.asRelativePath(uri), text };
  } catch {
    return undefined;
  }
}
