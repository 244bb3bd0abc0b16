import type { Engine, OperationName, Perform } from '../protocol/engine.ts';

/** An engine that gets each of its operations, by name, from one function. */
export function engineOf(operation: <K extends OperationName>(name: K) => Perform<K>): Engine {
  return {
    compute: operation('compute'),
    computeProgression: operation('computeProgression'),
    selfCheck: operation('selfCheck'),
    readRuns: operation('readRuns'),
    simulate: operation('simulate'),
    trainBothSides: operation('trainBothSides'),
  };
}
