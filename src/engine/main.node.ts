import { availableParallelism } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { Port, ToEngine } from './port.ts';
import { serve } from './serve.ts';
import { runPoolWorker } from './poolWorker.ts';
import {
  WorkerPool,
  type FromPoolWorker,
  type PoolWorker,
  type ToPoolWorker,
} from './workerPool.ts';

// The engine as a worker thread of a Node extension host. The same bundle runs as a pool worker.
const parent = parentPort;
if (!parent) throw new Error('The engine runs in a worker thread');
const role: unknown = workerData;

if (role === 'pool-worker') runPoolWorker(portToParent<ToPoolWorker>());
else serve(portToParent<ToEngine>(), new WorkerPool(availableParallelism() - 1, startPoolWorker));

function portToParent<In>(): Port<unknown, In> {
  return {
    post: (message, transfer) => {
      parent?.postMessage(message, transfer);
    },
    onMessage: (listener) => {
      parent?.on('message', listener);
    },
  };
}

function startPoolWorker(): PoolWorker {
  const worker = new Worker(__filename, { workerData: 'pool-worker' });
  return {
    port: {
      post: (message, transfer) => {
        worker.postMessage(message, transfer);
      },
      onMessage: (listener) => {
        worker.on('message', (message: FromPoolWorker) => {
          listener(message);
        });
      },
    },
    onExit: (listener) => {
      // An error also ends the thread.
      worker.on('error', () => undefined);
      worker.once('exit', listener);
    },
    stop: () => {
      worker.removeAllListeners('exit');
      void worker.terminate();
    },
  };
}
