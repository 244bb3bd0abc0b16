import fc from 'fast-check';

/** The factor on the usual number of random inputs per property. */
const factor = Number(process.env.DRAWS || 1);

/** The number of random inputs for a property, given its usual number. */
export function draws(usual: number): number {
  return Math.ceil(usual * factor);
}

fc.configureGlobal({ numRuns: draws(50) });

/** Mocha loads this file before all tests: with more inputs than usual there is no timeout. */
export const mochaHooks: Mocha.RootHookObject = {
  beforeEach(this: Mocha.Context) {
    if (factor > 1) this.currentTest?.timeout(0);
  },
};
