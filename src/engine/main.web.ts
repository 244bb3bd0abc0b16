import type { Port, ToEngine } from './port.ts';
import { serve } from './serve.ts';
import { runPoolWorker } from './poolWorker.ts';
import {
  WorkerPool,
  type FromPoolWorker,
  type PoolWorker,
  type ToPoolWorker,
} from './workerPool.ts';

// The engine as a web worker of a browser's extension host. The same script runs as a pool worker.
declare const self: DedicatedWorkerGlobalScope;

const poolWorker = 'pool-worker';
if (self.name === poolWorker) runPoolWorker(portToParent<ToPoolWorker>());
else
  serve(
    portToParent<ToEngine>(),
    new WorkerPool(navigator.hardwareConcurrency - 1, startPoolWorker),
  );

function portToParent<In>(): Port<unknown, In> {
  return {
    post: (message, transfer) => {
      self.postMessage(message, transfer ?? []);
    },
    onMessage: (listener) => {
      self.onmessage = (event: MessageEvent<In>) => {
        listener(event.data);
      };
    },
  };
}

function startPoolWorker(): PoolWorker {
  const worker = new Worker(self.location.href, { name: poolWorker });
  return {
    port: {
      post: (message, transfer) => {
        worker.postMessage(message, transfer ?? []);
      },
      onMessage: (listener) => {
        worker.onmessage = (event: MessageEvent<FromPoolWorker>) => {
          listener(event.data);
        };
      },
    },
    onExit: (listener) => {
      worker.onerror = () => {
        worker.terminate();
        listener();
      };
    },
    stop: () => {
      worker.terminate();
    },
  };
}
