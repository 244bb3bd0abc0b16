import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isUnbounded } from '../../../src/core/entropy/grpo/grpoModel.ts';
import type { Estimator } from '../../../src/core/entropy/grpo/estimator.ts';
import { settle } from '../../../src/core/entropy/hysteresis.ts';
import { modelViewOf, type ModelView } from '../../../src/core/entropy/modelView.ts';
import { restPoints } from '../../../src/core/entropy/equilibriumModel.ts';
import { hysteresisLoop } from '../../../src/core/entropy/normalForm.ts';
import { maxwellStrength, stabilityOf } from '../../../src/core/entropy/stability.ts';
import { lowestWell } from '../../../src/core/entropy/hysteresis.ts';

const estimators: readonly Estimator[] = [
  { kind: 'grpo', group: 8, deviation: 'unbiased' },
  { kind: 'grpo', group: 64, deviation: 'unbiased' },
  { kind: 'rloo' },
  { kind: 'drGrpo', group: 8 },
  { kind: 'maxRl', group: 8 },
  { kind: 'dynamicSampling', group: 8 },
  { kind: 'infiniteGroup', epsilon: 0.01 },
];
const views = estimators.flatMap((estimator) =>
  [1, 4, 10].map((decisions) =>
    modelViewOf({
      kind: 'grpo',
      estimator,
      decisions,
      tokens: { right: 1, wrong: 15, criticalShare: 1 },
      klGradient: 'reverse',
    }),
  ),
);
const place = fc.record({
  view: fc.constantFrom(...views),
  anchor: fc.double({ min: -4, max: 3, noNaN: true }),
  strength: fc.double({ min: 0.02, max: 1.2, noNaN: true }),
});
/** A share of the strength on either side of a jump. */
const near = 1e-6;

/** Whether a fold lies between two states, the first of which is the lower one. */
function crosses({ model }: ModelView, low: number, high: number, strength: number): boolean {
  return model.foldStates(strength).some((fold) => low < fold && fold < high);
}

describe('the stability of a state', () => {
  it('names the strengths at which it jumps, and at which that is undone', () => {
    let seen = 0;
    const check = ({
      view,
      anchor,
      strength,
    }: typeof place extends fc.Arbitrary<infer T> ? T : never): void => {
      const { model } = view;
      for (const { state, stable } of restPoints(model, anchor, strength)) {
        if (!stable) continue;
        const at = { control1: anchor, control2: strength, state };
        const { falling, rising, isStable } = stabilityOf(view, at);
        assert.ok(isStable);
        for (const [jump, side] of [
          [falling, -1],
          [rising, 1],
        ] as const) {
          if (!jump || jump.at < 1e-9) continue;
          seen++;
          assert.ok(side * (jump.at - strength) >= 0, 'it is on that side');
          const [stays, leaves] = [jump.at * (1 - side * near), jump.at * (1 + side * near)];
          const before = settle(model, state, anchor, stays);
          const after = settle(model, before, anchor, leaves);
          assert.ok(-side * (after - before) > 0, 'down for more strength, up for less');
          assert.ok(crosses(view, Math.min(before, after), Math.max(before, after), jump.at));
          if (jump.back === undefined) {
            assert.ok(view.grpo && isUnbounded(view.grpo.estimator), 'only then nothing holds');
            continue;
          }
          const still = settle(model, after, anchor, jump.back * (1 + side * near));
          const undone = settle(model, still, anchor, jump.back * (1 - side * near));
          assert.ok(side * (undone - still) > 0);
          assert.ok(crosses(view, Math.min(undone, still), Math.max(undone, still), jump.back));
        }
      }
    };
    fc.assert(fc.property(place, check));
    // How many there are depends on the seed.
    assert.ok(seen > 0);
  });

  it('does not jump by rounding alone', () => {
    const { model } = views[2];
    // Settling at one strength leaves a rounding error at the next.
    for (let strength = 0.9, state = -3.9; strength > 1e-4; strength *= 0.97) {
      state = settle(model, state, -3.9, strength);
      assert.ok(Math.abs(state + 3.9) < 1e-6, `${state} at ${strength}`);
    }
  });

  it('knows no jump where there is none', () => {
    fc.assert(
      fc.property(place, ({ view, anchor, strength }) => {
        const { model } = view;
        for (const { state, stable } of restPoints(model, anchor, strength)) {
          if (!stable) continue;
          const found = stabilityOf(view, { control1: anchor, control2: strength, state });
          let [down, up] = [state, state];
          for (let i = 1; i <= 60; i++) {
            const next = settle(model, down, anchor, strength * 0.9 ** i);
            if (!found.falling) assert.ok(!crosses(view, down, next, strength * 0.9 ** i));
            down = next;
            const later = settle(model, up, anchor, strength * 1.1 ** i);
            if (!found.rising) assert.ok(!crosses(view, later, up, strength * 1.1 ** i));
            up = later;
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('agrees with the closed form of the normal form', () => {
    const view = modelViewOf({ kind: 'normalForm' });
    const { forcing } = hysteresisLoop(-2)!;
    const [lower, unstable, upper] = restPoints(view.model, 0, -2);
    const at = { control1: 0, control2: -2 };
    const ofLower = stabilityOf(view, { ...at, state: lower.state });
    const ofUpper = stabilityOf(view, { ...at, state: upper.state });
    const close = (a: number | undefined, b: number): void =>
      assert.ok(a !== undefined && Math.abs(a - b) < 1e-12, `${a} ${b}`);
    close(ofLower.falling?.at, -forcing);
    close(ofLower.falling?.back, forcing);
    close(ofUpper.rising?.at, forcing);
    close(ofUpper.rising?.back, -forcing);
    assert.deepEqual([ofLower.rising, ofUpper.falling, ofLower.stable], [undefined, undefined, 2]);
    assert.ok(!stabilityOf(view, { ...at, state: unstable.state }).isStable);
  });

  it('names the strength at which the deepest well changes', () => {
    const [view] = views.filter(
      ({ settings }) => settings.kind === 'grpo' && settings.decisions === 10,
    );
    const strength = maxwellStrength(view, { control1: 0.4, control2: 0.3, state: 0 });
    assert.ok(strength !== undefined);
    const [below, above] = [0.99, 1.01].map((factor) =>
      lowestWell(view.model, 0.4, strength * factor),
    );
    assert.ok(below! > above! + 1, `${below} ${above}`);
  });
});
