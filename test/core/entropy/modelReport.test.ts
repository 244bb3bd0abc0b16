import assert from 'node:assert/strict';
import fc from 'fast-check';
import { controlsOf, type GrpoControls } from '../../../src/core/entropy/controls.ts';
import type { Estimator } from '../../../src/core/entropy/grpo/estimator.ts';
import { decisionLogit, successRate } from '../../../src/core/entropy/grpo/gain.ts';
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

/** Where a policy ends that starts at a state. */
function endOf(settings: GrpoSettings, controls: GrpoControls, start: number): number {
  const { model } = modelViewOf(settings, controls);
  const { control1, control2 } = controlsOf(settings, controls)!;
  const points = model.equilibria(control1, control2);
  return model.drift(start, control1, control2) > 0
    ? (points.find((u) => u > start) ?? Infinity)
    : (points.findLast((u) => u < start) ?? -Infinity);
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
        const reference = decisionLogit(at.referenceSuccess, model.decisions);
        const held = (kl: number) => endOf(model, { ...at, kl }, reference);
        const recovered = (kl: number) => endOf(model, { ...at, kl }, 29);
        // Folds further out are those of no policy.
        const isMet = (beta: number | undefined): beta is number =>
          beta !== undefined && beta > 1e-9 && beta < 100;
        if (isMet(hold))
          assert.ok(held(hold * 1.001) < held(hold * 0.999) - 1e-3, 'a collapse below "hold"');
        if (!isMet(undo)) return;
        assert.equal(recovered(undo * 1.001), held(undo * 1.001), 'a recovery above "undo"');
        // Where both coincide, a policy is lost from the reference as well.
        if (undo * 0.999 > (hold ?? Infinity))
          assert.ok(recovered(undo * 0.999) > held(undo * 0.999), 'none below "undo"');
      }),
      { numRuns: draws(60) },
    );
  });

  it('tells a β that is always enough from one that never is', () => {
    const thresholds = (change: Partial<GrpoSettings>, at: GrpoControls) =>
      reportModel({ ...training('k3', 1), ...change }, at, 'lower').thresholds;
    const at = controlsAt(0.1, 0, 1);
    assert.deepEqual(thresholds({ estimator: { kind: 'rloo' } }, at), { hold: 0, undo: 0 });
    const dynamic = { kind: 'dynamicSampling', group: 8 } as const;
    const reverse = thresholds({ estimator: dynamic, klGradient: 'reverse' }, at);
    assert.ok(reverse.hold! > 0);
    assert.equal(reverse.undo, undefined);
    // Towards certain success, pull and gain of dynamic sampling grow alike.
    const { hold } = thresholds({ estimator: dynamic }, at);
    assert.ok(hold! > 0);
    assert.equal(
      endOf({ ...training('k3', 1), estimator: dynamic }, { ...at, kl: hold! * 0.99 }, 0),
      Infinity,
    );
  });

  it('knows a bonus that keeps a policy from collapsing', () => {
    const model: GrpoSettings = {
      ...training('reverse', 30),
      estimator: { kind: 'maxRl', group: 4 },
      tokens: { right: 1, wrong: 1000, criticalShare: 1 },
    };
    // A second, lower state ends at β = 0.0056; the collapsed one is that of the reference.
    const at = { ...controlsAt(1.317e-4, 3.75, 30), entropyBonus: 0.001949 };
    assert.deepEqual(reportModel(model, at, 'upper').thresholds, { hold: 0, undo: 0 });
  });

  it('sees a collapse that the clamp makes', () => {
    const model: GrpoSettings = {
      ...training('k3Clamped', 1),
      tokens: { right: 3, wrong: 1000, criticalShare: 1 },
    };
    const at = { ...controlsAt(0.07, -2.28, 1), entropyBonus: 0.075, credit: 0.77 };
    const { regime, equilibria, thresholds } = reportModel(model, at, 'lower');
    assert.ok(equilibria.length === 1 && equilibria[0].u > 15);
    assert.ok(thresholds.hold! > at.kl);
    assert.equal(regime, 'collapsed');
  });

  it('holds a state so far out that its failures underflow', () => {
    const at = { ...controlsAt(0.001268, -0.1, 14), entropyBonus: 2e-4, credit: 0.085 };
    const { regime, equilibria } = reportModel(training('k3Clamped', 14), at, 'lower');
    assert.ok(equilibria.at(-1)!.u > 745);
    assert.deepEqual(
      equilibria.map(({ stable }) => stable),
      [true, false, true],
    );
    assert.equal(regime, 'prevented');
  });

  it('has a finite answer at the limits of a spec', () => {
    const at = controlsAt(0.3, 0);
    const far = [
      { ...at, referenceSuccess: 1 - Number.EPSILON / 2 },
      { ...at, referenceSuccess: Number.MIN_VALUE },
      { ...at, kl: Number.MIN_VALUE },
      { ...at, kl: 0, entropyBonus: Number.MIN_VALUE },
      { ...at, kl: Number.MIN_VALUE, entropyBonus: Number.MIN_VALUE },
    ];
    const estimators: readonly Estimator[] = [
      { kind: 'grpo', group: 8, deviation: 'unbiased' },
      { kind: 'infiniteGroup', epsilon: 1e-300 },
    ];
    for (const klGradient of ['reverse', 'k3', 'k3Clamped'] as const)
      for (const estimator of estimators)
        for (const decisions of [1, 10_000])
          for (const controls of far) {
            const model = { ...training(klGradient, decisions), estimator };
            const { plane, equilibria, folds } = reportModel(model, controls, 'lower');
            const numbers = [
              ...Object.values(plane!),
              ...equilibria.flatMap(({ u, entropy, success }) => [u, entropy!, success!]),
              ...folds.flatMap(({ value, u }) => [value, u]),
            ];
            assert.ok(numbers.every(Number.isFinite), JSON.stringify({ model, controls, numbers }));
          }
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
