import assert from 'node:assert/strict';
import type { Estimator } from '../../../src/core/entropy/grpo/estimator.ts';
import { usualControls } from '../../../src/core/entropy/controls.ts';
import { grpoModel } from '../../../src/core/entropy/grpo/grpoModel.ts';
import { aboutModel } from '../../../src/extension/entropy/model/entropyExplanations.ts';

const estimators: readonly Estimator[] = [
  { kind: 'rloo' },
  { kind: 'drGrpo', group: 8 },
  { kind: 'maxRl', group: 8 },
  { kind: 'grpo', group: 2, deviation: 'unbiased' },
  { kind: 'grpo', group: 8, deviation: 'unbiased' },
  { kind: 'dynamicSampling', group: 8 },
  { kind: 'infiniteGroup', epsilon: 1e-4 },
];

describe('explanations of an entropy spec', () => {
  for (const estimator of estimators)
    for (const decisions of [1, 4, 10])
      it(`says of ${estimator.kind} with T = ${decisions} what its folds do`, () => {
        const tokens = { right: 1, wrong: 15, criticalShare: 1 };
        const model = {
          kind: 'grpo',
          estimator,
          decisions,
          tokens,
          klGradient: 'reverse',
        } as const;
        const [text] = aboutModel({ model, controls: usualControls('grpo') });
        const { foldStates, cusps } = grpoModel(estimator, decisions);
        const folds = [0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2].map(
          (B) => foldStates(B).length,
        );
        assert.equal(text.includes('no fold'), Math.max(...folds) === 0, text);
        assert.equal(
          text.includes('without a cusp'),
          cusps.length === 0 && Math.min(...folds) > 0,
          text,
        );
      });
});
