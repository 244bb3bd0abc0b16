import assert from 'node:assert/strict';
import fc from 'fast-check';
import { controlsOf, type GrpoControls } from '../../../src/core/entropy/controls.ts';
import type { Estimator } from '../../../src/core/entropy/grpo/estimator.ts';
import { successRate } from '../../../src/core/entropy/grpo/gain.ts';
import type { KlGradient } from '../../../src/core/entropy/grpo/klGradient.ts';
import { reportModel } from '../../../src/core/entropy/modelReport.ts';
import { modelViewOf, type GrpoSettings } from '../../../src/core/entropy/modelView.ts';
import { draws } from '../../draws.ts';
import { allClose, close } from './oracles.ts';

const tokens = { right: 1, wrong: 15, criticalShare: 1 };
const training = (klGradient: KlGradient, decisions = 10): GrpoSettings => ({
  kind: 'grpo',
  estimator: { kind: 'grpo', group: 8, deviation: 'unbiased' },
  decisions,
  tokens,
  klGradient,
});
const controlsAt = (kl: number, reference: number, decisions = 10): GrpoControls => ({
  kind: 'grpo',
  kl,
  entropyBonus: 0,
  referenceSuccess: successRate(reference, decisions),
  credit: 1,
});

/** Equilibria at a value of one control, all others as given. */
function countAt(settings: GrpoSettings, controls: GrpoControls, name: string, value: number) {
  const key = {
    kl: 'kl',
    entropy_bonus: 'entropyBonus',
    reference_success: 'referenceSuccess',
    credit: 'credit',
  }[name];
  const changed = { ...controls, [key!]: value };
  const { model } = modelViewOf(settings, changed);
  const place = controlsOf(settings, changed)!;
  return model.equilibria(place.control1, place.control2).length;
}

const settings = fc.record<GrpoSettings>({
  kind: fc.constant('grpo'),
  estimator: fc.constantFrom<Estimator>(
    { kind: 'grpo', group: 8, deviation: 'unbiased' },
    { kind: 'grpo', group: 4, deviation: 'unbiased' },
    { kind: 'rloo' },
    { kind: 'maxRl', group: 8 },
    { kind: 'dynamicSampling', group: 8 },
  ),
  decisions: fc.constantFrom(1, 3, 10, 30),
  tokens: fc.constant(tokens),
  klGradient: fc.constantFrom<KlGradient>('reverse', 'k3', 'k3Clamped'),
});
const controls = fc.record<GrpoControls>({
  kind: fc.constant('grpo'),
  kl: fc.double({ min: -6, max: 0, noNaN: true }).map(Math.exp),
  entropyBonus: fc.constantFrom(0, 0, 0.01, 0.1),
  referenceSuccess: fc.double({ min: -8, max: -0.1, noNaN: true }).map(Math.exp),
  credit: fc.constantFrom(1, 0.5),
});

