import {
  CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Disposable,
  l10n,
  languages,
  type Range,
  type TextDocument,
  type WorkspaceEdit,
} from 'vscode';
import { editsOf } from '../../language/text/textEdits.ts';
import { placeAt } from '../../language/services/place.ts';
import { writeOut } from '../../language/services/writeWeights.ts';
import { diagnosticOf, type ReadProblems } from '../spec/diagnostics.ts';
import { formatFor } from '../spec/specText.ts';
import type { Reading } from '../spec/reading.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { currentReading, editOf, specLanguages } from './specDocument.ts';

/** Remembers which layer it writes out until somebody chooses it: only then the text is parsed. */
class WriteOutAction extends CodeAction {
  constructor(
    readonly document: TextDocument,
    readonly layer: number,
  ) {
    super(l10n.t('Write the drawn weights out as numbers'), CodeActionKind.RefactorRewrite);
  }
}

/** Fixes for problems, and ways to write the same network differently. */
export function provideCodeActions(sessions: SpecSessions): Disposable {
  return languages.registerCodeActionsProvider(
    specLanguages,
    {
      provideCodeActions(document, range) {
        const reading = currentReading(sessions, document);
        if (!reading) return [];
        return [...fixesAt(document, range, reading), ...rewritesAt(document, range, reading)];
      },
      resolveCodeAction(action) {
        if (action instanceof WriteOutAction) {
          const { document, layer } = action;
          const format = formatFor(document.uri, document.languageId);
          action.edit = editOf(document, writeOut(document.getText(), format, layer));
        }
        return action;
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
  );
}

/** The fixes of the problems at a range of a document. */
export function fixesAt(document: TextDocument, range: Range, reading: ReadProblems): CodeAction[] {
  const problems = reading.problems.filter(
    (problem) => problem.fixes && reading.rangeOf(problem.range).intersection(range),
  );
  if (problems.length === 0) return [];
  const text = document.getText();
  const format = formatFor(document.uri, document.languageId);
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

function rewritesAt(document: TextDocument, range: Range, { source }: Reading): CodeAction[] {
  const place = source && placeAt(source, document.offsetAt(range.start));
  if (!place || place.kind === 'domain' || source.layers[place.layer].rows.length > 0) return [];
  return [new WriteOutAction(document, place.layer - (source.slice ? 1 : 0))];
}
