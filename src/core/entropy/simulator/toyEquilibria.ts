import { binaryEntropy } from '../../numeric/logistic.ts';
import { successRate } from '../grpo/gain.ts';
import { grpoModel, type GrpoModel } from '../grpo/grpoModel.ts';
import type { KlGradient } from '../grpo/klGradient.ts';
import type { HysteresisExperiment, Level } from './hysteresisExperiment.ts';

/** A state at which the expected update of the experiment's trainings vanishes, and its β. */
export interface ToyEquilibrium extends Level {
  readonly strength: number;
}

/** Equilibria that continue each other, all stable or all unstable, by growing logit. */
export interface ToyBranch {
  readonly stable: boolean;
  readonly points: readonly ToyEquilibrium[];
}

/** The equilibria of a toy over β. */
export interface ToyEquilibria {
  readonly branches: readonly ToyBranch[];
  /** The values of β at which a stable and an unstable branch meet, ascending. */
  readonly folds: readonly number[];
}

type Toy = Pick<HysteresisExperiment, 'decisions' | 'group' | 'referenceLogit'>;

/** Logits above the reference that are drawn, and the distance between them. */
const reach = 16;
const step = 0.01;

/**
 * What the model of GRPO says about trainings of this toy: it has no approximation but that it does not
 * sample. A branch ends at a fold, or where the clamp begins and the force jumps.
 */
export function toyEquilibria(toy: Toy, klGradient: KlGradient): ToyEquilibria {
  const model = modelOf(toy, klGradient);
  const { referenceLogit, decisions } = toy;
  const at = (u: number): ToyEquilibrium => {
    // The drift is linear in β.
    const free = model.drift(u, referenceLogit, 0);
    return {
      strength: free / (free - model.drift(u, referenceLogit, 1)),
      entropy: binaryEntropy(u),
      success: successRate(u, decisions),
    };
  };
  const branches: { stable: boolean; points: ToyEquilibrium[] }[] = [];
  let before = at(referenceLogit + step);
  for (let i = 2; i <= reach / step; i++) {
    const point = at(referenceLogit + i * step);
    const stable = point.strength < before.strength;
    const last = branches.at(-1);
    if (last?.stable === stable) last.points.push(point);
    else branches.push({ stable, points: [before, point] });
    before = point;
  }
  return { branches, folds: foldsOf(model, referenceLogit) };
}

function modelOf({ decisions, group }: Toy, klGradient: KlGradient): GrpoModel {
  const force = klGradient === 'reverse' ? { klGradient } : { klGradient, bonus: 0, free: 0 };
  return grpoModel({ kind: 'grpo', group, deviation: 'unbiased' }, decisions, force);
}

function foldsOf(model: GrpoModel, referenceLogit: number): readonly number[] {
  return model
    .turningPoints(referenceLogit)
    .filter(({ state }) => state > referenceLogit)
    .map(({ strength }) => strength)
    .sort((a, b) => a - b);
}
