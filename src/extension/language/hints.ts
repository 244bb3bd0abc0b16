import { type Disposable, languages } from 'vscode';
import { semanticHints } from '../../language/services/semanticHints.ts';
import { Lifetime } from '../lifetime.ts';
import { settingsFor } from '../settings.ts';
import { diagnosticOf } from '../spec/diagnostics.ts';
import type { SpecSessions } from '../spec/specSessions.ts';

/** Marks neurons without a fold and coincident folds, unless a setting turns that off. */
export function showHints(sessions: SpecSessions): Disposable {
  const lifetime = new Lifetime();
  const collection = lifetime.own(languages.createDiagnosticCollection('fold-complex-hints'));
  lifetime.own(
    sessions.onReading(({ uri, reading }) => {
      const { facts, source, naming } = reading;
      const wanted = settingsFor(uri).hints;
      const hints = wanted && facts && source && naming ? semanticHints(facts, source, naming) : [];
      collection.set(
        uri,
        hints.map((hint) => diagnosticOf(hint, uri, reading)),
      );
    }),
  );
  lifetime.own(
    sessions.onEnded(({ uri }) => {
      collection.delete(uri);
    }),
  );
  return lifetime;
}
