import assert from 'node:assert/strict';
import fc from 'fast-check';
import { endsOf } from '../../../src/core/entropy/diagnostics/ends.ts';
import {
  placeRun,
  type PlacedRun,
  type RunControls,
  type RunPlacement,
} from '../../../src/core/entropy/diagnostics/placement.ts';
import { trackOf, type LoggedRun } from '../../../src/core/entropy/diagnostics/runTrack.ts';
import { defaultSetup, modelRun } from '../../../src/core/entropy/diagnostics/training.ts';
import { decisionLogit, successRate } from '../../../src/core/entropy/grpo/gain.ts';
import { grpoModel } from '../../../src/core/entropy/grpo/grpoModel.ts';
import type { GrpoSettings } from '../../../src/core/entropy/modelView.ts';
import { allClose, close, numbers } from './oracles.ts';

const model: GrpoSettings = {
  kind: 'grpo',
  estimator: { kind: 'grpo', group: 8, deviation: 'unbiased' },
  decisions: 10,
  tokens: { right: 1, wrong: 15, criticalShare: 1 },
  klGradient: 'reverse',
};
const given: RunControls = { kl: 0.3, entropyBonus: 0, credit: 1, referenceSuccess: undefined };
const nothing = { entropy: undefined, klWeight: undefined, entropyBonus: undefined };
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

function placed(
  run: Partial<LoggedRun> & Pick<LoggedRun, 'steps'>,
  controls = given,
  settings = model,
): PlacedRun {
  const track = trackOf({ ...nothing, reward: undefined, ...run });
  const placement: RunPlacement = placeRun(track, settings, controls);
  assert.ok(placement.status === 'placed', JSON.stringify(placement));
  return placement;
}

/** A run at a constant success rate. */
const steady = (rate: number) => ({ steps: range(50), reward: range(50).map(() => rate) });

