import {
  l10n,
  type QuickPickItem,
  QuickPickItemKind,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import { formatOf, isEntropySpecName } from '../../language/text/format.ts';
import { openUntitled } from '../files/openUntitled.ts';
import { Lifetime } from '../lifetime.ts';
import { fileNameOf } from '../spec/specText.ts';
import type { Peek } from './peek.ts';
import { chapters, type Example } from './examples.ts';

/**
 * Asks for an example, with a preview of the active item, and opens an unsaved copy of it, or writes
 * it into `empty`, a document without text of the same kind and format. Returns the copy, or
 * undefined if none was chosen. A log is not edited, so it is returned itself.
 */
export async function openExample(
  extensionUri: Uri,
  peek: Peek,
  empty?: Uri,
): Promise<Uri | undefined> {
  const folder = Uri.joinPath(extensionUri, 'examples');
  const example = await askExample(({ file }) => {
    // Without its preview, an example can still be opened. A log has none.
    peek.show(isSpec(file) ? Uri.joinPath(folder, file) : undefined).catch(() => undefined);
  });
  await peek.show(undefined);
  if (!example) return undefined;
  return isSpec(example.file)
    ? openCopy(folder, example, empty)
    : Uri.joinPath(folder, example.file);
}

/** Whether an example is a spec, and not a log. */
function isSpec(file: string): boolean {
  return formatOf(file) !== undefined;
}

/** The chosen example; `onActive` gets the active item whenever that changes. */
function askExample(onActive: (example: Example) => void): Promise<Example | undefined> {
  const lifetime = new Lifetime();
  const picker = lifetime.own(window.createQuickPick<Item>());
  picker.items = items();
  picker.title = l10n.t('Open an example');
  picker.placeholder = l10n.t('Opens a copy that you can edit');
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  return new Promise((resolve) => {
    lifetime.own(
      picker.onDidChangeActive(([item]) => {
        if (item?.example) onActive(item.example);
      }),
    );
    lifetime.own(
      picker.onDidAccept(() => {
        resolve(picker.selectedItems.at(0)?.example);
        picker.hide();
      }),
    );
    lifetime.own(
      picker.onDidHide(() => {
        resolve(undefined);
        lifetime.dispose();
      }),
    );
    picker.show();
  });
}

/** Opens an unsaved copy of one example, or writes it into a document that is empty and fits. */
async function openCopy(examples: Uri, { file }: Example, empty: Uri | undefined): Promise<Uri> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(examples, file));
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = file.slice(0, file.lastIndexOf('.'));
  const text = new TextDecoder().decode(bytes);
  if (empty && isSameKind(file, fileNameOf(empty)) && (await fill(empty, text))) return empty;
  return openUntitled(folder, name, formatOf(file) ?? 'yaml', text);
}

function isSameKind(a: string, b: string): boolean {
  return formatOf(a) === formatOf(b) && isEntropySpecName(a) === isEntropySpecName(b);
}

/** Writes a text into a document, as one edit; false if that has a text already. */
async function fill(uri: Uri, text: string): Promise<boolean> {
  const document = await workspace.openTextDocument(uri);
  const before = document.getText();
  if (before.trim() !== '') return false;
  const edit = new WorkspaceEdit();
  const all = new Range(document.positionAt(0), document.positionAt(before.length));
  edit.replace(uri, all, text);
  return workspace.applyEdit(edit);
}

interface Item extends QuickPickItem {
  readonly example?: Example;
}

function items(): Item[] {
  return chapters().flatMap(({ title, examples }) => [
    { label: title, kind: QuickPickItemKind.Separator },
    ...examples.map((example) => ({
      label: example.name,
      description: example.file,
      detail: example.about,
      example,
    })),
  ]);
}
