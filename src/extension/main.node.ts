import { type ExtensionContext, Uri } from 'vscode';
import { fileKeys, replaceFile } from '../engine/nodeFiles.ts';
import { activateWith, type Api } from './activate.ts';
import { engineHost } from './engine/engineHost.ts';
import { readFileHead } from './files/nodeFileHead.ts';
import { startNodeThread } from './engine/nodeThread.ts';

export function activate(context: ExtensionContext): Api {
  const bundle = Uri.joinPath(context.extensionUri, 'dist', 'engine.node.cjs').fsPath;
  return activateWith(context, {
    createEngine: (log) => engineHost(() => startNodeThread(bundle), log),
    readHead: readFileHead,
    localFiles: { keysOf: fileKeys, replace: replaceFile },
  });
}
