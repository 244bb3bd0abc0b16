import {
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  type Uri,
  window,
} from 'vscode';
import type { Engine } from '../protocol/engine.ts';
import type { SourcePlace, Status } from '../protocol/preview.ts';
import { followActiveSpec } from './activeSpec.ts';
import { registerCommands } from './commands.ts';
import { registerEntropy } from './entropy/registerEntropy.ts';
import { Interventions } from './entropy/interventions/interventionsPanel.ts';
import { registerLanguageFeatures } from './language/languageFeatures.ts';
import { PanelTitles } from './panels/panelTitles.ts';
import { Previews } from './preview/previews.ts';
import { createTrialDecoration } from './preview/neuronEditing.ts';
import { ProgressionPanels } from './progression/progressionPanels.ts';
import { createRowDecoration } from './preview/selectedRows.ts';
import { ViewStates } from './panels/viewStates.ts';
import { ColumnMemory } from './entropy/runs/columnMemory.ts';
import { RunPanels } from './entropy/runs/runPanels.ts';
import type { ReadHead } from './entropy/runs/trainingLog.ts';
import { SelfCheck } from './selfCheck.ts';
import { showDiagnostics } from './spec/diagnostics.ts';
import { registerTools } from './tools/tools.ts';
import { SpecSessions } from './spec/specSessions.ts';

/** What the extension offers to tests and to other extensions. */
export interface Api {
  /** The picture computed last for a document, while it is open or previewed. */
  lastPicture(uri: Uri): { readonly version: number; readonly cells: number } | undefined;
  /** What is going on with a document, while it is open or previewed. */
  status(uri: Uri): Status['kind'] | undefined;
  /** The layer or neuron that the caret in a document lights in its preview. */
  highlightPlace(uri: Uri): SourcePlace | undefined;
}

/** What differs between desktop and browser. */
export interface Platform {
  readonly createEngine: (log: LogOutputChannel) => Engine & Disposable;
  readonly readHead: ReadHead;
}

/** Puts the extension together. */
export function activateWith(context: ExtensionContext, { createEngine, readHead }: Platform): Api {
  const own = <T extends Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const log = own(window.createOutputChannel('Fold Complex', { log: true }));
  const engine = own(createEngine(log));
  const sessions = own(new SpecSessions(engine, log));
  own(showDiagnostics(sessions));
  const viewStates = new ViewStates(context.workspaceState);
  const titles = own(new PanelTitles());
  const previews = own(
    new Previews({
      extensionUri: context.extensionUri,
      sessions,
      viewStates,
      titles,
      rowDecoration: own(createRowDecoration()),
      trialDecoration: own(createTrialDecoration()),
      log,
    }),
  );
  const { version } = context.extension.packageJSON as { version: string };
  const columns = new ColumnMemory(context.workspaceState);
  const runPanels = own(
    new RunPanels({
      extensionUri: context.extensionUri,
      engine,
      viewStates,
      titles,
      columns,
      readHead,
      log,
    }),
  );
  const { extensionUri } = context;
  const interventions = own(new Interventions({ extensionUri, engine, viewStates }));
  const selfCheck = own(new SelfCheck(engine, version));
  const progressions = own(
    new ProgressionPanels({
      extensionUri: context.extensionUri,
      sessions,
      engine,
      viewStates: new ViewStates(context.workspaceState, 'progressionStates'),
      titles,
      log,
    }),
  );
  const entropy = own(registerEntropy(context, { engine, columns, readHead, titles, log }));
  own(
    registerCommands({
      extensionUri: context.extensionUri,
      previews,
      progressions,
      entropy,
      engine,
      selfCheck,
      runPanels,
      interventions,
      log,
    }),
  );
  own(registerLanguageFeatures(sessions, context.extensionUri));
  own(registerTools(engine));
  own(followActiveSpec());
  sessions.start();

  return {
    lastPicture(uri) {
      const picture = sessions.find(uri)?.picture;
      return picture && { version: picture.version, cells: picture.complex.cellCount };
    },
    status: (uri) => sessions.find(uri)?.status.kind,
    highlightPlace: (uri) => previews.highlightPlace(uri),
  };
}
