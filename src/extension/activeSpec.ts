import { commands, type Disposable, type TextDocument, window, workspace } from 'vscode';
import { Lifetime } from './lifetime.ts';
import { isSpec } from './spec/specText.ts';

/**
 * Keeps the context key `foldComplex.activeIsSpec`, whether the active editor holds a spec, and sets
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

/** Keeps a context key: whether the active editor holds a document of a kind. */
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
