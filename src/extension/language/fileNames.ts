import {
  CompletionItem,
  CompletionItemKind,
  type Disposable,
  FileType,
  languages,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { caretAt } from '../../language/text/caret.ts';
import { folderAt, type FolderEntry, pathsAt } from '../../language/services/pathCompletion.ts';
import { isEntropySpec, isSpec, fileNameOf } from '../spec/specText.ts';
import { rangeIn } from './specDocument.ts';

/** Completes the files that a spec in YAML names: checkpoints, points and training logs. */
export function completeFileNames(): Disposable {
  return languages.registerCompletionItemProvider(
    'yaml',
    {
      async provideCompletionItems(document, position) {
        const caret = caretAt(document.getText(), document.offsetAt(position));
        if (!caret || !(isSpec(document) || isEntropySpec(document))) return undefined;
        const range = rangeIn(document, caret.word);
        const folder = folderAt(caret, document.getText(range));
        if (folder === undefined) return undefined;
        const entries = await entriesOf(document, folder);
        return pathsAt(caret, folder, entries, fileNameOf(document.uri)).map((path) => {
          const isFolder = path.endsWith('/');
          const kind = isFolder ? CompletionItemKind.Folder : CompletionItemKind.File;
          const item = new CompletionItem(path, kind);
          item.range = range;
          item.sortText = `${isFolder ? 1 : 0}${path}`;
          if (isFolder) item.command = { command: 'editor.action.triggerSuggest', title: '' };
          return item;
        });
      },
    },
    ...[' ', '/', '['],
  );
}

/** The entries of a folder beside a spec; none if it does not exist or the spec is not saved. */
async function entriesOf({ uri }: TextDocument, folder: string): Promise<FolderEntry[]> {
  if (uri.scheme === 'untitled') return [];
  const place = Uri.joinPath(uri, '..', ...folder.split('/'));
  const entries = await workspace.fs.readDirectory(place).then(undefined, () => []);
  return entries.map(([name, type]) => ({ name, isFolder: (type & FileType.Directory) !== 0 }));
}
