import { commands, type Disposable, type ExtensionContext, Uri, window } from 'vscode';
import type { EntropyLayout } from '../../protocol/entropy/model.ts';
import { isEntropySpecName } from '../../language/text/format.ts';
import { followActive } from '../activeSpec.ts';
import type { RunContext } from './runs/runPanel.ts';
import type { LogServices } from './runs/trainingLog.ts';
import { Lifetime } from '../lifetime.ts';
import { ViewStates } from '../panels/viewStates.ts';
import { fileNameOf, isEntropySpec } from '../spec/specText.ts';
import { registerEntropyLanguage } from './model/entropyLanguage.ts';
import { EntropyPanels } from './model/entropyPanels.ts';
import { EntropyReadings } from './model/entropyReadings.ts';

/** Everything about models of entropy collapse: their specs, their views and the commands. */
export function registerEntropy(
  { extensionUri, workspaceState }: ExtensionContext,
  { titles, log, ...services }: LogServices & Pick<RunContext, 'titles' | 'log'>,
): Disposable & Pick<EntropyPanels, 'peek'> {
  const lifetime = new Lifetime();
  const readings = lifetime.own(new EntropyReadings());
  lifetime.own(registerEntropyLanguage(readings, extensionUri));
  const viewStates = new ViewStates(workspaceState);
  const panels = lifetime.own(
    new EntropyPanels({ extensionUri, readings, viewStates, titles, ...services }),
  );
  lifetime.own(followActive('foldComplex.activeIsEntropySpec', isEntropySpec));

  const register = (name: string, layout: EntropyLayout): void => {
    lifetime.own(
      commands.registerCommand(`foldComplex.${name}`, (target?: unknown) => {
        try {
          panels.show(target instanceof Uri && isSpecUri(target) ? target : activeSpec(), layout);
        } catch (error) {
          log.error(`Command ${name} failed: ${String(error)}`);
          throw error;
        }
      }),
    );
  };
  register('showEntropyCollapse', 'surface');
  register('showPhaseDiagram', 'plane');
  readings.start();
  return {
    peek: () => panels.peek(),
    dispose: () => {
      lifetime.dispose();
    },
  };

  /** From the explorer comes a file that need not be open. */
  function isSpecUri(uri: Uri): boolean {
    return readings.find(uri) !== undefined || isEntropySpecName(fileNameOf(uri));
  }
}

/** The spec in the active editor, if it is one; other files have nothing to do with this view. */
function activeSpec(): Uri | undefined {
  const document = window.activeTextEditor?.document;
  return document && isEntropySpec(document) ? document.uri : undefined;
}
