import {
  CodeAction,
  CodeActionKind,
  type Disposable,
  l10n,
  languages,
  type Range,
  type TextDocument,
} from 'vscode';
import { placeAt } from '../../language/services/place.ts';
import { writeOut } from '../../language/services/writeWeights.ts';
import { formatOfDocument } from '../spec/specText.ts';
import type { Reading } from '../spec/reading.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { fixesAt } from './quickFixes.ts';
import { currentReading, editOf, specLanguages } from './specDocument.ts';

/** Remembers the layer until the action is chosen: only then is the text parsed. */
class WriteOutAction extends CodeAction {
  constructor(
    readonly document: TextDocument,
    readonly layer: number,
  ) {
    super(l10n.t('Write the drawn weights as numbers'), CodeActionKind.RefactorRewrite);
  }
}

/** Quick fixes for problems, and rewrites that keep the network. */
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
          const format = formatOfDocument(document);
          action.edit = editOf(document, writeOut(document.getText(), format, layer));
        }
        return action;
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
  );
}

function rewritesAt(document: TextDocument, range: Range, { source }: Reading): CodeAction[] {
  const place = source && placeAt(source, document.offsetAt(range.start));
  if (!place || place.kind === 'domain' || source.layers[place.layer].rows.length > 0) return [];
  return [new WriteOutAction(document, place.layer - (source.slice ? 1 : 0))];
}
