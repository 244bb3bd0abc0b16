import { parentPort } from 'node:worker_threads';
import type { ToEngine } from './port.ts';
import { serve } from './serve.ts';

// The engine as a worker thread of a Node extension host.
const parent = parentPort;
if (!parent) throw new Error('The engine runs in a worker thread');

serve({
  post: (message, transfer) => {
    parent.postMessage(message, transfer);
  },
  onMessage: (listener) =>
    parent.on('message', (message: ToEngine) => {
      listener(message);
    }),
});
