import { l10n, Uri, window, workspace } from 'vscode';

/** Asks where, beside a document if there is one, and writes a text that a view has made. */
export async function saveText(fileName: string, content: string, beside?: Uri): Promise<void> {
  const folder = beside ? Uri.joinPath(beside, '..') : workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, fileName) }),
    saveLabel: l10n.t('Save'),
  });
  if (target) await workspace.fs.writeFile(target, new TextEncoder().encode(content));
}
