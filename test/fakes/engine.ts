import { ComplexCache } from '../../src/engine/complexCache.ts';
import { compute } from '../../src/engine/compute.ts';
import type { Engine } from '../../src/protocol/engine.ts';

/** The real engine without a thread of its own. */
export function engineInProcess(): Engine {
  const cache = new ComplexCache();
  return {
    compute: (request, signal, onProgress) => compute(request, cache, signal, onProgress),
  };
}
