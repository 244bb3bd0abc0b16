import {
  type Disposable,
  l10n,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  type Uri,
  window,
} from 'vscode';
import { Lifetime } from '../lifetime.ts';
import type { SpecSession } from '../spec/specSession.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { deadText, regionsText } from './summary.ts';

/** A status bar item while a spec is in the active editor; a click shows the preview. */
export function showStatus(sessions: SpecSessions): Disposable {
  const lifetime = new Lifetime();
  const item = lifetime.own(
    window.createStatusBarItem('foldComplex.status', StatusBarAlignment.Right, 100),
  );
  item.name = 'Fold Complex';
  const update = (): void => {
    const uri = window.activeTextEditor?.document.uri;
    const session = uri && sessions.find(uri);
    if (uri && session) fill(item, uri, session);
    else item.hide();
  };
  const updateFor = ({ uri }: { readonly uri: Uri }): void => {
    if (uri.toString() === window.activeTextEditor?.document.uri.toString()) update();
  };
  lifetime.own(window.onDidChangeActiveTextEditor(update));
  lifetime.own(sessions.onEnded(update));
  lifetime.own(sessions.onReading(updateFor));
  lifetime.own(
    sessions.onStarted((session) => {
      // Ends with the session, which owns its emitter.
      session.onStatus(() => {
        updateFor(session);
      });
      updateFor(session);
    }),
  );
  update();
  return lifetime;
}

function fill(item: StatusBarItem, uri: Uri, { reading, status }: SpecSession): void {
  const errors = reading?.problems.filter(({ severity }) => severity === 'error').length ?? 0;
  const facts = reading?.facts;
  item.backgroundColor = errors > 0 ? new ThemeColor('statusBarItem.errorBackground') : undefined;
  if (errors > 0) {
    const text = errors === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', errors);
    item.text = `$(error) ${text}`;
    item.tooltip = l10n.t('The spec has errors. Click to show the Problems panel.');
    item.command = 'workbench.actions.view.problems';
  } else {
    const icon = status.kind === 'computing' || !reading ? '$(sync~spin)' : '$(symbol-structure)';
    const text = facts ? regionsText(facts.regions, facts.complete) : l10n.t('Fold complex');
    const dead = facts && deadText(facts);
    item.text = `${icon} ${text}`;
    item.tooltip = [dead, l10n.t('Show Fold Complex')].filter(Boolean).join('\n');
    item.command = {
      title: l10n.t('Show Fold Complex'),
      command: 'foldComplex.show',
      arguments: [uri],
    };
  }
  item.accessibilityInformation = { label: item.text.replace(/\$\([^)]*\) /, 'Fold Complex: ') };
  item.show();
}
