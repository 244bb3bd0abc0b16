import { parentPort } from 'node:worker_threads';
import { runPoolWorker } from '../src/engine/poolWorker.ts';
import type { ToPoolWorker } from '../src/engine/workerPool.ts';

// A thread that takes part in a measured computation, as those of the engine do.
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
