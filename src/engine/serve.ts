import { KernelUnavailableError } from '../core/kernelUnavailable.ts';
import { OutOfMemoryError } from '../core/outOfMemory.ts';
import type { OperationName } from '../protocol/engine.ts';
import { ComplexCache } from './complexCache.ts';
import type { Resources } from './compute.ts';
import { operations } from './operations.ts';
import type { Call, FromEngine, Port, ToEngine } from './port.ts';
import type { WorkerPool } from './workerPool.ts';

/**
 * Answers the calls that arrive at a port, several at a time, until the thread ends. Large
 * complexes are shared with the pool.
 */
export function serve(port: Port<FromEngine, ToEngine>, pool?: WorkerPool): void {
  const running = new Map<number, AbortController>();
  const resources: Resources = {
    cache: new ComplexCache(),
    ...(pool && { pool }),
  };

  port.onMessage((message) => {
    if (message.kind === 'call') void answer(message);
    else running.get(message.id)?.abort();
  });

  async function answer(call: Call): Promise<void> {
    const { id } = call;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      await perform(call, controller.signal);
    } catch (error) {
      if (controller.signal.aborted) port.post({ kind: 'cancelled', id });
      else if (error instanceof KernelUnavailableError) port.post({ kind: 'unavailable', id });
      else port.post({ kind: 'failed', id, message: describe(error) });
    } finally {
      running.delete(id);
    }
  }

  async function perform<K extends OperationName>(
    { id, operation, request }: Call<K>,
    signal: AbortSignal,
  ): Promise<void> {
    const { run, sendUpdate, sendResult } = operations[operation];
    const onUpdate: Parameters<typeof run>[2] = (update) => {
      const sent = sendUpdate?.(update);
      port.post({ kind: 'update', id, update: sent?.message ?? update }, sent?.buffers);
    };
    const result = await run(request, signal, onUpdate, resources);
    const sent = sendResult?.(result, resources);
    port.post({ kind: 'done', id, result: sent?.message ?? result }, sent?.buffers);
  }
}

function describe(error: unknown): string {
  if (error instanceof OutOfMemoryError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
