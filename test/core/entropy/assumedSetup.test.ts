import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assumedSetup, setupOf } from '../../../src/core/entropy/diagnostics/assumedSetup.ts';
import type { TrainerConfig } from '../../../src/core/entropy/diagnostics/trainerConfig.ts';
import { defaultSetup } from '../../../src/core/entropy/diagnostics/training.ts';

const nothing = { mapping: {}, series: {} };
const stated = (value: number, key = 'beta', line: number | undefined = 3) => ({
  value,
  key,
  line,
});
const found = (config: Omit<TrainerConfig, 'trainer'>) =>
  ({ config: { trainer: 'trl', ...config }, file: 'config.yaml' }) as const;
const logged = (role: string, ...values: number[]) => ({
  mapping: { [role]: `its ${role}` },
  series: { [role]: Float64Array.from(values) },
});

describe('the assumed settings of a training', () => {
  it('are those of the log, of the user, of the configuration and the defaults, in this order', () => {
    const weight = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(weight, weight, weight, (inLog, typed, written) => {
        const run = inLog === undefined ? nothing : logged('klWeight', NaN, inLog, NaN);
        const config =
          written === undefined ? undefined : found({ klCoefficient: stated(written) });
        const { kl } = assumedSetup(run, typed === undefined ? {} : { kl: typed }, config);
        assert.equal(kl.value, inLog ?? typed ?? written ?? defaultSetup.kl);
        const from =
          inLog !== undefined
            ? 'log'
            : typed !== undefined
              ? 'user'
              : written !== undefined
                ? 'config'
                : 'default';
        assert.equal(kl.origin.from, from);
      }),
    );
  });

  it('are the defaults if nothing says anything', () => {
    assert.deepEqual(setupOf(assumedSetup(nothing, {}, undefined)), defaultSetup);
  });

  it('do not follow a default of the trainer that the log contradicts', () => {
    const none = found({
      klCoefficient: { value: 0, key: 'beta', line: undefined },
      klGradient: { value: 'none', key: 'beta', line: undefined },
    });
    const quiet = assumedSetup(nothing, {}, none);
    assert.deepEqual([quiet.kl.origin.from, quiet.klGradient.value], ['trainer', 'none']);
    const measured = assumedSetup(logged('kl', NaN, 0.01), {}, none);
    assert.deepEqual([measured.kl.origin.from, measured.klGradient.value], ['default', 'k3']);
  });

  it('leave out values that no training can have', () => {
    for (const value of [1, 1.5, -8, 1e6, NaN]) {
      const { group } = assumedSetup(nothing, {}, found({ group: stated(value, 'n') }));
      assert.deepEqual(group, { value: defaultSetup.group, origin: { from: 'default' } });
    }
    const { kl } = assumedSetup(nothing, {}, found({ klCoefficient: stated(-1) }));
    assert.equal(kl.value, 0);
    const unknown = { value: { unknown: 'abs' }, key: 'kl_loss_type', line: 4 };
    const { klGradient } = assumedSetup(nothing, {}, found({ klGradient: unknown }));
    assert.deepEqual(klGradient, { value: 'k3', origin: { from: 'default' } });
  });
});
