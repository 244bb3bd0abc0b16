import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseEntropySpec } from '../../../src/language/entropy/parse.ts';
import type { RunOrigin, TrainingSetup } from '../../../src/core/entropy/diagnostics/training.ts';
import { specOfRun } from '../../../src/language/entropy/specOfRun.ts';

describe('the entropy spec of a run', () => {
  it('has the settings of the run, whatever the log is called', () => {
    const setups = fc.record<TrainingSetup>({
      estimator: fc.constantFrom('grpo', 'rloo', 'drGrpo', 'maxRl', 'dynamicSampling'),
      klGradient: fc.constantFrom('reverse', 'k3', 'k3Clamped'),
      group: fc.integer({ min: 2, max: 64 }),
      decisions: fc.integer({ min: 1, max: 30 }),
      kl: fc.double({ min: 0, max: 1, noNaN: true }),
      entropyBonus: fc.double({ min: 0, max: 1, noNaN: true }),
      rewardRange: fc.constantFrom<readonly [number, number]>([0, 1], [-1, 1], [0, 2]),
    });
    const origins = fc.record<RunOrigin>({
      reference: fc.option(fc.double({ min: 1e-3, max: 0.999, noNaN: true }), { nil: undefined }),
      wrong: fc.integer({ min: 1, max: 1e6 }),
      kl: fc.double({ min: 0, max: 1, noNaN: true }),
      entropyBonus: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const names = fc.oneof(
      fc.constant("it's: a #1.csv"),
      fc.string({ minLength: 1, maxLength: 12 }),
    );
    fc.assert(
      fc.property(
        names.filter((name) => name.trim() !== ''),
        setups,
        origins,
        (name, setup, origin) => {
          const { spec, problems } = parseEntropySpec(specOfRun(name, setup, origin), 'yaml');
          assert.ok(spec, JSON.stringify(problems));
          const { model, controls, runs } = spec;
          assert.equal(runs[0].path, name);
          assert.ok(model.kind === 'grpo' && controls.kind === 'grpo');
          assert.equal(model.estimator.kind, setup.estimator);
          assert.equal(model.klGradient, setup.klGradient);
          if ('group' in model.estimator) assert.equal(model.estimator.group, setup.group);
          assert.equal(model.decisions, setup.decisions);
          assert.deepEqual([controls.kl, controls.entropyBonus], [origin.kl, origin.entropyBonus]);
          assert.equal(runs[0].controls?.kl, origin.kl);
          // The run itself starts at its reference, as in the view of the run.
          assert.equal(runs[0].controls?.referenceSuccess, undefined);
          assert.deepEqual(runs[0].rewardRange, setup.rewardRange);
          assert.equal(model.tokens.wrong, origin.wrong);
          if (origin.reference !== undefined)
            assert.equal(controls.referenceSuccess, origin.reference);
        },
      ),
    );
  });
});
