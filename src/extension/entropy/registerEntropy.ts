import { type Disposable, l10n, type TextDocument, Uri, window, workspace } from 'vscode';
import { isEntropySpecName } from '../../language/text/format.ts';
import type { EntropyLayout } from '../../protocol/entropy/model.ts';
import { activeDocument, followActive } from '../activeDocument.ts';
import { errorDetail } from '../errorText.ts';
import type { Peek } from '../examples/peek.ts';
import { Lifetime } from '../lifetime.ts';
import { registerCommand } from '../registerCommand.ts';
import { fileNameOf, isEntropySpec, openDocument } from '../spec/specText.ts';
import { isFileFor, kindOfFile } from '../wrongFile.ts';
import type { Entropy, EntropyServices } from './entropy.ts';
import { panelTypes, type PanelName } from './panelTypes.ts';
import { withRunFolders } from './runFolders.ts';

/**
 * Everything about entropy collapse. Only what leads to it is registered here: the rest is loaded
 * with the first command, restored panel or open spec that needs it.
 */
export function registerEntropy(
  services: EntropyServices,
): Disposable & { readonly peek: () => Peek } {
  const { panels, log } = services;
  const lifetime = new Lifetime();
  let loaded: Promise<Entropy> | undefined;
  const load = (): Promise<Entropy> =>
    (loaded ??= import('./entropy.ts').then(
      ({ Entropy }) => lifetime.own(new Entropy(services)),
      (error: unknown) => {
        // The next use tries again.
        loaded = undefined;
        throw error;
      },
    ));

  for (const name of Object.keys(panelTypes) as PanelName[])
    panels.restore(panelTypes[name], async (...kept) => (await load()).restore(name, ...kept));

  const showModel = async (target: unknown, layout: EntropyLayout): Promise<void> => {
    const spec = specMeant(target);
    const showDefault = async (): Promise<void> => {
      (await load()).showModel(undefined, layout);
    };
    const meant = target instanceof Uri ? target : activeDocument();
    if (spec) (await load()).showModel(spec, layout);
    else if (!meant || (!(target instanceof Uri) && (await kindOfFile(meant)) === 'other'))
      await showDefault();
    else if (
      await isFileFor('entropy', meant, { label: l10n.t('Show Default Model'), run: showDefault })
    )
      await showDefault();
  };
  lifetime.own(
    registerCommand('showEntropyCollapse', log, (target) => showModel(target, 'surface')),
  );
  lifetime.own(registerCommand('showPhaseDiagram', log, (target) => showModel(target, 'plane')));
  lifetime.own(
    registerCommand('showRun', log, async (target, all) => {
      const logs = logsMeant(target, all);
      const showRuns = async (uris: readonly Uri[]): Promise<void> => (await load()).showRuns(uris);
      const choose = { label: l10n.t('Choose a Log…'), run: () => showRuns([]) };
      for (const uri of logs) if (!(await isFileFor('log', uri, choose))) return;
      await showRuns(logs);
    }),
  );
  lifetime.own(
    registerCommand('compareInterventions', log, async () => {
      (await load()).showInterventions();
    }),
  );

  lifetime.own(followActive('foldComplex.activeIsEntropySpec', isEntropySpec));
  const loadFor = (document: TextDocument): void => {
    if (loaded || !isEntropySpec(document)) return;
    load().catch((error: unknown) => {
      log.error(`Entropy specs have no language support: ${errorDetail(error)}`);
    });
  };
  lifetime.own(workspace.onDidOpenTextDocument(loadFor));
  lifetime.own(
    workspace.onDidChangeTextDocument(({ document }) => {
      loadFor(document);
    }),
  );
  for (const document of workspace.textDocuments) loadFor(document);

  return {
    peek: () => {
      let peek: Peek | undefined;
      return {
        async show(uri) {
          if (!uri && !peek) return;
          peek ??= (await load()).peek();
          await peek.show(uri);
        },
      };
    },
    dispose: () => {
      lifetime.dispose();
    },
  };
}

/** The spec that a command is called for, or else the one in the active editor, if it is one. */
function specMeant(target: unknown): Uri | undefined {
  if (target instanceof Uri && isSpecAt(target)) return target;
  const document = window.activeTextEditor?.document;
  return document && isEntropySpec(document) ? document.uri : undefined;
}

/** From the explorer comes a file that need not be open. */
function isSpecAt(uri: Uri): boolean {
  const document = openDocument(uri);
  return document ? isEntropySpec(document) : isEntropySpecName(fileNameOf(uri));
}

/** The files that are selected in the explorer, or else the document of the active tab. */
function logsMeant(target: unknown, all: unknown): Uri[] {
  const chosen = (Array.isArray(all) ? all : [target]).filter((one) => one instanceof Uri);
  const active = chosen.length === 0 ? activeDocument() : undefined;
  return active ? [active] : withRunFolders(chosen);
}
