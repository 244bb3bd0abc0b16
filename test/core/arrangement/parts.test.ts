import assert from 'node:assert/strict';
import fc from 'fast-check';
import { heNetwork } from '../../../bench/family.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { Assembly } from '../../../src/core/arrangement/assembly.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { box, type Domain } from '../../../src/core/complex/domain.ts';
import { Memory } from '../../../src/core/arrangement/memory.ts';
import { subdivideApart } from '../../../src/core/arrangement/part.ts';
import type { Seed } from '../../../src/core/arrangement/seed.ts';
import { runToEnd } from '../../../src/core/yielding.ts';
import { complexStats } from '../../../src/core/complex/stats.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { domain, network } from '../networks.ts';
import { draws } from '../../draws.ts';

interface Options {
  readonly grain: number;
  readonly maxCells?: number;
}

/** The complex, with the seeds for which `elsewhere` says so subdivided on their own. */
function assembled(
  net: Network,
  dom: Domain,
  options: Options,
  elsewhere: (n: number) => boolean,
): { complex: Complex; parts: number; precise: boolean } {
  const assembly = new Assembly(net, dom, options);
  const memory = new Memory();
  let parts = 0;
  for (; assembly.waiting.length > 0; parts++) {
    const seed = structuredClone(assembly.waiting[assembly.waiting.length - 1]);
    if (elsewhere(parts)) {
      const shed: Seed[] = [];
      const found = runToEnd(subdivideApart(assembly.ground, seed, assembly.budget, shed, memory));
      if (assembly.addNext(structuredClone(found), structuredClone(shed))) continue;
    }
    runToEnd(assembly.subdivideNext());
  }
  return { complex: runToEnd(assembly.finish()), parts, precise: assembly.precise };
}

const grain = fc.constantFrom(200, 2000, 20_000);

describe('a complex in parts', () => {
  it('is the same wherever its seeds are subdivided', () => {
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
          most = Math.max(most, apart.parts);
        },
      ),
      { numRuns: draws(50) },
    );
    assert.ok(most > 3, 'networks large enough to shed seeds');
  });

  it('has the shape of the complex in one piece', () => {
    fc.assert(
      fc.property(network, domain, grain, (net, dom, grains) => {
        const whole = complexStats(runToEnd(arrange(net, dom, { grain: Infinity })));
        const parts = complexStats(runToEnd(arrange(net, dom, { grain: grains })));
        for (const count of ['regions', 'vertices', 'edges', 'linearRegions', 'euler'] as const)
          assert.equal(parts[count], whole[count], count);
        for (const count of ['boundaryEdges', 'coincidentEdges', 'deadEdges'] as const)
          assert.equal(parts[count], whole[count], count);
      }),
      { numRuns: draws(50) },
    );
  });

  it('is the same where the parts carry precise rows', () => {
    const net = heNetwork('24x10');
    const dom = box(-1, 1, -1, 1);
    const options = { grain: 100_000 };
    const here = runToEnd(arrange(net, dom, options));
    const apart = assembled(net, dom, options, (n) => n % 3 > 0);
    assert.ok(apart.precise && apart.parts > 3);
    assert.deepEqual(apart.complex, here);
  });
});
