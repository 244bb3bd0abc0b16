import { commands, env, l10n, UIKind, Uri, window, workspace } from 'vscode';
import { factsOf } from '../../core/analysis/facts.ts';
import { batched } from '../../core/export/chunks.ts';
import { markdown } from '../../core/export/markdown.ts';
import { fileNameFor, kindsFor, type Kind, write, type Written } from '../../core/export/write.ts';
import { foldTable } from '../../core/network/folds.ts';
import type { Engine } from '../../protocol/engine.ts';
import { fileNameOf } from '../spec/specText.ts';
import { askColouring, askTarget } from './choices.ts';
import { computePicture } from './computed.ts';

/** Asks what to export a spec as and where to, and writes it. Needs no preview and no open editor. */
export async function exportComplex(uri: Uri, engine: Engine): Promise<void> {
  const picture = await computePicture(uri, engine);
  if (!picture) return;
  const target = await askTarget(kindsFor(picture));
  if (!target) return;
  const { kind, style } = target;
  const coloured = ['svg', 'surface', 'glb', 'obj'].includes(kind);
  const colouring = coloured ? await askColouring(picture.complex.outputCount) : 'region';
  if (!colouring) return;
  const to = await askPlace(uri, kind);
  if (!to) return;
  for (const written of write(picture, kind, fileNameOf(to), { style, colouring }))
    await workspace.fs.writeFile(Uri.joinPath(to, '..', written.name), bytesOf(written));
  await offerToOpen(to);
}

/** Puts the analysis of a spec on the clipboard, as Markdown. */
export async function copyAnalysis(uri: Uri, engine: Engine): Promise<void> {
  const picture = await computePicture(uri, engine);
  if (!picture) return;
  const folds = foldTable(picture.network);
  const facts = factsOf(picture.network, folds, picture.complex);
  await env.clipboard.writeText(markdown(picture, facts));
  window.setStatusBarMessage(l10n.t('Copied the analysis of {0}', fileNameOf(uri)), 4000);
}

/** Beside the spec unless something else is chosen. */
function askPlace(uri: Uri, kind: Kind): Thenable<Uri | undefined> {
  const name = fileNameFor(fileNameOf(uri), kind);
  const folder =
    uri.scheme === 'untitled' ? workspace.workspaceFolders?.at(0)?.uri : Uri.joinPath(uri, '..');
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return window.showSaveDialog({
    title: l10n.t('Export Fold Complex'),
    filters: { [ending.toUpperCase()]: [ending] },
    ...(folder && { defaultUri: Uri.joinPath(folder, name) }),
  });
}

function bytesOf({ content }: Written): Uint8Array {
  if (content instanceof Uint8Array) return content;
  const encoder = new TextEncoder();
  const parts = Array.from(batched(content), (text) => encoder.encode(text));
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function offerToOpen(uri: Uri): Promise<void> {
  const open = l10n.t('Open');
  const reveal = l10n.t('Reveal');
  const inWorkspace = workspace.getWorkspaceFolder(uri) !== undefined;
  const onThisDesktop = uri.scheme === 'file' && env.uiKind === UIKind.Desktop && !env.remoteName;
  const actions = inWorkspace || onThisDesktop ? [open, reveal] : [open];
  const message = l10n.t('Exported {0}', fileNameOf(uri));
  const choice = await window.showInformationMessage(message, ...actions);
  if (choice === open) await commands.executeCommand('vscode.open', uri);
  if (choice === reveal)
    await commands.executeCommand(inWorkspace ? 'revealInExplorer' : 'revealFileInOS', uri);
}
