import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Disposable,
  languages,
  Location,
  type Uri,
} from 'vscode';
import { printable } from '../../core/printable.ts';
import type { Problem } from '../../language/text/problem.ts';
import { Lifetime } from '../lifetime.ts';
import type { Reading } from './reading.ts';
import type { SpecSessions } from './specSessions.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
} satisfies Record<Problem['severity'], DiagnosticSeverity>;

/** Shows the problems of every spec in the editor and in the Problems panel. */
export function showDiagnostics(sessions: SpecSessions): Disposable {
  const lifetime = new Lifetime();
  const collection = lifetime.own(languages.createDiagnosticCollection('fold-complex'));
  lifetime.own(
    sessions.onReading(({ uri, reading }) => {
      collection.set(
        uri,
        reading.problems.map((problem) => diagnosticOf(problem, uri, reading)),
      );
    }),
  );
  lifetime.own(
    sessions.onEnded((session) => {
      collection.delete(session.uri);
    }),
  );
  return lifetime;
}

/** The problems of a text, and their ranges. */
export type ReadProblems = Pick<Reading, 'problems' | 'rangeOf'>;

/** A problem as a diagnostic of VS Code. */
export function diagnosticOf(problem: Problem, uri: Uri, reading: ReadProblems): Diagnostic {
  const { message, severity } = problem;
  const diagnostic = new Diagnostic(
    reading.rangeOf(problem.range),
    printable(message),
    severities[severity],
  );
  diagnostic.source = 'Fold Complex';
  diagnostic.code = problem.code;
  diagnostic.relatedInformation = (problem.related ?? []).map(
    (related) =>
      new DiagnosticRelatedInformation(
        new Location(uri, reading.rangeOf(related.range)),
        printable(related.message),
      ),
  );
  return diagnostic;
}
