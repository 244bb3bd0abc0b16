import type { ComputeResult } from '../protocol/engine.ts';
import { compute } from './compute.ts';
import type { FromEngine, Port, ToEngine } from './port.ts';

/** Answers compute requests that arrive at a port, several at a time, until the thread ends. */
export function serve(port: Port<FromEngine, ToEngine>): void {
  const running = new Map<number, AbortController>();

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

  async function answer(id: number, request: Parameters<typeof compute>[0]): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const result = await compute(request, controller.signal, (progress) => {
        port.post({ kind: 'progress', id, progress });
      });
      port.post({ kind: 'done', id, result }, buffersOf(result));
    } catch (error) {
      if (controller.signal.aborted) port.post({ kind: 'cancelled', id });
      else port.post({ kind: 'failed', id, message: describe(error) });
    } finally {
      running.delete(id);
    }
  }
}

/** The memory of the complex changes hands instead of being copied. */
function buffersOf({ picture }: ComputeResult): ArrayBuffer[] {
  if (!picture) return [];
  const buffers = new Set<ArrayBuffer>();
  for (const value of Object.values(picture.complex))
    if (ArrayBuffer.isView(value)) buffers.add(value.buffer as ArrayBuffer);
  return [...buffers];
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
