import { type DocumentSelector, Range, type TextDocument, WorkspaceEdit } from 'vscode';
import type { TextEdit } from '../../language/text/textEdits.ts';
import type { TextRange } from '../../language/text/problem.ts';
import type { Reading } from '../spec/reading.ts';
import type { SpecSessions } from '../spec/specSessions.ts';

/**
 * The languages of specs, which an unsaved document may not have yet; whether a document is a spec, its session knows.
 */
export const specLanguages: DocumentSelector = ['json', 'jsonc', 'yaml', 'plaintext'];

/** The reading of the current text of a document, if there is one. */
export function currentReading(
  sessions: SpecSessions,
  document: TextDocument,
): Reading | undefined {
  const reading = sessions.find(document.uri)?.reading;
  return reading?.version === document.version ? reading : undefined;
}

/** A range of offsets as positions in a document. */
export function rangeIn(document: TextDocument, { start, end }: TextRange): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/** Text edits as a workspace edit. */
export function editOf(document: TextDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { range, text } of edits) edit.replace(document.uri, rangeIn(document, range), text);
  return edit;
}
