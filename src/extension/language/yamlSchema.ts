import {
  CompletionItem,
  CompletionItemKind,
  type Disposable,
  extensions,
  Hover,
  languages,
  MarkdownString,
  type Range,
  SnippetString,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { type Caret, caretAt } from '../../language/text/caret.ts';
import type { Completion } from '../../language/text/schemaCompletion.ts';
import { descriptionAt, type Schema } from '../../language/text/schema.ts';
import { Lifetime } from '../lifetime.ts';
import { rangeIn } from './specDocument.ts';

const kinds = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  snippet: CompletionItemKind.Snippet,
} satisfies Record<Completion['kind'], CompletionItemKind>;

/** A spec language in YAML with a schema. */
export interface SchemaLanguage {
  /** The file name of the schema in `schemas`. */
  readonly file: string;
  readonly isSpec: (uri: Uri) => boolean;
  readonly complete: (caret: Caret, schema: Schema, uri: Uri) => readonly Completion[];
}

/**
 * Completion and hovers of keys in YAML, from the schema that VS Code applies to JSON and a YAML
 * language server would apply. If that server is installed, this does nothing.
 */
export function provideYamlSchema(
  { file, isSpec, complete }: SchemaLanguage,
  extensionUri: Uri,
): Disposable {
  const lifetime = new Lifetime();
  let schema: Promise<Schema> | undefined;
  const schemaFor = async ({ uri }: TextDocument): Promise<Schema | undefined> => {
    if (!isSpec(uri) || extensions.getExtension('redhat.vscode-yaml')) return undefined;
    schema ??= loadSchema(Uri.joinPath(extensionUri, 'schemas', file));
    return schema;
  };

  lifetime.own(
    languages.registerCompletionItemProvider(
      'yaml',
      {
        async provideCompletionItems(document, position) {
          const offset = document.offsetAt(position);
          const caret = caretAt(document.getText(), offset);
          const known = caret && (await schemaFor(document));
          if (!known) return undefined;
          const range = rangeIn(document, caret.word);
          return complete(caret, known, document.uri).map((one, i) => itemOf(one, i, range));
        },
      },
      ...[' ', '{', '-'],
    ),
  );
  lifetime.own(
    languages.registerHoverProvider('yaml', {
      async provideHover(document, position) {
        const word = document.getWordRangeAtPosition(position, /[$\w-]+(?=["']?\s*:)/);
        const caret = word && caretAt(document.getText(), document.offsetAt(word.start));
        const known = caret?.kind === 'key' ? await schemaFor(document) : undefined;
        if (!word || !caret || !known) return undefined;
        const description = descriptionAt(known, [...caret.path, document.getText(word)]);
        return description === undefined ? undefined : new Hover(description, word);
      },
    }),
  );
  return lifetime;
}

function itemOf(completion: Completion, order: number, range: Range): CompletionItem {
  const { label, kind, snippet, documentation } = completion;
  const item = new CompletionItem(label, kinds[kind]);
  // VS Code would use the indentation of the line, which differs from that of the keys after a
  // dash.
  const indent = '\n'.padEnd(range.start.character + 1);
  item.insertText = new SnippetString(snippet.replaceAll('\n', indent));
  item.keepWhitespace = true;
  item.range = range;
  item.sortText = String(order).padStart(3, '0');
  if (documentation !== undefined) item.documentation = new MarkdownString(documentation);
  return item;
}

async function loadSchema(file: Uri): Promise<Schema> {
  const bytes = await workspace.fs.readFile(file);
  return JSON.parse(new TextDecoder().decode(bytes)) as Schema;
}
