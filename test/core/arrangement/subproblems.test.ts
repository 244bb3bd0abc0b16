import assert from 'node:assert/strict';
import fc from 'fast-check';
import { heNetwork } from '../../../bench/family.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { Assembly } from '../../../src/core/arrangement/assembly.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { box, type Domain } from '../../../src/core/complex/domain.ts';
import { subdivideApart } from '../../../src/core/arrangement/partialResult.ts';
import type { Subproblem } from '../../../src/core/arrangement/subproblem.ts';
import { runToEnd } from '../../../src/core/yielding.ts';
import { complexStats } from '../../../src/core/complex/stats.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { domain, network } from '../networks.ts';
import { draws } from '../../draws.ts';

interface Options {
  readonly grain: number;
  readonly maxCells?: number;
}

/** The complex, with the subproblems for which `elsewhere` says so subdivided on their own. */
function assembled(
  net: Network,
  dom: Domain,
  options: Options,
  elsewhere: (n: number) => boolean,
): { complex: Complex; subproblems: number; precise: boolean } {
  const assembly = new Assembly(net, dom, options);
  const { input } = assembly;
  let subproblems = 0;
  for (; assembly.waiting.length > 0; subproblems++) {
    const next = structuredClone(assembly.waiting[assembly.waiting.length - 1]);
    if (elsewhere(subproblems)) {
      const splitOff: Subproblem[] = [];
      const { precise, budget } = assembly;
      const work = subdivideApart(input, precise, next, budget, (one) => splitOff.push(one));
      if (assembly.addNext(structuredClone(runToEnd(work)), structuredClone(splitOff))) continue;
    }
    runToEnd(assembly.subdivideNext());
  }
  const complex = runToEnd(assembly.finish());
  assembly.end();
  return { complex, subproblems, precise: assembly.precise };
}

const grain = fc.constantFrom(200, 2000, 20_000);

describe('a complex from subproblems', () => {
  it('is the same wherever they are solved', () => {
    let most = 0;
    fc.assert(
      fc.property(
        network,
        domain,
        grain,
        fc.option(fc.integer({ min: 1, max: 200 })),
        fc.infiniteStream(fc.boolean()),
        (net, dom, grains, budget, choices) => {
          const options = { grain: grains, ...(budget !== null && { maxCells: budget }) };
          const here = runToEnd(arrange(net, dom, options));
          const mixed = assembled(net, dom, options, () => choices.next().value === true);
          const apart = assembled(net, dom, options, () => true);
          assert.deepEqual(mixed.complex, here);
          assert.deepEqual(apart.complex, here);
          most = Math.max(most, apart.subproblems);
        },
      ),
      { numRuns: draws(50) },
    );
    assert.ok(most > 3, 'networks large enough to split some off');
  });

  it('has the shape of the complex in one piece', () => {
    fc.assert(
      fc.property(network, domain, grain, (net, dom, grains) => {
        const whole = complexStats(runToEnd(arrange(net, dom, { grain: Infinity })));
        const split = complexStats(runToEnd(arrange(net, dom, { grain: grains })));
        for (const count of ['regions', 'vertices', 'edges', 'linearRegions', 'euler'] as const)
          assert.equal(split[count], whole[count], count);
        for (const count of ['boundaryEdges', 'coincidentEdges', 'deadEdges'] as const)
          assert.equal(split[count], whole[count], count);
      }),
      { numRuns: draws(50) },
    );
  });

  it('is the same where they carry precise rows', () => {
    const net = heNetwork('24x10');
    const dom = box(-1, 1, -1, 1);
    const options = { grain: 200_000 };
    const here = runToEnd(arrange(net, dom, options));
    const apart = assembled(net, dom, options, (n) => n % 3 > 0);
    assert.ok(apart.precise && apart.subproblems > 3);
    assert.deepEqual(apart.complex, here);
  });
});
