import { type FileSystemWatcher, RelativePattern, Uri, workspace } from 'vscode';
import { fileNameOf } from '../spec/specText.ts';

/** A watcher of one file, which need not be there. */
export function fileWatcher(uri: Uri): FileSystemWatcher {
  // Square brackets keep characters such as * in a file name from being read as a pattern.
  const name = fileNameOf(uri).replace(/[*?{}[\]]/g, '[$&]');
  return workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, '..'), name));
}
