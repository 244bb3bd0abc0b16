import { l10n, Uri, window } from 'vscode';
import { convertSpec } from '../../language/convert/convertSpec.ts';
import { openUntitled } from '../files/openUntitled.ts';
import { fileNameOf, readSpec } from '../spec/specText.ts';

/** Opens the spec in the other format, as an unsaved document with the corresponding name. */
export async function convertDocument(uri: Uri): Promise<void> {
  const { text, format } = await readSpec(uri);
  const converted = convertSpec(text, format);
  if (converted === undefined) {
    const message = l10n.t(
      '{0} has errors and cannot be converted. The Problems panel lists them.',
      fileNameOf(uri),
    );
    void window.showWarningMessage(message);
    return;
  }
  const ending = format === 'json' ? 'yaml' : 'json';
  const name = fileNameOf(uri).replace(/\.(jsonc?|ya?ml)$/i, '');
  await openUntitled(Uri.joinPath(uri, '..'), name, ending, converted);
}
