import { isIndex, record } from '../kept.ts';
import type { TrainingSetup } from '../../spec/entropy/specOfRun.ts';
import { defaultSetup, type RunState } from './state.ts';

/** What is kept of the view. */
export interface KeptRunView {
  readonly setup: TrainingSetup;
  readonly chosen: number;
}

export function keptOf({ setup, chosen }: RunState): KeptRunView {
  return { setup, chosen };
}

const estimators: readonly TrainingSetup['estimator'][] = [
  'grpo',
  'rloo',
  'drGrpo',
  'dynamicSampling',
];

/** What was kept, by this version or another, or by nobody; piece by piece. */
export function decodeKept(kept: unknown): KeptRunView {
  const { setup, chosen } = record(kept);
  const given = record(setup);
  const number = (
    key: Exclude<keyof TrainingSetup, 'estimator'>,
    min: number,
    max: number,
  ): number => {
    const value = given[key];
    return typeof value === 'number' && value >= min && value <= max ? value : defaultSetup[key];
  };
  return {
    setup: {
      estimator: estimators.find((kind) => kind === given.estimator) ?? defaultSetup.estimator,
      group: Math.round(number('group', 2, 64)),
      decisions: Math.round(number('decisions', 1, 30)),
      criticalShare: number('criticalShare', 0.02, 1),
      kl: number('kl', 0, 1),
      entropyBonus: number('entropyBonus', 0, 1),
    },
    chosen: isIndex(chosen) ? chosen : 0,
  };
}
