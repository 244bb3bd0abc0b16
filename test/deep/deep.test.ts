import fc from 'fast-check';
import { draws } from '../draws.ts';
import { agreesWithReference, isTheSameInParts } from './properties.ts';

// `npm run test:deep` draws 100,000.
describe('the complex of a degenerate network', () => {
  it('agrees with the definition in integers', () => {
    fc.assert(agreesWithReference, { numRuns: draws(200) });
  });

  it('is bit for bit the same for any number of threads', async () => {
    await fc.assert(isTheSameInParts, { numRuns: draws(50) });
  });
});
