import type { Complex } from '../core/complex/complex.ts';
import type { Picture } from '../protocol/preview.ts';
import { ComplexCache } from './complexCache.ts';
import { engineInProcess } from './inProcess.ts';
import type { Call, FromEngine, Port, ToEngine } from './port.ts';
import type { WorkerPool } from './workerPool.ts';

/**
 * Answers calls that arrive at a port, several at a time, until the thread ends. Large complexes are
 * shared with the threads of the team.
 */
export function serve(port: Port<FromEngine, ToEngine>, pool?: WorkerPool): void {
  const running = new Map<number, AbortController>();
  const cache = new ComplexCache();
  const engine = engineInProcess(cache, pool);

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
      else port.post({ kind: 'failed', id, message: describe(error) });
    } finally {
      running.delete(id);
    }
  }

  /** Does what is asked and posts the answer, with the memory that nobody needs here any more. */
  async function perform(call: Call, signal: AbortSignal): Promise<void> {
    const { id } = call;
    switch (call.operation) {
      case 'compute': {
        const result = await engine.compute(call.request, signal, (update) => {
          // The facts of a preview's picture are still to come. Its sketches go for good.
          const told =
            update.kind === 'picture' && !update.picture.sketch
              ? { ...update, picture: copied(update.picture) }
              : update;
          port.post(
            { kind: 'update', id, update: told },
            told.kind === 'picture' ? spareOf(told) : [],
          );
        });
        const { picture } = result;
        const answer =
          picture && cache.holds(picture.complex)
            ? { ...result, picture: copied(picture) }
            : result;
        port.post({ kind: 'done', id, result: answer }, spareOf(answer));
        break;
      }
      case 'readRuns': {
        const result = await engine.readRuns(call.request, signal, (update) => {
          port.post({ kind: 'update', id, update });
        });
        port.post({ kind: 'done', id, result });
        break;
      }
      case 'simulate': {
        const result = await engine.simulate(call.request, signal, (update) => {
          port.post({ kind: 'update', id, update });
        });
        port.post({ kind: 'done', id, result });
        break;
      }
      case 'progress': {
        const result = await engine.progress(call.request, signal, (update) => {
          const spare = update.kind === 'frame' ? buffersOf(update.frame.complex) : [];
          port.post({ kind: 'update', id, update }, spare);
        });
        port.post({ kind: 'done', id, result });
        break;
      }
      case 'selfCheck':
        port.post({ kind: 'done', id, result: await engine.selfCheck(call.request, signal, none) });
        break;
    }
  }
}

/**
 * A picture in memory of its own, which can change hands: a port that clones takes twice as long, as it
 * copies what it is given and then copies that.
 */
function copied(picture: Picture): Picture {
  const parts = Object.entries(picture.complex).map(([key, value]: [string, unknown]) => [
    key,
    ArrayBuffer.isView(value) ? (value as Float64Array).slice() : value,
  ]);
  return { ...picture, complex: Object.fromEntries(parts) as Complex };
}

/** The memory of a picture that nobody keeps here. */
function spareOf({ picture }: { readonly picture?: Picture }): ArrayBuffer[] {
  return picture ? buffersOf(picture.complex) : [];
}

/** The memory of a complex that nobody keeps here changes hands instead of being copied. */
function buffersOf(complex: Complex): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const value of Object.values(complex))
    if (ArrayBuffer.isView(value)) buffers.add(value.buffer as ArrayBuffer);
  return [...buffers];
}

const none = (): void => undefined;

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
