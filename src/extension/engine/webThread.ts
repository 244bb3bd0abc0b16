import { type Uri, workspace } from 'vscode';
import type { FromEngine } from '../../engine/port.ts';
import type { EngineThread } from './engineHost.ts';

/**
 * Starts the engine bundle in a web worker. The script goes through a blob, because a worker may not
 * be loaded from the other origin that web extensions are served from (microsoft/vscode#144235).
 * Throws where the page allows no workers at all.
 */
export async function loadWebThread(bundle: Uri): Promise<() => EngineThread> {
  const source = await workspace.fs.readFile(bundle);
  const url = URL.createObjectURL(new Blob([source as BlobPart], { type: 'text/javascript' }));
  return () => {
    const worker = new Worker(url);
    return {
      port: {
        post: (message, transfer) => {
          worker.postMessage(message, transfer ?? []);
        },
        onMessage: (listener) => {
          worker.onmessage = (event: MessageEvent<FromEngine>) => {
            listener(event.data);
          };
        },
      },
      onExit: (listener) => {
        worker.onerror = (event) => {
          listener(new Error(event.message));
        };
      },
      stop: () => {
        worker.terminate();
      },
    };
  };
}
