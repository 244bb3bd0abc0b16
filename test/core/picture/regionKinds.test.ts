import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { joinedRegion, regionAreas } from '../../../src/core/picture/regionKinds.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';
import { draws } from '../../draws.ts';

describe('areas of regions', () => {
  it('are as many as the regions of the kind, and equal the areas of the merged cells', () => {
    fc.assert(
      fc.property(fc.oneof(generic, network), (net) => {
        const complex = complete(arrange(net, box(-1, 1, -1, 1)));
        assert.equal(regionAreas(complex, 'activation').length, complex.cellCount);
        const areas = regionAreas(complex, 'linear');
        assert.equal(areas.length, complex.linearRegionCount);
        for (let c = 0; c < complex.cellCount; c++)
          assert.equal(areas[complex.linearRegion[c]], joinedRegion(complex, c).area);
      }),
      { numRuns: draws(30) },
    );
  });
});
