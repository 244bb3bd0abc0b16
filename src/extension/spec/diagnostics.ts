import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Disposable,
  languages,
  Location,
} from 'vscode';
import type { Problem } from '../../spec/problem.ts';
import { Lifetime } from '../lifetime.ts';
import type { Reading, SpecSession } from './specSession.ts';
import type { SpecSessions } from './specSessions.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
} satisfies Record<Problem['severity'], DiagnosticSeverity>;

/** Keeps the problems of every followed spec in the editor and in the Problems panel. */
export function showDiagnostics(sessions: SpecSessions): Disposable {
  const lifetime = new Lifetime();
  const collection = lifetime.own(languages.createDiagnosticCollection('fold-complex'));
  lifetime.own(
    sessions.onStarted((session) => {
      // Ends with the session, which owns its emitter.
      session.onReading((reading) => {
        collection.set(session.uri, diagnosticsOf(session, reading));
      });
    }),
  );
  lifetime.own(
    sessions.onEnded((session) => {
      collection.delete(session.uri);
    }),
  );
  return lifetime;
}

function diagnosticsOf(session: SpecSession, reading: Reading): Diagnostic[] {
  return reading.problems.map((problem) => {
    const diagnostic = new Diagnostic(
      reading.rangeOf(problem.range),
      problem.message,
      severities[problem.severity],
    );
    diagnostic.source = 'Fold Complex';
    diagnostic.code = problem.code;
    diagnostic.relatedInformation = (problem.related ?? []).map(
      ({ message, range }) =>
        new DiagnosticRelatedInformation(
          new Location(session.uri, reading.rangeOf(range)),
          message,
        ),
    );
    return diagnostic;
  });
}
