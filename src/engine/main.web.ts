import type { ToEngine } from './port.ts';
import { serve } from './serve.ts';

// The engine as a web worker of a browser extension host.
declare const self: DedicatedWorkerGlobalScope;

serve({
  post: (message, transfer) => {
    self.postMessage(message, transfer ?? []);
  },
  onMessage: (listener) => {
    self.onmessage = (event: MessageEvent<ToEngine>) => {
      listener(event.data);
    };
  },
});
