import {
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  type Uri,
  window,
} from 'vscode';
import type { Engine } from '../protocol/engine.ts';
import type { SourcePlace } from '../protocol/view.ts';
import { followActiveSpec } from './activeSpec.ts';
import { registerCommands } from './commands.ts';
import { registerLanguageFeatures } from './language/languageFeatures.ts';
import { Previews } from './preview/previews.ts';
import { createRowDecoration } from './preview/selectedRows.ts';
import { ViewStates } from './preview/viewStates.ts';
import { showDiagnostics } from './spec/diagnostics.ts';
import { SpecSessions } from './spec/specSessions.ts';

/** What the extension offers to tests and to other extensions. */
export interface Api {
  /** The picture computed last for a document, while it is open or previewed. */
  lastPicture(uri: Uri): { readonly version: number; readonly cells: number } | undefined;
  /** The layer or neuron that the caret in a document lights in its preview. */
  litPlace(uri: Uri): SourcePlace | undefined;
}

/** Puts the extension together; the engine is what differs between desktop and browser. */
export function activateWith(
  context: ExtensionContext,
  createEngine: (log: LogOutputChannel) => Engine & Disposable,
): Api {
  const own = <T extends Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const log = own(window.createOutputChannel('Fold Complex', { log: true }));
  const engine = own(createEngine(log));
  const sessions = own(new SpecSessions(engine, log));
  own(showDiagnostics(sessions));
  const previews = own(
    new Previews({
      extensionUri: context.extensionUri,
      sessions,
      viewStates: new ViewStates(context.workspaceState),
      rowDecoration: own(createRowDecoration()),
      log,
    }),
  );
  own(registerCommands({ extensionUri: context.extensionUri, previews, engine, log }));
  own(registerLanguageFeatures(sessions, context.extensionUri));
  own(followActiveSpec());
  sessions.start();

  return {
    lastPicture(uri) {
      const picture = sessions.find(uri)?.picture;
      return picture && { version: picture.version, cells: picture.complex.cellCount };
    },
    litPlace: (uri) => previews.litPlace(uri),
  };
}
