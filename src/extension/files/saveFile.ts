import { l10n, Uri, window, workspace } from 'vscode';
import { printable } from '../../core/printable.ts';
import { fileNameOf } from '../spec/specText.ts';
import { errorMessage } from '../errorText.ts';
import type { Saver } from './saver.ts';

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

/** What a view has made, under the name that it suggests. */
export interface Made {
  readonly fileName: string;
  readonly content: string | Uint8Array;
}

/**
 * Asks where to save what a view has made of the files `sources`, by default beside the first of them, and
 * writes it.
 */
export async function saveFile(
  saver: Saver,
  { fileName, content }: Made,
  sources: readonly Uri[],
): Promise<void> {
  const uri = await askWhere(fileName, sources.at(0));
  if (!uri) return;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const name = printable(fileNameOf(uri));
  try {
    await saver.save([{ uri, content: bytes }], sources);
    window.setStatusBarMessage(l10n.t('Exported {0}', name), 4000);
  } catch (error) {
    const reason = errorMessage(error);
    void window.showErrorMessage(l10n.t('{0} cannot be written: {1}', name, reason));
  }
}

/** Reports that the clipboard takes no images, and offers to save this one instead. */
export async function offerToSave(
  saver: Saver,
  image: Made,
  sources: readonly Uri[],
): Promise<void> {
  const saveIt = l10n.t('Save Image…');
  const message = l10n.t('Images cannot be copied to the clipboard here.');
  if ((await window.showWarningMessage(message, saveIt)) === saveIt)
    await saveFile(saver, image, sources);
}
