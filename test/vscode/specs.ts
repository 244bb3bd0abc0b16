import assert from 'node:assert/strict';
import {
  commands,
  extensions,
  type Tab,
  type TextDocument,
  TabInputWebview,
  Uri,
  ViewColumn,
  window,
  workspace,
  WorkspaceEdit,
  Range,
} from 'vscode';
import type { Api } from '../../src/extension/activate.ts';

/** A hat over [−1, 1]²: one fold, two regions. */
export const hat = `name: Hat
layers:
  - weights: [[1, 0]]
    bias: [0]
    activation: relu
  - weights: [[1]]
`;

export async function activated(): Promise<Api> {
  const extension = extensions.getExtension<Api>('fold-complex.fold-complex');
  assert.ok(extension, 'the extension is not installed');
  return extension.activate();
}

/**
 * Writes a spec into the workspace, by default into its first folder, and shows it, by default in
 * the active column.
 */
export async function openSpec(
  name: string,
  text: string,
  { where = folder(), column = ViewColumn.Active } = {},
): Promise<TextDocument> {
  const uri = Uri.joinPath(where, name);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document, column);
  // VS Code caches documents for minutes: one of this name may still have the text of an earlier test.
  await until('the text of the file', async () => {
    if (document.getText() !== text) await commands.executeCommand('workbench.action.files.revert');
    return document.getText() === text;
  });
  return document;
}

/** Replaces the only occurrence of `old`. */
export async function replace(document: TextDocument, old: string, now: string): Promise<void> {
  const start = document.getText().indexOf(old);
  assert.ok(start >= 0, `${old} is not in ${document.fileName}`);
  const edit = new WorkspaceEdit();
  const range = new Range(document.positionAt(start), document.positionAt(start + old.length));
  edit.replace(document.uri, range, now);
  assert.ok(await workspace.applyEdit(edit));
}

export async function showPreview(document: TextDocument): Promise<void> {
  await commands.executeCommand('foldComplex.show', document.uri);
}

/** The tabs of all previews, in the order of the window. */
export function previewTabs(): Tab[] {
  return window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof TabInputWebview && input.viewType.endsWith('foldComplex.preview'),
    );
}

/** Closes everything without saving and removes what `openSpec` wrote. */
export async function cleanUp(): Promise<void> {
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  for (const document of workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await window.showTextDocument(document);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
  for (const { uri } of workspace.workspaceFolders ?? [])
    for (const [name] of await workspace.fs.readDirectory(uri))
      if (name.startsWith('test-'))
        await workspace.fs.delete(Uri.joinPath(uri, name), { recursive: true });
}

/** The folder that the window has open. */
export function folder(): Uri {
  const first = workspace.workspaceFolders?.[0];
  assert.ok(first, 'no folder is open');
  return first.uri;
}

/** Polls until there is a result; fails after a minute. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    assert.ok(Date.now() < deadline, `waited in vain for ${what}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
