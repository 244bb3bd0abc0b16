import { type ExtensionContext, Uri } from 'vscode';
import { engineInProcess } from '../engine/inProcess.ts';
import { activateWith, type Api } from './activate.ts';
import { engineHost } from './engine/engineHost.ts';
import { loadWebThread } from './engine/webThread.ts';

export async function activate(context: ExtensionContext): Promise<Api> {
  const bundle = Uri.joinPath(context.extensionUri, 'dist', 'engine.web.js');
  // Some hosts do not allow workers: the engine then runs in this thread, in time slices.
  const startThread = await loadWebThread(bundle).catch(() => undefined);
  return activateWith(context, {
    createEngine: (log) => {
      if (startThread) return engineHost(startThread, log);
      log.warn('This host starts no workers; the engine runs in the extension host');
      return { ...engineInProcess(), dispose: () => undefined };
    },
    // VS Code reads files whole, and the browser has no other way to them.
    readHead: () => Promise.resolve(undefined),
  });
}
