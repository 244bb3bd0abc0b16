import assert from 'node:assert/strict';
import { policyStep } from '../../../src/core/entropy/covariance.ts';
import { familiarOrBetter, planningStates } from '../../../src/core/entropy/planning.ts';
import { mulberry32 } from '../../../src/core/random.ts';
import { allClose, close, entries, number, numbers } from './oracles.ts';

describe('the covariance identity', () => {
  const logits = [1, 0.5, 0, -0.5, -1];

  it('agrees with the oracle', () => {
    const step = policyStep(logits, [1, 0, 1, 0, 0], 0.1);
    allClose(step.policy, numbers('dyn', 'cov', 'pi'), 1e-15);
    allClose(step.advantages, numbers('dyn', 'cov', 'A'), 1e-14);
    close(step.entropy, number('dyn', 'cov', 'H'), 1e-14);
    close(step.reward, number('dyn', 'cov', 'R'), 1e-14);
    close(step.covariance.ordinary, number('dyn', 'cov', 'Cov(logpi,pi A)'), 1e-14);
    close(step.covariance.natural, number('dyn', 'cov', 'Cov(logpi,A)'), 1e-14);
    close(step.entropyChange.ordinary, number('dyn', 'cov', 'dH exact eta=.1 PG'), 1e-14);
    close(step.entropyChange.natural, number('dyn', 'cov', 'dH exact eta=.1 NPG'), 1e-14);
  });

  it('has the sign of the oracles: frequent good actions reduce entropy, rare ones restore it', () => {
    // Their logits are not written beside them; these reproduce both, with A = r − mean.
    const covariance = (logits: number[], rewards: number[]) => {
      const step = policyStep(logits, rewards, 0.1);
      return step.covariance.ordinary * Math.sqrt(step.reward * (1 - step.reward));
    };
    const frequent = number('dyn', 'cov sign frequent good');
    const rare = number('dyn', 'cov sign rare good');
    close(covariance([2, 0, 0, 0], [1, 0, 0, 0]), frequent, 1e-14);
    close(covariance([2, 0, 0, -1], [0, 0, 0, 1]), rare, 1e-14);
  });

  it('is minus the covariance to first order', () => {
    const uniform = mulberry32(2);
    for (let i = 0; i < 50; i++) {
      const z = Array.from({ length: 6 }, () => 4 * uniform() - 2);
      const rewards = z.map((_, k) => (k === 0 || (k > 1 && uniform() < 0.5) ? 1 : 0));
      for (const kind of ['ordinary', 'natural'] as const) {
        const error = (rate: number) => {
          const { entropyChange, covariance } = policyStep(z, rewards, rate);
          return entropyChange[kind] + rate * covariance[kind];
        };
        // Quadratic: ten times the step, a hundred times the error.
        assert.ok(Math.abs(error(1e-3)) <= 1e-3 * 0.02 * 10);
        close(error(1e-2) / 1e-4, error(1e-3) / 1e-6, 0.2);
      }
    }
  });

  it('loses entropy for frequent good actions, gains it for rare good ones', () => {
    const covariance = (rewards: number[]) => policyStep(logits, rewards, 0.1).covariance.ordinary;
    assert.ok(covariance([1, 0, 0, 0, 0]) > 0.1);
    assert.ok(covariance([0, 0, 0, 0, 1]) < -0.01);
  });
});

describe('planning and execution', () => {
  it('agrees with the oracles, and planning becomes diverse again while execution collapses', () => {
    const expected = entries('dyn', 'twophase');
    const states = planningStates(
      familiarOrBetter,
      expected.map(([t]) => Number(t)),
    );
    assert.equal(states.length, expected.length);
    states.forEach((state, i) => {
      const of = (key: string) => number('dyn', 'twophase', expected[i][0], key);
      allClose(
        [state.planning, state.execution, state.success, state.accuracy, state.shares[0]],
        [of('H_plan'), of('H_exec'), of('success'), of('q'), of('pi0')],
        1e-9,
        expected[i][0],
      );
    });
  });
});
