import {
  CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextDocument,
  type WorkspaceEdit,
} from 'vscode';
import { editsOf } from '../../language/text/textEdits.ts';
import { diagnosticOf, type ReadProblems } from '../spec/diagnostics.ts';
import { formatOfDocument } from '../spec/specText.ts';
import { editOf } from './specDocument.ts';

/** The fixes of the problems at a range of a document. */
export function fixesAt(document: TextDocument, range: Range, reading: ReadProblems): CodeAction[] {
  const problems = reading.problems.filter(
    (problem) => problem.fixes && reading.rangeOf(problem.range).intersection(range),
  );
  if (problems.length === 0) return [];
  const text = document.getText();
  const format = formatOfDocument(document);
  return problems.flatMap((problem) => {
    const diagnostic = diagnosticOf(problem, document.uri, reading);
    const actions = (problem.fixes ?? []).flatMap((fix) => {
      const edits = editsOf(fix, text, format);
      return edits.length === 0 ? [] : [fixAction(fix.title, editOf(document, edits), diagnostic)];
    });
    if (actions.length > 0) actions[0].isPreferred = true;
    return actions;
  });
}

function fixAction(title: string, edit: WorkspaceEdit, diagnostic: Diagnostic): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.edit = edit;
  action.diagnostics = [diagnostic];
  return action;
}
