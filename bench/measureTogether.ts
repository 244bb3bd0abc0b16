import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { box } from '../src/core/complex/domain.ts';
import type { Network } from '../src/core/network/network.ts';
import { arrangeTogether } from '../src/engine/parallelArrangement.ts';
import { type FromPoolWorker, WorkerPool, type PoolWorker } from '../src/engine/workerPool.ts';

/** The best time on all threads, in ms. */
export interface Together {
  readonly together: number;
}

/** The best time with `threads` worker threads for large parts, besides the main thread. */
export async function measureTogether(
  network: Network,
  reps: number,
  threads: number,
): Promise<Together> {
  const never = new AbortController().signal;
  const pool = new WorkerPool(threads, startPoolWorker);
  let best = Infinity;
  for (let i = 0; i <= reps; i++) {
    const begin = performance.now();
    await arrangeTogether(pool, network, box(-1, 1, -1, 1), {}, never, () => undefined);
    best = Math.min(best, performance.now() - begin);
  }
  pool.stop();
  return { together: best };
}

function startPoolWorker(): PoolWorker {
  const worker = new Worker(join(dirname(process.argv[1]), 'poolWorker.js'));
  return {
    port: {
      post: (message, transfer) => {
        worker.postMessage(message, transfer);
      },
      onMessage: (listener) => {
        worker.on('message', (message: FromPoolWorker) => {
          listener(message);
        });
      },
    },
    onExit: (listener) => {
      worker.once('exit', listener);
    },
    stop: () => {
      worker.removeAllListeners('exit');
      void worker.terminate();
    },
  };
}
