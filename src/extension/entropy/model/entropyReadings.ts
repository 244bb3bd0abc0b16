import type { Uri } from 'vscode';
import { type Disposable, EventEmitter, Range, type TextDocument, workspace } from 'vscode';
import { parseEntropySpec, type ParsedEntropySpec } from '../../../language/entropy/parse.ts';
import { positionsIn } from '../../../language/text/position.ts';
import type { TextRange } from '../../../language/text/problem.ts';
import { Lifetime } from '../../lifetime.ts';
import {
  formatOfDocument,
  isEntropySpec,
  openDocument,
  readSpec,
  UnreadableSpec,
} from '../../spec/specText.ts';

/** What was read in the text of an entropy spec. */
export interface EntropyReading extends ParsedEntropySpec {
  readonly version: number;
  rangeOf(range: TextRange): Range;
  /** The first character of a range, counted from 1. */
  placeOf(range: TextRange): { readonly line: number; readonly column: number };
}

/**
 * Reads every open entropy spec at each edit, and closed ones on request. This takes far less than
 * a frame, so it is done in this thread.
 */
export class EntropyReadings implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly readEmitter = this.lifetime.own(new EventEmitter<Uri>());
  private readonly closedEmitter = this.lifetime.own(new EventEmitter<Uri>());
  readonly onRead = this.readEmitter.event;
  readonly onClosed = this.closedEmitter.event;
  private readonly readings = new Map<string, EntropyReading>();

  constructor() {
    const read = (document: TextDocument): void => {
      this.readDocument(document);
    };
    this.lifetime.own(workspace.onDidOpenTextDocument(read));
    this.lifetime.own(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) read(document);
      }),
    );
    this.lifetime.own(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (this.readings.delete(uri.toString())) this.closedEmitter.fire(uri);
      }),
    );
  }

  /**
   * Reads the specs that are open already. To be called once, after all listeners have been added.
   */
  start(): void {
    for (const document of workspace.textDocuments) this.readDocument(document);
  }

  /** The reading of an open document, if it is an entropy spec. */
  find(uri: Uri): EntropyReading | undefined {
    return this.readings.get(uri.toString());
  }

  /** The reading of a document or file, or the reason why it cannot be read. */
  async read(uri: Uri): Promise<EntropyReading | UnreadableSpec> {
    const document = openDocument(uri);
    if (document) return this.find(uri) ?? readingOf(document);
    try {
      const { text, version, format } = await readSpec(uri);
      return reading(text, version, format);
    } catch (error) {
      if (error instanceof UnreadableSpec) return error;
      throw error;
    }
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private readDocument(document: TextDocument): void {
    const key = document.uri.toString();
    if (!isEntropySpec(document)) {
      if (this.readings.delete(key)) this.closedEmitter.fire(document.uri);
      return;
    }
    if (this.readings.get(key)?.version === document.version) return;
    this.readings.set(key, readingOf(document));
    this.readEmitter.fire(document.uri);
  }
}

function readingOf(document: TextDocument): EntropyReading {
  const format = formatOfDocument(document);
  return reading(document.getText(), document.version, format);
}

function reading(
  text: string,
  version: number,
  format: Parameters<typeof parseEntropySpec>[1],
): EntropyReading {
  const positionOf = positionsIn(text);
  return {
    ...parseEntropySpec(text, format),
    version,
    placeOf: ({ start }) => positionOf(start),
    rangeOf: ({ start, end }) => {
      const [from, to] = [positionOf(start), positionOf(end)];
      return new Range(from.line - 1, from.column - 1, to.line - 1, to.column - 1);
    },
  };
}
