import { mulberry32 } from '../../random.ts';
import type { KlGradient } from '../grpo/klGradient.ts';
import { alikeDecisions, learntLogit, onPolicy } from './alikeDecisions.ts';
import { entropySpent, type Recipe } from './recipe.ts';
import { simulate } from './simulate.ts';

/** Where a training starts: at its reference, or at a policy that has already collapsed. */
export type Side = 'reference' | 'collapsed';

export const sides: readonly Side[] = ['reference', 'collapsed'];

/** Trainings that differ in the side they start on, the KL gradient, β and the seed, and in nothing else. */
export interface HysteresisExperiment {
  /** T, and the group size G. */
  readonly decisions: number;
  readonly group: number;
  /** Logits of a decision in the reference and in the collapsed policy. */
  readonly referenceLogit: number;
  readonly collapsedLogit: number;
  readonly klGradients: readonly KlGradient[];
  /** Values of β. */
  readonly strengths: readonly number[];
  /** Trainings of each kind. */
  readonly seeds: number;
  readonly steps: number;
  /**
   * A control: half of the trainings, drawn without regard to their start, go on with a tenth of β
   * after a third of their steps. They form two groups as well, but not because of the start.
   */
  readonly hiddenCause: boolean;
}

/** Means over a tenth of a training of the exact entropy of a decision, in nats, and of the reward. */
export interface Level {
  readonly entropy: number;
  readonly success: number;
}

/** A finished training, before half of its steps and at their end. */
export interface ExperimentRun extends PlannedRun {
  readonly half: Level;
  readonly end: Level;
}

export interface PlannedRun {
  readonly klGradient: KlGradient;
  readonly strength: number;
  readonly side: Side;
  /** Of its random numbers, which it shares with no other training of the experiment. */
  readonly seed: number;
}

/** All trainings of an experiment, one of each kind before the second of any. */
export function plannedRuns(experiment: HysteresisExperiment): readonly PlannedRun[] {
  const { klGradients, strengths, seeds } = experiment;
  const kinds = klGradients.flatMap((klGradient) =>
    strengths.flatMap((strength) => sides.map((side) => ({ klGradient, strength, side }))),
  );
  return Array.from({ length: seeds * kinds.length }, (_, i) => ({
    ...kinds[i % kinds.length],
    seed: i + 1,
  }));
}

/** Shares of the steps at which the two levels of a training end; each is a tenth long. */
const levelEnds = { half: 0.5, end: 1 };
const levelLength = 0.1;

/** Trains one run and yields the number of each step. */
export function* trained(
  experiment: HysteresisExperiment,
  planned: PlannedRun,
): Generator<number, ExperimentRun> {
  const { decisions, referenceLogit, collapsedLogit, group, steps } = experiment;
  const task = alikeDecisions(decisions, referenceLogit);
  const isSwitched = experiment.hiddenCause && mulberry32(-planned.seed)() < 0.5;
  const recipe: Recipe = {
    ...{ ...entropySpent.recipe, ...onPolicy, learningRate: 2, prompts: 16 },
    ...{ group, steps, kl: planned.strength, klTerm: planned.klGradient },
    ...(isSwitched && { anchor: { step: Math.ceil(steps / 3), kl: planned.strength / 10 } }),
  };
  const start = planned.side === 'reference' ? referenceLogit : collapsedLogit;
  const sums = { half: { entropy: 0, success: 0 }, end: { entropy: 0, success: 0 } };
  const counts = { half: 0, end: 0 };
  for (const record of simulate({ task, recipe }, planned.seed, learntLogit(task, start))) {
    for (const level of ['half', 'end'] as const) {
      const last = levelEnds[level] * steps;
      if (record.step > last || record.step <= last - levelLength * steps) continue;
      sums[level].entropy += record.entropy;
      sums[level].success += record.expectedReward;
      counts[level]++;
    }
    yield record.step;
  }
  const mean = (level: 'half' | 'end'): Level => ({
    entropy: sums[level].entropy / counts[level],
    success: sums[level].success / counts[level],
  });
  return { ...planned, half: mean('half'), end: mean('end') };
}
