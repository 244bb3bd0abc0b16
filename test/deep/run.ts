import fc from 'fast-check';
import { agreesWithReference, isTheSameInParts } from './properties.ts';

/*
 * A process of `npm run test:deep`. For every seed that it is sent it checks both properties and answers
 * with what failed.
 */

/** Draws of a batch, which has one seed. */
export interface Batch {
  readonly seed: number;
  /** Networks compared with the reference. */
  readonly compared: number;
  /** Networks computed in parts. */
  readonly inParts: number;
}

process.on('message', (batch: Batch) => {
  void check(batch).then((failures) => process.send?.(failures));
});

async function check({ seed, compared, inParts }: Batch): Promise<string[]> {
  const agreed = fc.check(agreesWithReference, { seed, numRuns: compared });
  const same = await fc.check(isTheSameInParts, { seed, numRuns: inParts });
  return [describe(agreed), describe(same)].filter((text) => text !== undefined);
}

function describe<T>(details: fc.RunDetails<T>): string | undefined {
  if (!details.failed) return undefined;
  const fixture = JSON.stringify(details.counterexample, (_, value: unknown) =>
    value instanceof Float64Array ? Array.from(value) : value,
  );
  return `${fc.defaultReportMessage(details)}\n${fixture}`;
}