describe('the place of a run', () => {
  it('has the measured success rate, averaged over a twentieth of the run at both ends', () => {
    const rates = fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), {
      minLength: 1,
      maxLength: 400,
    });
    fc.assert(
      fc.property(rates, (reward) => {
        const { u, success, controls, steps } = placed({ steps: range(reward.length), reward });
        const ends = endsOf(reward, reward)!;
        close(successRate(u, 10), ends.reward);
        assert.equal(success, ends.reward);
        // The anchor of a run that began at its reference is where it began.
        close(successRate(controls.control1, 10), ends.firstReward);
        for (const { state, logged } of steps) close(successRate(state, 10), logged.success);
        assert.equal(steps.at(-1)!.state, u);
        close(controls.control2, 0.3);
      }),
    );
  });

  it('is the same in the setup of a run and in the spec that is written from it', () => {
    const reward = range(300).map((i) => 0.345 + 0.3 * Math.sin(i) + i / 1000);
    const entropy = range(300).map((i) => 1.3 * Math.exp(-i / 60) + 0.1);
    const setup = { ...defaultSetup, kl: 0.25, entropyBonus: 0.01 };
    const columns = { steps: range(300), series: { reward, entropy } };
    const { placement, settings, track } = modelRun(columns, setup);
    assert.ok(placement.status === 'placed');
    const own = { ...given, kl: 0.25, entropyBonus: 0.01 };
    assert.deepEqual(placeRun(track, settings, own), placement);
  });

  it('is in equilibrium at its anchor where the run began', () => {
    const { steps, controls, u } = placed(steady(0.2));
    close(controls.control1, u);
    close(steps[0].state, u);
  });

  it('has logged weights, which take precedence over given ones', () => {
    const steps = range(100);
    const run = placed({
      steps,
      reward: steps.map(() => 0.3),
      entropyBonus: steps.map((i) => i / 1000),
    });
    assert.equal(run.weightsLogged, true);
    const strengths = run.steps.map(({ control2 }) => control2);
    assert.deepEqual(
      strengths,
      strengths.toSorted((a, b) => a - b),
    );
    close(strengths[0], 0.3 + 0.002);
    assert.ok(run.controls.control1 < run.steps[0].control1, 'pulled to all being likely');
  });

  it('is on the edge of the plane without a restoring force', () => {
    const { controls, u, rest, phase, toFolds } = placed(steady(0.3), { ...given, kl: 0 });
    close(controls.control1, u);
    assert.equal(controls.control2, 0);
    assert.deepEqual([rest, phase.code, toFolds.anchor], [[], 'unregularised', []]);
  });

  it('is finite where no answer or every answer is right', () => {
    const none = placed({ steps: range(100), reward: range(100).map((i) => (i < 50 ? 0.345 : 0)) });
    assert.equal(none.limit, 'noneRight');
    // Of 5 rows with 8 answers each, at least one half would probably have been seen.
    close(none.success, 1 / 80);
    close(none.u, decisionLogit(1 / 80, 10));
    const all = placed(steady(1));
    assert.equal(all.limit, 'allRight');
    assert.ok(Number.isFinite(all.u) && all.u > 0);
    assert.ok(all.steps.every(({ state, control1 }) => Number.isFinite(state + control1)));
  });

  it('does not exist without success rates, but the strength does', () => {
    const noReward = trackOf({ ...nothing, steps: range(9), reward: undefined });
    assert.deepEqual(placeRun(noReward, model, given), {
      ...{ status: 'notPlaceable', reason: 'noReward', strength: 0.3 },
    });
    const outside = trackOf({ ...nothing, steps: range(9), reward: range(9) });
    assert.deepEqual(placeRun(outside, model, given), {
      ...{ status: 'notPlaceable', reason: 'notARate', range: [0, 8], strength: 0.3 },
    });
  });

  it('has the equilibria and distances to the folds of its model', () => {
    const run = placed(steady(successRate(0.4, 10)));
    allClose([run.controls.control1, run.controls.control2], [0.4, 0.3], 1e-12);
    allClose(
      run.rest.map((point) => point.state),
      grpoModel(model.estimator, 10).equilibria(run.controls.control1, 0.3),
      1e-12,
    );
    const name = 'turning points in B at fixed u0 (u,B)';
    const [, free] = numbers(name, 'grpo G=8 T=10 u0=0.400000', 0);
    close(run.toFolds.strength[0], free - 0.3, 1e-9);
    close(run.toFolds.anchor[0], 0.5371874918501056 - 0.4, 1e-10);
  });

  it('names the stable state that it is near', () => {
    const phase = (rate: number, change: object, settings: Partial<GrpoSettings> = {}) =>
      placed(steady(rate), { ...given, ...change }, { ...model, ...settings }).phase;
    const start = successRate(0.4, 10);
    const ends = (last: number) => ({
      steps: range(100),
      reward: range(100).map((i) => (i < 50 ? start : last)),
    });
    const near = (last: number) => {
      const { phase: found } = placed(ends(last));
      return found.code === 'bistable' ? found.near : found.code;
    };
    assert.equal(near(successRate(0.5, 10)), 'held');
    assert.equal(near(successRate(6, 10)), 'collapsed');
    const weak = phase(start, { kl: 0.05 });
    assert.ok(weak.code === 'monostable' && weak.state === 'collapsed');
    const hard = phase(successRate(-1, 10), { kl: 0.4 });
    assert.ok(hard.code === 'monostable' && hard.state === 'held');
    const strong = phase(start, { kl: 2 });
    assert.ok(strong.code === 'monostable' && strong.state === 'held');
    const three: Partial<GrpoSettings> = {
      estimator: { kind: 'grpo', group: 16, deviation: 'unbiased' },
      decisions: 3,
    };
    const several = phase(successRate(-1.6979, 3), { kl: 0.38 }, three);
    assert.equal(several.code, 'multistable');
    const infinite: Partial<GrpoSettings> = {
      estimator: { kind: 'infiniteGroup', epsilon: 0 },
      decisions: 1,
    };
    assert.equal(phase(0.5, {}, infinite).code, 'divergent');
  });
});
