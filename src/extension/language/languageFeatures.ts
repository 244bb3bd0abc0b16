import type { Disposable, Uri } from 'vscode';
import { completionsAt } from '../../language/services/completion.ts';
import { Lifetime } from '../lifetime.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { provideCodeActions } from './codeActions.ts';
import { completeFileNames } from './fileNames.ts';
import { showHints } from './hints.ts';
import { provideHovers } from './hover.ts';
import { provideInlays } from './inlays.ts';
import { provideLenses } from './lenses.ts';
import { showStatus } from './status.ts';
import { TrackedOutlines } from './trackedOutlines.ts';
import { provideSymbols } from './symbols.ts';
import { provideYamlSchema, type SchemaLanguage } from './yamlSchema.ts';

/**
 * All language features of network specs besides diagnostics. To be called before the sessions
 * start.
 */
export function registerLanguageFeatures(sessions: SpecSessions, extensionUri: Uri): Disposable {
  const lifetime = new Lifetime();
  const outlines = lifetime.own(new TrackedOutlines(sessions));
  lifetime.own(provideSymbols(outlines));
  lifetime.own(provideHovers(sessions));
  const networks: SchemaLanguage = {
    file: 'network.schema.json',
    isSpec: (uri) => sessions.find(uri) !== undefined,
    complete: (caret, schema, uri) =>
      completionsAt(caret, schema, sessions.find(uri)?.reading?.naming),
  };
  lifetime.own(provideYamlSchema(networks, extensionUri));
  lifetime.own(completeFileNames());
  lifetime.own(provideCodeActions(sessions));
  lifetime.own(provideLenses(sessions, outlines));
  lifetime.own(provideInlays(sessions));
  lifetime.own(showHints(sessions));
  lifetime.own(showStatus(sessions));
  return lifetime;
}
