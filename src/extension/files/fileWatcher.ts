import { type FileSystemWatcher, RelativePattern, Uri, workspace } from 'vscode';
import { fileNameOf } from '../spec/specText.ts';

/** A watcher of one file, which need not exist. */
export function fileWatcher(uri: Uri): FileSystemWatcher {
  // In square brackets, characters such as * in a file name are no pattern.
  const name = fileNameOf(uri).replace(/[*?{}[\]]/g, '[$&]');
  return workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, '..'), name));
}
