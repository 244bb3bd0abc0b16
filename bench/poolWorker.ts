import { parentPort } from 'node:worker_threads';
import { runPoolWorker } from '../src/engine/poolWorker.ts';
import type { ToPoolWorker } from '../src/engine/workerPool.ts';

// A worker thread of a measured computation, like those of the engine.
runPoolWorker({
  post: (message, transfer) => {
    parentPort?.postMessage(message, transfer);
  },
  onMessage: (listener) => {
    parentPort?.on('message', (message: ToPoolWorker) => {
      listener(message);
    });
  },
});
