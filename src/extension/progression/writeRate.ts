import { l10n, type TextDocument, type Uri, window, workspace } from 'vscode';
import { numberText } from '../../core/numberText.ts';
import type { Unwritable } from '../../language/services/neuronEdits.ts';
import { rateEdits } from '../../language/services/trainingEdits.ts';
import { inverse, type TextEdit } from '../../language/text/textEdits.ts';
import { editOf } from '../language/specDocument.ts';
import { fileNameOf, formatOfDocument } from '../spec/specText.ts';

/**
 * Writes the learning rate into the training of a spec, as one edit, and offers to undo it: nothing beside a
 * webview panel does. Throws an error with a message for the user where it cannot be written.
 */
export async function writeRate(uri: Uri, rate: number): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const text = document.getText();
  const edits = rateEdits(text, formatOfDocument(document), rate);
  if (typeof edits === 'string') throw new Error(reason(edits));
  if (edits.length === 0) return;
  await apply(document, edits);
  void offerUndo(document, inverse(text, edits), rate);
}

/** The inverse is correct only for exactly the text that the edit produced. */
async function offerUndo(
  document: TextDocument,
  edits: readonly TextEdit[],
  rate: number,
): Promise<void> {
  const { version } = document;
  const undo = l10n.t('Undo');
  const message = l10n.t(
    'The learning rate in {0} is now {1}.',
    fileNameOf(document.uri),
    numberText(rate, 3),
  );
  if ((await window.showInformationMessage(message, undo)) !== undo) return;
  if (document.version === version) await apply(document, edits);
  else
    void window.showInformationMessage(
      l10n.t('The text has been edited since. Use Undo in the text instead.'),
    );
}

async function apply(document: TextDocument, edits: readonly TextEdit[]): Promise<void> {
  if (!(await workspace.applyEdit(editOf(document, edits))))
    throw new Error(
      l10n.t('{0} could not be edited. It may be read-only.', fileNameOf(document.uri)),
    );
}

function reason(unwritable: Unwritable): string {
  return unwritable === 'shared'
    ? l10n.t('The learning rate is not written, because an alias repeats it elsewhere.')
    : l10n.t(
        'The learning rate is not written, because it comes from an alias or a merge key. Write it out in the training.',
      );
}
