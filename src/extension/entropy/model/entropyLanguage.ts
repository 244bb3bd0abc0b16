import {
  CodeActionKind,
  type Disposable,
  DocumentSymbol,
  Hover,
  languages,
  MarkdownString,
  SymbolKind,
  type TextDocument,
  type Uri,
} from 'vscode';
import { entropyCompletionsAt } from '../../../language/entropy/complete.ts';
import type { EntropyOutlineItem } from '../../../language/entropy/outline.ts';
import type { TextRange } from '../../../language/text/problem.ts';
import { fixesAt } from '../../language/quickFixes.ts';
import { rangeIn, specLanguages } from '../../language/specDocument.ts';
import { provideYamlSchema } from '../../language/yamlSchema.ts';
import { Lifetime } from '../../lifetime.ts';
import { diagnosticOf } from '../../spec/diagnostics.ts';
import type { EntropyReading, EntropyReadings } from './entropyReadings.ts';
import { aboutControls, aboutModel } from './entropyExplanations.ts';

const symbolKinds = {
  spec: SymbolKind.Class,
  part: SymbolKind.Field,
  item: SymbolKind.Event,
} satisfies Record<EntropyOutlineItem['kind'], SymbolKind>;

/** Problems, fixes, outline, completion and hovers in the text of an entropy spec. */
export function registerEntropyLanguage(readings: EntropyReadings, extensionUri: Uri): Disposable {
  const lifetime = new Lifetime();
  const collection = lifetime.own(languages.createDiagnosticCollection('fold-complex-entropy'));
  lifetime.own(
    readings.onRead((uri) => {
      const reading = readings.find(uri);
      collection.set(
        uri,
        reading?.problems.map((problem) => diagnosticOf(problem, uri, reading)),
      );
    }),
  );
  lifetime.own(
    readings.onClosed((uri) => {
      collection.delete(uri);
    }),
  );
  const current = (document: TextDocument): EntropyReading | undefined => {
    const reading = readings.find(document.uri);
    return reading?.version === document.version ? reading : undefined;
  };
  lifetime.own(
    languages.registerCodeActionsProvider(
      specLanguages,
      {
        provideCodeActions(document, range) {
          const reading = current(document);
          return reading && fixesAt(document, range, reading);
        },
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
  );
  lifetime.own(
    languages.registerDocumentSymbolProvider(
      specLanguages,
      {
        provideDocumentSymbols(document) {
          const outline = current(document)?.outline;
          return outline && [symbolOf(outline, document)];
        },
      },
      { label: 'Fold Complex' },
    ),
  );
  lifetime.own(
    languages.registerHoverProvider(specLanguages, {
      provideHover(document, position) {
        const spec = current(document)?.spec;
        if (!spec) return undefined;
        const offset = document.offsetAt(position);
        const { model, controls } = spec.source;
        const over = (range: TextRange, lines: readonly string[]): Hover =>
          new Hover(new MarkdownString(lines.join('\n\n')), rangeIn(document, range));
        if (holds(model, offset)) return over(model, aboutModel(spec));
        if (controls && holds(controls, offset)) return over(controls, aboutControls(spec));
        return undefined;
      },
    }),
  );
  lifetime.own(
    provideYamlSchema(
      {
        file: 'entropy.schema.json',
        isSpec: (uri) => readings.find(uri) !== undefined,
        complete: (caret, schema, uri) =>
          entropyCompletionsAt(caret, schema, readings.find(uri)?.kind),
      },
      extensionUri,
    ),
  );
  return lifetime;
}

function holds({ start, end }: TextRange, offset: number): boolean {
  return start <= offset && offset <= end;
}

function symbolOf(item: EntropyOutlineItem, document: TextDocument): DocumentSymbol {
  const symbol = new DocumentSymbol(
    item.name,
    item.detail,
    symbolKinds[item.kind],
    rangeIn(document, item.range),
    rangeIn(document, item.head),
  );
  symbol.children = item.children.map((child) => symbolOf(child, document));
  return symbol;
}
