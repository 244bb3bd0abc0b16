import type { Engine, OperationName, Operations } from '../protocol/engine.ts';
import type { Call, FromEngine, Port, ToEngine } from './port.ts';

interface Pending {
  resolve(result: Operations[OperationName]['result']): void;
  reject(reason: unknown): void;
  onUpdate(update: Operations[OperationName]['update']): void;
}

/** An engine at the other end of a port, and the word that it has died. */
export interface RemoteEngine extends Engine {
  /** Rejects everything that is still waiting for an answer. */
  fail(reason: Error): void;
}

/** Speaks to a `serve` at the other end of the port. */
export function connect(port: Port<ToEngine, FromEngine>): RemoteEngine {
  const pending = new Map<number, Pending>();
  let nextId = 0;

  port.onMessage((message) => {
    const waiting = pending.get(message.id);
    if (!waiting) return;
    if (message.kind === 'update') {
      waiting.onUpdate(message.update);
      return;
    }
    pending.delete(message.id);
    if (message.kind === 'done') waiting.resolve(message.result);
    else if (message.kind === 'failed') waiting.reject(new Error(message.message));
    else waiting.reject(new DOMException('Cancelled', 'AbortError'));
  });

  function operation<K extends OperationName>(name: K) {
    type Of = Operations[K];
    return (
      request: Of['request'],
      signal: AbortSignal,
      onUpdate: (update: Of['update']) => void,
    ): Promise<Of['result']> => {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const onAbort = (): void => {
          // Rejected at once: the caller has moved on, whatever the thread still does.
          pending.delete(id);
          port.post({ kind: 'cancel', id });
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', onAbort, { once: true });
        const settled = (): void => {
          signal.removeEventListener('abort', onAbort);
        };
        pending.set(id, {
          resolve: (result) => {
            settled();
            resolve(result);
          },
          reject: (reason: Error) => {
            settled();
            reject(reason);
          },
          onUpdate: onUpdate,
        });
        port.post({ kind: 'call', id, operation: name, request } as Call);
      });
    };
  }

  return {
    compute: operation('compute'),
    readRuns: operation('readRuns'),
    simulate: operation('simulate'),
    progress: operation('progress'),
    selfCheck: operation('selfCheck'),
    fail(reason) {
      for (const waiting of pending.values()) waiting.reject(reason);
      pending.clear();
    },
  };
}
