import { Memory } from '../core/arrangement/memory.ts';
import { selfCheck } from '../core/selfCheck/selfCheck.ts';
import type { Engine } from '../protocol/engine.ts';
import type { ComplexCache } from './complexCache.ts';
import { compute } from './compute.ts';
import { readRuns } from './entropy/readRuns.ts';
import { simulateAll } from './entropy/simulateAll.ts';
import type { Team } from './workerPool.ts';
import { progress } from './progression.ts';

/** The engine in this thread: it works in slices and gives the event loop its turns. */
export function engineInProcess(cache: ComplexCache, team?: Team): Engine {
  const memory = new Memory();
  return {
    compute: (request, signal, onNews) =>
      compute(request, { cache, memory, ...(team && { team }) }, signal, onNews),
    readRuns,
    simulate: (request, signal, onNews) => simulateAll(request, signal, onNews),
    progress,
    selfCheck: () => Promise.resolve(selfCheck()),
  };
}
