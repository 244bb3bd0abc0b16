import { type Disposable, RelativePattern, Uri, workspace } from 'vscode';
import type { FileContent } from '../../language/weights/checkpointNetwork.ts';
import { fileContent } from '../../engine/fileContent.ts';
import { Lifetime } from '../lifetime.ts';

/** The file at a path relative to the folder of a spec. */
function named(spec: Uri, path: string): Uri {
  return Uri.joinPath(spec, '..', ...path.split('/'));
}

/** The contents of files that a spec names, by path; undefined for those that cannot be read. */
export async function readFiles(
  spec: Uri,
  paths: readonly string[],
): Promise<Record<string, FileContent | undefined>> {
  const contents = paths.map(async (path) => {
    // A problem in the text reports files that cannot be read.
    const bytes = await workspace.fs.readFile(named(spec, path)).then(undefined, () => undefined);
    return [path, bytes && fileContent(path, bytes)] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}

/**
 * Calls back when a file that a spec names is written, created or deleted, until it is disposed.
 */
export function watchFiles(spec: Uri, paths: readonly string[], onChanged: () => void): Disposable {
  const lifetime = new Lifetime();
  const files = new Set(paths.map((path) => named(spec, path).toString()));
  // There may be a thousand checkpoints, but they are in a few folders.
  const folders = new Map(
    paths.map((path) => {
      const folder = Uri.joinPath(named(spec, path), '..');
      return [folder.toString(), folder];
    }),
  );
  for (const folder of folders.values()) {
    const watcher = lifetime.own(
      workspace.createFileSystemWatcher(new RelativePattern(folder, '*')),
    );
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete])
      lifetime.own(
        event((uri) => {
          if (files.has(uri.toString())) onChanged();
        }),
      );
  }
  return lifetime;
}
