import { type Disposable, DocumentSymbol, languages, SymbolKind, type TextDocument } from 'vscode';
import type { OutlineItem } from '../../language/services/outline.ts';
import { rangeIn, specLanguages } from './specDocument.ts';
import type { TrackedOutlines } from './trackedOutlines.ts';

const kinds = {
  network: SymbolKind.Class,
  input: SymbolKind.Field,
  slice: SymbolKind.Interface,
  layer: SymbolKind.Array,
  neuron: SymbolKind.Function,
  output: SymbolKind.Event,
  training: SymbolKind.Method,
  checkpoints: SymbolKind.Enum,
} satisfies Record<OutlineItem['kind'], SymbolKind>;

/** Outline, breadcrumbs and go to symbol: the network, its layers, their neurons. */
export function provideSymbols(outlines: TrackedOutlines): Disposable {
  return languages.registerDocumentSymbolProvider(
    specLanguages,
    {
      provideDocumentSymbols(document) {
        const outline = outlines.of(document);
        return outline && [symbolOf(outline, document)];
      },
    },
    { label: 'Fold Complex' },
  );
}

function symbolOf(item: OutlineItem, document: TextDocument): DocumentSymbol {
  const symbol = new DocumentSymbol(
    // VS Code rejects an empty name.
    item.name || item.kind,
    item.detail,
    kinds[item.kind],
    rangeIn(document, item.range),
    rangeIn(document, item.head),
  );
  symbol.children = item.children.map((child) => symbolOf(child, document));
  return symbol;
}
