import fc from 'fast-check';
import { draws } from '../draws.ts';
import { fixtures } from './fixtures.ts';
import { agreesWithReference, assertAgreesWithReference, isTheSameInParts } from './properties.ts';

// `npm run test:deep` draws 100,000.
describe('the complex of a degenerate network', () => {
  it('agrees with the definition in integers', () => {
    fc.assert(agreesWithReference, { numRuns: draws(200) });
  });

  for (const { name, drawn } of fixtures())
    it(`agrees with the definition for ${name}`, () => {
      assertAgreesWithReference(drawn);
    });

  it('is bit for bit the same for any number of threads', async () => {
    await fc.assert(isTheSameInParts, { numRuns: draws(50) });
  });
});
