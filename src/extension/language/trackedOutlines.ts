import {
  type Disposable,
  type TextDocument,
  type TextDocumentContentChangeEvent,
  workspace,
} from 'vscode';
import { type OutlineItem, shiftOutline } from '../../language/services/outline.ts';
import { Lifetime } from '../lifetime.ts';
import type { SpecSessions } from '../spec/specSessions.ts';

interface Known {
  outline: OutlineItem;
  /** The version of the document to which the ranges belong. */
  version: number;
  /** Edits after that version. */
  readonly edits: {
    readonly version: number;
    readonly changes: readonly TextDocumentContentChangeEvent[];
  }[];
}

/**
 * The outlines of all specs, valid for the current text: while a text is being read, or does not
 * parse, the last outline is shifted along with the edits.
 */
export class TrackedOutlines implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly known = new Map<string, Known>();

  constructor(sessions: SpecSessions) {
    this.lifetime.own(
      sessions.onReading(({ uri, reading: { outline, version } }) => {
        const key = uri.toString();
        const later = this.known.get(key)?.edits.filter((edit) => edit.version > version) ?? [];
        if (outline) this.known.set(key, { outline, version, edits: later });
      }),
    );
    this.lifetime.own(
      sessions.onEnded(({ uri }) => {
        this.known.delete(uri.toString());
      }),
    );
    this.lifetime.own(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const { version, uri } = document;
        this.known.get(uri.toString())?.edits.push({ version, changes: contentChanges });
      }),
    );
  }

  /** The outline of the current text of a document; undefined until it has parsed once. */
  of(document: TextDocument): OutlineItem | undefined {
    const known = this.known.get(document.uri.toString());
    if (!known) return undefined;
    for (const { version, changes } of known.edits.splice(0)) {
      if (version <= known.version) continue;
      for (const { rangeOffset, rangeLength, text } of changes) {
        const change = { offset: rangeOffset, removed: rangeLength, inserted: text.length };
        known.outline = shiftOutline(known.outline, change);
      }
      known.version = version;
    }
    return known.outline;
  }

  dispose(): void {
    this.lifetime.dispose();
  }
}
