import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newNetworkText } from '../../../src/language/services/newNetworkText.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import { draws } from '../../draws.ts';

describe('a new network', () => {
  const choices = fc.record({
    units: fc.integer({ min: 1, max: 64 }),
    hiddenLayers: fc.integer({ min: 1, max: 4 }),
    activation: fc.constantFrom('relu', 'abs', { leaky_relu: 0.02 }),
    seed: fc.nat({ max: 2 ** 32 - 1 }),
    size: fc.constantFrom(1, 2.5, 1e-3),
    format: fc.constantFrom('json' as const, 'yaml' as const),
  });

  it('is a spec without problems that has the selected options', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        const text = newNetworkText(chosen);
        const { spec, problems } = parseSpec(text, chosen.format);
        assert.deepEqual(problems, [], text);
        assert.ok(spec);
        const { layers } = spec.network;
        assert.deepEqual(
          layers.map(({ units }) => units),
          [...Array<number>(chosen.hiddenLayers).fill(chosen.units), 1],
        );
        const { size } = chosen;
        assert.deepEqual(
          [...spec.domain.corners],
          [-size, -size, size, -size, size, size, -size, size],
        );
      }),
      { numRuns: draws(50) },
    );
  });

  it('is the same network in both formats', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        const [json, yaml] = (['json', 'yaml'] as const).map((format) => {
          const { spec } = parseSpec(newNetworkText({ ...chosen, format }), format);
          return { ...spec, source: undefined };
        });
        assert.deepEqual(json, yaml);
      }),
      { numRuns: draws(20) },
    );
  });
});
