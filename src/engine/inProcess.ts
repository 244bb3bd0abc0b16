import { Memory } from '../core/arrangement/memory.ts';
import { selfCheck } from '../core/selfCheck/selfCheck.ts';
import type { Engine } from '../protocol/engine.ts';
import type { ComplexCache } from './complexCache.ts';
import { compute } from './compute.ts';
import { readRuns } from './entropy/readRuns.ts';
import { simulateAll } from './entropy/simulateAll.ts';
import type { WorkerPool } from './workerPool.ts';
import { progress } from './progression.ts';

/** The engine in this thread: it works in slices and gives the event loop its turns. */
export function engineInProcess(cache: ComplexCache, pool?: WorkerPool): Engine {
  const memory = new Memory();
  return {
    compute: (request, signal, onUpdate) =>
      compute(request, { cache, memory, ...(pool && { pool }) }, signal, onUpdate),
    readRuns,
    simulate: (request, signal, onUpdate) => simulateAll(request, signal, onUpdate),
    progress,
    selfCheck: () => Promise.resolve(selfCheck()),
  };
}
