import { type DocumentSelector, Range, type TextDocument, WorkspaceEdit } from 'vscode';
import type { TextEdit } from '../../language/text/textEdits.ts';
import type { TextRange } from '../../language/text/problem.ts';
import type { Reading } from '../spec/reading.ts';
import type { SpecSessions } from '../spec/specSessions.ts';

/** Languages that a spec is written in; whether a document is one, its session tells. */
export const specLanguages: DocumentSelector = ['json', 'jsonc', 'yaml'];

/** What is known of the very text that a document has now. */
export function currentReading(
  sessions: SpecSessions,
  document: TextDocument,
): Reading | undefined {
  const reading = sessions.find(document.uri)?.reading;
  return reading?.version === document.version ? reading : undefined;
}

/** A range of offsets as lines and columns of a document. */
export function rangeIn(document: TextDocument, { start, end }: TextRange): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/** Edits of a document's text, to be applied at once. */
export function editOf(document: TextDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { range, text } of edits) edit.replace(document.uri, rangeIn(document, range), text);
  return edit;
}
