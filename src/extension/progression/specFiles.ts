import { type Disposable, RelativePattern, Uri, workspace } from 'vscode';
import type { FileContent } from '../../language/weights/checkpointNetwork.ts';
import { isSafetensors } from '../../language/text/format.ts';
import { Lifetime } from '../lifetime.ts';

/** The file that a spec names by its path from the folder of the spec. */
function named(spec: Uri, path: string): Uri {
  return Uri.joinPath(spec, '..', ...path.split('/'));
}

/** What stands in files that a spec names, by their path; undefined where one is not there. */
export async function readFiles(
  spec: Uri,
  paths: readonly string[],
): Promise<Record<string, FileContent | undefined>> {
  const contents = paths.map(async (path) => {
    // Whoever named the file is told that it cannot be read.
    const bytes = await workspace.fs.readFile(named(spec, path)).then(undefined, () => undefined);
    const isText = bytes && !isSafetensors(path);
    return [path, isText ? new TextDecoder().decode(bytes) : bytes] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}

/** Tells when a file that a spec names is written, made or deleted, until it is disposed. */
export function watchFiles(spec: Uri, paths: readonly string[], onChanged: () => void): Disposable {
  const lifetime = new Lifetime();
  const files = new Set(paths.map((path) => named(spec, path).toString()));
  // There may be a thousand checkpoints, and they are in a few folders.
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
