import fc from 'fast-check';

/** How many times the usual number of random inputs each property is tried with. */
const factor = Number(process.env.DRAWS || 1);

/** The number of random inputs for a property that is usually tried with so many. */
export function draws(usual: number): number {
  return Math.ceil(usual * factor);
}

fc.configureGlobal({ numRuns: draws(50) });

/** Mocha loads this file before all tests: with many inputs none has a limit of time. */
export const mochaHooks: Mocha.RootHookObject = {
  beforeEach(this: Mocha.Context) {
    if (factor > 1) this.currentTest?.timeout(0);
  },
};
