import { Uri } from 'vscode';
import { isEventFileName } from '../../language/text/format.ts';
import { fileNameOf } from '../spec/specText.ts';

/** The logs, with the folder in place of several event files in it, which belong to one run. */
export function withRunFolders(logs: readonly Uri[]): Uri[] {
  const folders = logs.map((uri) =>
    isEventFileName(fileNameOf(uri)) ? Uri.joinPath(uri, '..') : undefined,
  );
  const names = folders.map((folder) => folder?.toString());
  return logs.flatMap((log, i) => {
    const name = names[i];
    if (name === undefined || names.indexOf(name) === names.lastIndexOf(name)) return [log];
    return names.indexOf(name) === i ? [folders[i]!] : [];
  });
}
