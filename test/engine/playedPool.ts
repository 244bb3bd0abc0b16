import { runPoolWorker } from '../../src/engine/poolWorker.ts';
import {
  WorkerPool,
  type FromPoolWorker,
  type PoolWorker,
  type ToPoolWorker,
} from '../../src/engine/workerPool.ts';

/** A worker without a thread, which only exchanges messages. */
export interface Played extends PoolWorker {
  readonly sent: ToPoolWorker[];
  exit(): void;
}

/** Computes parts in this thread; messages are cloned and asynchronous, as between threads. */
function play(): Played {
  const sent: ToPoolWorker[] = [];
  let listener: ((message: FromPoolWorker) => void) | undefined;
  let serving: ((message: ToPoolWorker) => void) | undefined;
  let exit = (): void => undefined;
  runPoolWorker({
    post: (message, transfer = []) => {
      const clone = structuredClone(message, { transfer });
      setImmediate(() => listener?.(clone));
    },
    onMessage: (hear) => (serving = hear),
  });
  return {
    sent,
    port: {
      post: (message) => {
        sent.push(message);
        const clone = structuredClone(message);
        setImmediate(() => serving?.(clone));
      },
      onMessage: (hear) => (listener = hear),
    },
    onExit: (heard) => (exit = heard),
    exit: () => {
      listener = undefined;
      exit();
    },
    stop: () => undefined,
  };
}

/** A pool without threads. */
export function playedPool(size: number): { pool: WorkerPool; played: Played[] } {
  const played: Played[] = [];
  const pool = new WorkerPool(size, () => {
    const poolWorker = play();
    played.push(poolWorker);
    return poolWorker;
  });
  return { pool, played };
}
