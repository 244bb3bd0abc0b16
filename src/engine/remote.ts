import { KernelUnavailableError } from '../core/kernelUnavailable.ts';
import type { Engine, OperationName, Operations, Perform } from '../protocol/engine.ts';
import { engineOf } from './engineOf.ts';
import type { Call, FromEngine, Port, ToEngine } from './port.ts';

interface Pending {
  resolve(result: Operations[OperationName]['result']): void;
  reject(reason: unknown): void;
  onUpdate(update: Operations[OperationName]['update']): void;
}

/** An engine at the other end of a port, which its owner can declare dead. */
export interface RemoteEngine extends Engine {
  /** Rejects everything that is still waiting for an answer. */
  fail(reason: Error): void;
}

/** The engine that `serve` runs at the other end of the port. */
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
    else if (message.kind === 'unavailable') waiting.reject(new KernelUnavailableError());
    else waiting.reject(new DOMException('Cancelled', 'AbortError'));
  });

  function operation<K extends OperationName>(name: K): Perform<K> {
    return (request, signal, onUpdate) => {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const onAbort = (): void => {
          // Rejected at once: the caller need not wait until the thread notices.
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
          onUpdate,
        });
        port.post({ kind: 'call', id, operation: name, request } as Call);
      });
    };
  }

  return {
    ...engineOf(operation),
    fail(reason) {
      for (const waiting of pending.values()) waiting.reject(reason);
      pending.clear();
    },
  };
}