describe('the report on a model', () => {
  it('has the thresholds of the design page', () => {
    const k3 = reportModel(training('k3'), controlsAt(0.21, 0.4), 'lower');
    close(k3.thresholds.hold!, 0.1986525140059821, 1e-10);
    close(k3.thresholds.undo!, 0.2341622231881669, 1e-10);
    assert.equal(k3.regime, 'prevented');
    const folds = k3.folds.filter(({ control }) => control === 'kl').map(({ u }) => u);
    allClose(folds, [0.8097110015053017, 1.586611375652145], 1e-9);
    const upper = reportModel(training('k3'), controlsAt(0.21, 0.4), 'upper');
    assert.equal(upper.regime, 'notUndone');
    const clamped = reportModel(training('k3Clamped'), controlsAt(0.3, 0.4), 'lower');
    assert.equal(clamped.regime, 'heldOrDivergent');
    assert.ok(clamped.thresholds.undo! > 5);
    const reverse = reportModel(training('reverse'), controlsAt(0.3, 0.4), 'lower');
    close(reverse.thresholds.undo! / reverse.thresholds.hold!, 2.3, 0.03);
    assert.ok(Math.abs(reverse.cusp!.strength - 0.6045226682928211) < 1e-12);
  });

  it('has folds exactly where the number of equilibria changes by two', () => {
    fc.assert(
      fc.property(settings, controls, (model, at) => {
        const { folds } = reportModel(model, at, 'lower');
        for (const { control, value, u } of folds) {
          // Further out both equilibria lie within rounding of the weight.
          if (Math.abs(u) > 15) continue;
          const h = 1e-9 * Math.min(value, control === 'reference_success' ? 1 - value : value);
          // A fold at the end of the range of a control has one side only.
          if (control === 'credit' && value + h > 1) continue;
          // So near to certainty, neighbouring events are closer than the step of this test.
          if (control === 'reference_success' && (value < 1e-6 || value > 1 - 1e-6)) continue;
          const close = folds.some(
            (other) =>
              other.control === control &&
              other.value !== value &&
              Math.abs(other.value - value) < 3 * h,
          );
          if (close) continue;
          const [below, above] = [-h, h].map((d) => countAt(model, at, control, value + d));
          // Towards certain success a branch ends without a partner, and so does one at a jump.
          const least = model.klGradient === 'k3Clamped' ? 1 : 2;
          assert.ok(
            Math.abs(below - above) >= least,
            `${control} ${value}: ${below} and ${above} equilibria`,
          );
        }
      }),
      { numRuns: draws(60) },
    );
  });

  it('finds every fold between a weight and its double', () => {
    fc.assert(
      fc.property(
        settings,
        controls,
        fc.constantFrom('kl', 'entropy_bonus'),
        (model, at, control) => {
          // Where gain and pull grow alike, an equilibrium can vanish towards certain success.
          fc.pre(model.estimator.kind !== 'dynamicSampling');
          const { folds } = reportModel(model, at, 'lower');
          const values = folds.filter((one) => one.control === control).map(({ value }) => value);
          const from = 0.05;
          const steps = Array.from({ length: 30 }, (_, i) => from * 2 ** (i / 30));
          const counts = steps.map((value) => countAt(model, at, control, value));
          for (let i = 1; i < steps.length; i++)
            if (counts[i] !== counts[i - 1])
              assert.ok(
                values.some((value) => value >= steps[i - 1] && value <= steps[i]),
                `${counts[i - 1]} to ${counts[i]} at ${control} ${steps[i]}: ${values.join()}`,
              );
        },
      ),
      { numRuns: draws(60) },
    );
  });

  it('keeps its promise about both thresholds', () => {
    fc.assert(
      fc.property(settings, controls, (model, at) => {
        const { hold, undo } = reportModel(model, at, 'lower').thresholds;
        const last = Math.max(hold ?? 0, undo ?? 0);
        if (last === 0 || last > 100) return;
        if (hold !== undefined && hold < 100)
          assert.ok(
            countAt(model, at, 'kl', hold * 1.001) > countAt(model, at, 'kl', hold * 0.999),
            'a held state appears above "hold"',
          );
        if (undo !== undefined && undo >= (hold ?? 0))
          assert.equal(countAt(model, at, 'kl', undo * 1.001), 1, 'one state above "undo"');
        if (undo !== undefined)
          assert.ok(countAt(model, at, 'kl', undo * 0.999) > 1, 'several below "undo"');
      }),
      { numRuns: draws(60) },
    );
  });

  it('tells that nothing pulls back without regularisation', () => {
    const report = reportModel(training('k3'), controlsAt(0, 0.4), 'lower');
    assert.equal(report.regime, 'unregularised');
    assert.deepEqual([report.plane, report.equilibria], [undefined, []]);
    close(report.thresholds.hold!, 0.1986525140059821, 1e-10);
  });

  it('has the folds of the normal form in closed form', () => {
    const at = { kind: 'normalForm', forcing: -1, splitting: -2 } as const;
    const { folds, regime, cusp } = reportModel({ kind: 'normalForm' }, at, 'lower');
    assert.equal(regime, 'severalStates');
    assert.equal(cusp?.u, 0);
    const along = (name: string) =>
      folds.filter(({ control }) => control === name).map(({ value }) => value);
    const edge = 2 * Math.sqrt(8 / 27);
    allClose(along('forcing'), [-edge, edge], 1e-12);
    allClose(along('splitting'), [-3 * (1 / 4) ** (1 / 3)], 1e-9);
  });
});
