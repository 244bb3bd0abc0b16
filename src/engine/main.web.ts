import type { Port, ToEngine } from './port.ts';
import { serve } from './serve.ts';
import { serveParts } from './poolWorker.ts';
import { Team, type FromTeammate, type Teammate, type ToTeammate } from './workerPool.ts';

// The engine as a web worker of a browser extension host, and the same script as a thread of its team.
declare const self: DedicatedWorkerGlobalScope;

const teammate = 'teammate';
if (self.name === teammate) serveParts(portToParent<ToTeammate>());
else serve(portToParent<ToEngine>(), new Team(navigator.hardwareConcurrency - 1, startTeammate));

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

function startTeammate(): Teammate {
  const worker = new Worker(self.location.href, { name: teammate });
  return {
    port: {
      post: (message, transfer) => {
        worker.postMessage(message, transfer ?? []);
      },
      onMessage: (listener) => {
        worker.onmessage = (event: MessageEvent<FromTeammate>) => {
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
