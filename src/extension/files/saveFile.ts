import { l10n, Uri, window, workspace } from 'vscode';
import { fileNameOf } from '../spec/specText.ts';
import { errorMessage } from '../errorText.ts';

/** Asks where to save a file: by default beside a document, or else in the workspace. */
export function askWhere(
  fileName: string,
  beside: Uri | undefined,
  title?: string,
): Thenable<Uri | undefined> {
  const isFile = beside && beside.scheme !== 'untitled';
  const folder = isFile ? Uri.joinPath(beside, '..') : workspace.workspaceFolders?.at(0)?.uri;
  // Names are made from titles, which may contain what no file name may.
  const name = fileName.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-');
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return window.showSaveDialog({
    ...(title !== undefined && { title }),
    filters: { [extension.toUpperCase()]: [extension] },
    ...(folder && { defaultUri: Uri.joinPath(folder, name) }),
  });
}

/** Asks where to save what a view has made, and writes it. */
export async function saveFile(
  fileName: string,
  content: string | Uint8Array,
  beside: Uri | undefined,
): Promise<void> {
  const uri = await askWhere(fileName, beside);
  if (!uri) return;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  try {
    await workspace.fs.writeFile(uri, bytes);
    window.setStatusBarMessage(l10n.t('Exported {0}', fileNameOf(uri)), 4000);
  } catch (error) {
    const reason = errorMessage(error);
    void window.showErrorMessage(l10n.t('{0} cannot be written: {1}', fileNameOf(uri), reason));
  }
}

/** Reports that the clipboard takes no images, and offers to save this one instead. */
export async function offerToSave(
  fileName: string,
  png: Uint8Array,
  beside: Uri | undefined,
): Promise<void> {
  const saveIt = l10n.t('Save Image…');
  const message = l10n.t('Images cannot be copied to the clipboard here.');
  if ((await window.showWarningMessage(message, saveIt)) === saveIt)
    await saveFile(fileName, png, beside);
}
