import { commands, env, l10n, UIKind, Uri, window, workspace } from 'vscode';
import { batched } from '../../core/export/chunks.ts';
import type { Written } from '../../core/export/write.ts';
import { joined } from '../../core/numeric/joined.ts';
import { printable } from '../../core/printable.ts';
import { askWhere } from '../files/saveFile.ts';
import type { Saver } from '../files/saver.ts';
import { fileNameOf } from '../spec/specText.ts';

/** Asks where to save an export of a spec. */
export function askPlace(uri: Uri, name: string): Thenable<Uri | undefined> {
  return askWhere(name, uri, l10n.t('Export Fold Complex'));
}

/** Writes the files of an export of a spec, the first of them at `to`, and offers to open it. */
export async function save(
  saver: Saver,
  to: Uri,
  files: readonly Written[],
  spec: Uri,
): Promise<void> {
  const saved = files.map((written) => ({
    uri: Uri.joinPath(to, '..', written.name),
    content: bytesOf(written),
  }));
  if (await saver.save(saved, [spec])) await offerToOpen(to);
}

function bytesOf({ content }: Written): Uint8Array {
  if (content instanceof Uint8Array) return content;
  const encoder = new TextEncoder();
  return joined(
    Uint8Array,
    Array.from(batched(content), (text) => encoder.encode(text)),
  );
}

async function offerToOpen(uri: Uri): Promise<void> {
  const open = l10n.t('Open');
  const reveal = l10n.t('Reveal');
  const inWorkspace = workspace.getWorkspaceFolder(uri) !== undefined;
  const onThisDesktop = uri.scheme === 'file' && env.uiKind === UIKind.Desktop && !env.remoteName;
  const actions = inWorkspace || onThisDesktop ? [open, reveal] : [open];
  const message = l10n.t('Exported {0}', printable(fileNameOf(uri)));
  const choice = await window.showInformationMessage(message, ...actions);
  if (choice === open) await commands.executeCommand('vscode.open', uri);
  if (choice === reveal)
    await commands.executeCommand(inWorkspace ? 'revealInExplorer' : 'revealFileInOS', uri);
}
