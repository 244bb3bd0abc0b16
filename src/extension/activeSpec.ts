import { commands, type Disposable, window, workspace } from 'vscode';
import { Lifetime } from './lifetime.ts';
import { isSpec } from './spec/specText.ts';

/** Keeps the context key `foldComplex.activeIsSpec`: whether the active editor holds a spec. */
export function followActiveSpec(): Disposable {
  const lifetime = new Lifetime();
  let last: boolean | undefined;
  const update = (): void => {
    const document = window.activeTextEditor?.document;
    const value = document !== undefined && isSpec(document);
    if (value !== last)
      void commands.executeCommand('setContext', 'foldComplex.activeIsSpec', value);
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
