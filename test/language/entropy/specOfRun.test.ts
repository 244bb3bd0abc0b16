import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseEntropySpec } from '../../../src/language/entropy/parse.ts';
import { specOfRun, type TrainingSetup } from '../../../src/language/entropy/specOfRun.ts';

describe('the entropy spec of a run', () => {
  it('has the settings of the run, whatever the log is called', () => {
    const setups = fc.record<TrainingSetup>({
      estimator: fc.constantFrom('grpo', 'rloo', 'drGrpo', 'dynamicSampling'),
      group: fc.integer({ min: 2, max: 64 }),
      decisions: fc.integer({ min: 1, max: 30 }),
      criticalShare: fc.double({ min: 0.02, max: 1, noNaN: true }),
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
        (name, setup) => {
          const { spec, problems } = parseEntropySpec(specOfRun(name, setup), 'yaml');
          assert.ok(spec, JSON.stringify(problems));
          const { model, controls, runs } = spec;
          assert.equal(runs[0].path, name);
          assert.ok(model.kind === 'grpo' && controls.kind === 'grpo');
          assert.equal(model.estimator.kind, setup.estimator);
          if ('group' in model.estimator) assert.equal(model.estimator.group, setup.group);
          assert.equal(model.decisions, setup.decisions);
          assert.equal(model.tokens.criticalShare, setup.criticalShare);
          assert.deepEqual([controls.kl, controls.entropyBonus], [setup.kl, setup.entropyBonus]);
          assert.equal(runs[0].controls?.kl, setup.kl);
        },
      ),
    );
  });
});
