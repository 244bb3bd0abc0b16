import { Worker } from 'node:worker_threads';
import type { FromEngine } from '../../engine/port.ts';
import type { EngineThread } from './engineHost.ts';

/** Starts the engine bundle in a worker thread of Node. */
export function startNodeThread(bundlePath: string): EngineThread {
  const worker = new Worker(bundlePath);
  return {
    port: {
      post: (message, transfer) => {
        worker.postMessage(message, transfer);
      },
      onMessage: (listener) => {
        worker.on('message', (message: FromEngine) => {
          listener(message);
        });
      },
    },
    onExit: (listener) => {
      let lastError: Error | undefined;
      worker.on('error', (error: Error) => {
        lastError = error;
      });
      worker.once('exit', (code) => {
        listener(lastError ?? new Error(`The engine thread ended with code ${code}`));
      });
    },
    stop: () => {
      worker.removeAllListeners('exit');
      void worker.terminate();
    },
  };
}
