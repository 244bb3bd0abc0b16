import { l10n, Uri, window } from 'vscode';
import type { Network } from '../../core/network/network.ts';
import type { ProgressionRequest } from '../../protocol/progression.ts';
import { openUntitled } from '../files/openUntitled.ts';
import { fileNameOf } from '../spec/specText.ts';
import { specOfFrame } from '../../language/convert/withWeights.ts';

/** Opens the spec with the weights of a frame, unsaved, beside the original. */
export async function openFrame(
  uri: Uri,
  { text, format }: ProgressionRequest,
  index: number,
  network: Network,
): Promise<void> {
  const written = specOfFrame(text, format, network);
  const name = fileNameOf(uri).replace(/(\.fold)?\.(jsonc?|ya?ml)$/i, `-frame-${index}$1`);
  if (written === undefined) {
    void window.showWarningMessage(
      l10n.t(
        'This frame cannot be written as a spec with the architecture of {0}.',
        fileNameOf(uri),
      ),
    );
    return;
  }
  await openUntitled(Uri.joinPath(uri, '..'), name, format, written);
}
