import { Uri, window, workspace } from 'vscode';
import type { FromEntropyView } from '../../../protocol/entropy/model.ts';

type Figure = Extract<FromEntropyView, { readonly kind: 'save' }>;

/** Asks where, beside the document if there is one, and writes a figure. */
export async function saveFigure(
  { name, content, encoding }: Figure,
  document: Uri | undefined,
): Promise<void> {
  const fileName = name.replace(/[^\p{L}\p{N} ,.()_-]+/gu, '-');
  const folder = document?.scheme === 'untitled' ? undefined : document;
  const base = folder ? Uri.joinPath(folder, '..') : workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    ...(base && { defaultUri: Uri.joinPath(base, fileName) }),
    filters: { [encoding === 'utf8' ? 'SVG' : 'PNG']: [encoding === 'utf8' ? 'svg' : 'png'] },
  });
  if (!target) return;
  const bytes =
    encoding === 'utf8'
      ? new TextEncoder().encode(content)
      : Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
  await workspace.fs.writeFile(target, bytes);
}
