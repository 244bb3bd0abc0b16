import { l10n, type QuickPickItem, QuickPickItemKind, Uri, window, workspace } from 'vscode';
import { formatOf } from '../../language/text/format.ts';
import { openUntitled } from '../files/openUntitled.ts';
import { Lifetime } from '../lifetime.ts';
import type { Peek } from './peek.ts';
import { chapters, type Example } from './examples.ts';

/**
 * Asks for an example, with a preview of the active item, and opens an unsaved copy of it. Returns
 * the copy, or undefined if none was chosen. A log is not edited, so it is returned itself.
 */
export async function openExample(extensionUri: Uri, peek: Peek): Promise<Uri | undefined> {
  const folder = Uri.joinPath(extensionUri, 'examples');
  const example = await askExample(({ file }) => {
    // Without its preview, an example can still be opened. A log has none.
    peek.show(isSpec(file) ? Uri.joinPath(folder, file) : undefined).catch(() => undefined);
  });
  await peek.show(undefined);
  if (!example) return undefined;
  return isSpec(example.file) ? openCopy(folder, example) : Uri.joinPath(folder, example.file);
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

/** Opens an unsaved copy of one example. */
async function openCopy(examples: Uri, { file }: Example): Promise<Uri> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(examples, file));
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = file.slice(0, file.lastIndexOf('.'));
  const text = new TextDecoder().decode(bytes);
  return openUntitled(folder, name, formatOf(file) ?? 'yaml', text);
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
