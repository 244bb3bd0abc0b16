import type { Engine } from '../protocol/engine.ts';
import { ComplexCache } from './complexCache.ts';
import { engineOf } from './engineOf.ts';
import { operations } from './operations.ts';

/** The engine in this thread: it works in time slices, between which the event loop gets its turn. */
export function engineInProcess(): Engine {
  const resources = { cache: new ComplexCache() };
  return engineOf(
    (name) => (request, signal, onUpdate) =>
      operations[name].run(request, signal, onUpdate, resources),
  );
}
