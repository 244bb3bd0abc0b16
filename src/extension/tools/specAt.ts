import { Uri, workspace } from 'vscode';
import { exists } from '../files/exists.ts';

/**
 * The file at a path: absolute, relative to a folder of the workspace, or a URI. Throws if it is
 * relative and no folder is open.
 */
export async function specAt(path: string): Promise<Uri> {
  if (/^[a-z][\w+.-]+:\/\//i.test(path)) return Uri.parse(path, true);
  const folders = workspace.workspaceFolders ?? [];
  if (/^([/\\]|[a-z]:)/i.test(path)) {
    const file = Uri.file(path);
    // In a remote or virtual workspace, paths are those of its file system.
    return folders[0] ? folders[0].uri.with({ path: file.path }) : file;
  }
  for (const { uri } of folders) {
    const candidate = Uri.joinPath(uri, path);
    if (await exists(candidate)) return candidate;
  }
  if (folders.length === 0)
    throw new Error(`No folder is open, so "${path}" must be an absolute path`);
  return Uri.joinPath(folders[0].uri, path);
}
