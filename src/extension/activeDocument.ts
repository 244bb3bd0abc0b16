import {
  commands,
  type Disposable,
  TabInputCustom,
  TabInputText,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { Lifetime } from './lifetime.ts';
import { isSpec } from './spec/specText.ts';

/** The document of the active tab, even when it is too large for VS Code to provide its text. */
export function activeDocument(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof TabInputText || input instanceof TabInputCustom) return input.uri;
  return window.activeTextEditor?.document.uri;
}

/**
 * Maintains the context key `foldComplex.activeIsSpec` (the active editor contains a spec), and sets
 * `foldComplex.hasEdited` once a spec in it has been changed.
 */
export function followActiveSpec(): Disposable {
  const lifetime = new Lifetime();
  let hasEdited = false;
  lifetime.own(followActive('foldComplex.activeIsSpec', isSpec));
  lifetime.own(
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document !== window.activeTextEditor?.document || contentChanges.length === 0) return;
      if (hasEdited || !isSpec(document)) return;
      hasEdited = true;
      void commands.executeCommand('setContext', 'foldComplex.hasEdited', true);
    }),
  );
  return lifetime;
}

/** Maintains a context key: whether the active editor contains a document of a kind. */
export function followActive(key: string, isKind: (document: TextDocument) => boolean): Disposable {
  const lifetime = new Lifetime();
  let last: boolean | undefined;
  const update = (): void => {
    const document = window.activeTextEditor?.document;
    const value = document !== undefined && isKind(document);
    if (value !== last) void commands.executeCommand('setContext', key, value);
    last = value;
  };
  lifetime.own(window.onDidChangeActiveTextEditor(update));
  lifetime.own(
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) update();
    }),
  );
  update();
  return lifetime;
}
