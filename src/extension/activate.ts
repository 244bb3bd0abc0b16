import { type Disposable, type ExtensionContext, type Uri, window } from 'vscode';
import type { SourcePlace, Status } from '../protocol/preview.ts';
import { followActiveSpec } from './activeDocument.ts';
import { registerCommands } from './commands.ts';
import { registerEntropy } from './entropy/registerEntropy.ts';
import { ExportMemory } from './export/lastExport.ts';
import { Saver } from './files/saver.ts';
import { registerLanguageFeatures } from './language/languageFeatures.ts';
import { MovedFiles } from './panels/movedFiles.ts';
import { PanelRegistry } from './panels/panelRegistry.ts';
import { ViewStates } from './panels/viewStates.ts';
import type { Platform } from './platform.ts';
import { createTrialDecoration } from './preview/numberEditing.ts';
import { Previews } from './preview/previews.ts';
import { createRowDecoration } from './preview/selectedRows.ts';
import { Progressions } from './progression/progressions.ts';
import { SelfCheck } from './selfCheck.ts';
import { showDiagnostics } from './spec/diagnostics.ts';
import { SpecSessions } from './spec/specSessions.ts';
import { registerTools } from './tools/tools.ts';

/** What the extension offers to tests and to other extensions. */
export interface Api {
  /** The latest picture of a document, while it is open or previewed. */
  lastPicture(uri: Uri): { readonly version: number; readonly cells: number } | undefined;
  /** The status of a document, while it is open or previewed. */
  status(uri: Uri): Status['kind'] | undefined;
  /** The layer or neuron that the caret in a document highlights in its preview. */
  highlightPlace(uri: Uri): SourcePlace | undefined;
}

/** Puts the extension together. */
export function activateWith(
  context: ExtensionContext,
  { createEngine, readHead, localFiles }: Platform,
): Api {
  const own = <T extends Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const { extensionUri, workspaceState: memento } = context;
  const log = own(window.createOutputChannel('Fold Complex', { log: true }));
  const engine = own(createEngine(log));
  const sessions = own(new SpecSessions(engine, log));
  own(showDiagnostics(sessions));

  const viewStates = new ViewStates(memento);
  const progressionStates = new ViewStates(memento, 'progressionStates');
  const panels = own(new PanelRegistry([viewStates, progressionStates], new MovedFiles(memento)));
  const saver = new Saver(engine, localFiles);
  const services = { extensionUri, log, engine, sessions, viewStates, saver };
  const previews = own(
    new Previews(panels, {
      ...services,
      rowDecoration: own(createRowDecoration()),
      trialDecoration: own(createTrialDecoration()),
    }),
  );
  const progressions = new Progressions(panels, { ...services, viewStates: progressionStates });
  const entropy = own(registerEntropy({ ...services, panels, memento, readHead }));

  const { version } = context.extension.packageJSON as { version: string };
  const selfCheck = own(new SelfCheck(engine, version));
  const exportMemory = new ExportMemory(memento);
  own(registerCommands({ ...services, previews, progressions, entropy, selfCheck, exportMemory }));
  own(registerLanguageFeatures(sessions, extensionUri));
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
