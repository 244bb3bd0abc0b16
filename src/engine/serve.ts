import type { Complex } from '../core/complex/complex.ts';
import type { ComputeRequest } from '../protocol/engine.ts';
import { ComplexCache } from './complexCache.ts';
import { compute } from './compute.ts';
import type { FromEngine, Port, ToEngine } from './port.ts';

/** Answers compute requests that arrive at a port, several at a time, until the thread ends. */
export function serve(port: Port<FromEngine, ToEngine>): void {
  const running = new Map<number, AbortController>();
  const cache = new ComplexCache();

  port.onMessage((message) => {
    switch (message.kind) {
      case 'compute':
        void answer(message.id, message.request);
        break;
      case 'cancel':
        running.get(message.id)?.abort();
        break;
    }
  });

  async function answer(id: number, request: ComputeRequest): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const result = await compute(request, cache, controller.signal, (progress) => {
        port.post({ kind: 'progress', id, progress });
      });
      const { picture } = result;
      const kept = picture === undefined || cache.holds(picture.complex);
      port.post({ kind: 'done', id, result }, kept ? [] : buffersOf(picture.complex));
    } catch (error) {
      if (controller.signal.aborted) port.post({ kind: 'cancelled', id });
      else port.post({ kind: 'failed', id, message: describe(error) });
    } finally {
      running.delete(id);
    }
  }
}

/** The memory of a complex that nobody keeps here changes hands instead of being copied. */
function buffersOf(complex: Complex): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const value of Object.values(complex))
    if (ArrayBuffer.isView(value)) buffers.add(value.buffer as ArrayBuffer);
  return [...buffers];
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
