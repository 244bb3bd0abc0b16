import { Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { Format } from '../../language/text/format.ts';
import { exists } from './exists.ts';

/**
 * Opens an unsaved document with this text and returns its URI. Saving it suggests that name and
 * overwrites nothing.
 */
export async function openUntitled(
  folder: Uri | undefined,
  name: string,
  ending: Format,
  text: string,
): Promise<Uri> {
  const target = await freeName(folder, name, ending);
  const document = await workspace.openTextDocument(target);
  const edit = new WorkspaceEdit();
  edit.insert(target, document.positionAt(0), text);
  await workspace.applyEdit(edit);
  await window.showTextDocument(document);
  return target;
}

/** The first of name, name-2, name-3, … that is neither a file nor open. */
async function freeName(folder: Uri | undefined, name: string, ending: Format): Promise<Uri> {
  for (let i = 1; ; i++) {
    // A copy must be recognised as a spec: net-2.fold.yaml, not net.fold-2.yaml.
    const file = `${name.replace(/(\.(fold|entropy))?$/, `${i > 1 ? `-${i}` : ''}$&`)}.${ending}`;
    const path = folder ? Uri.joinPath(folder, file).path : file;
    const untitled = Uri.from({ scheme: 'untitled', path });
    const isOpen = workspace.textDocuments.some(({ uri }) => uri.path === untitled.path);
    if (!isOpen && !(folder && (await exists(Uri.joinPath(folder, file))))) return untitled;
  }
}
