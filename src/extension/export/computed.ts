import { l10n, ProgressLocation, type Uri, window } from 'vscode';
import type { Engine } from '../../protocol/engine.ts';
import type { Picture } from '../../protocol/preview.ts';
import { settingsFor } from '../settings.ts';
import { readSpec, type SpecText } from '../spec/specText.ts';

/**
 * The picture of the current text of a spec, with progress that can be cancelled. Undefined if the
 * user cancelled. Throws errors for the user, for example if the spec has errors.
 */
export async function computePicture(uri: Uri, engine: Engine): Promise<Picture | undefined> {
  const spec = await readSpec(uri);
  const { maxRegions } = settingsFor(uri);
  const picture = await compute(spec, maxRegions, engine);
  if (!picture || picture.complex.complete) return picture;

  const all = l10n.t('Compute All');
  const part = l10n.t('Use Partial Result');
  const choice = await window.showWarningMessage(
    l10n.t('{0} has more than {1} regions.', spec.fileName, maxRegions),
    {
      modal: true,
      detail: l10n.t('Computing all of them may take a long time and a lot of memory.'),
    },
    all,
    part,
  );
  if (choice === all) return compute(spec, Infinity, engine);
  return choice === part ? picture : undefined;
}

function compute(spec: SpecText, maxCells: number, engine: Engine): Promise<Picture | undefined> {
  const title = l10n.t('Computing the fold complex of {0}', spec.fileName);
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    window.withProgress(options, async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => {
        controller.abort();
      });
      let reported = 0;
      try {
        const request = { ...spec, want: 'picture' as const, maxCells };
        const { picture } = await engine.compute(request, controller.signal, (update) => {
          if (update.kind !== 'progress') return;
          const { cells, share } = update;
          const increment = 100 * share - reported;
          reported = 100 * share;
          progress.report({ increment, message: l10n.t('{0} regions', cells) });
        });
        if (picture) return picture;
      } catch (error) {
        if (controller.signal.aborted) return undefined;
        throw error;
      }
      throw new Error(
        l10n.t('{0} has errors. Fix them first; the Problems panel lists them.', spec.fileName),
      );
    }),
  );
}
