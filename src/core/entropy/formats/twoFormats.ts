import { logSigmoid } from '../../numeric/logistic.ts';
import { rootsOfPieces } from '../../numeric/root.ts';
import type { EquilibriumModel } from '../equilibriumModel.ts';

/**
 * Two answer formats that compete, with usage feedback. The state is the logit L of the share of
 * the first. The first control is h = (s₁ − s₂)/B + ln(ref₁/ref₂), the bias towards it; the second
 * is J = κ/B, the usage feedback. Stationary: h = L − J·tanh(L/2). The cusp is at J = 2, h = 0;
 * beyond, history decides while |h| is below that of the folds, and performance outside. Time is in
 * units of 1/B. That usage feeds back is an assumption of the model.
 */
export const twoFormats: EquilibriumModel = {
  control1At: (logit, feedback) => logit - feedback * Math.tanh(logit / 2),
  slopes: (logit, feedback) => ({
    byState: stiffness(logit, feedback),
    byControl2: -Math.tanh(logit / 2),
  }),
  foldStates,
  cusps: [{ state: 0, control1: 0, control2: 2 }],
  equilibria(advantage, feedback) {
    const reach = Math.abs(advantage) + feedback + 1;
    const pull = (logit: number) => logit - feedback * Math.tanh(logit / 2) - advantage;
    return rootsOfPieces(pull, [-reach, ...foldStates(feedback), reach]);
  },
  drift: (logit, advantage, feedback) => advantage + feedback * Math.tanh(logit / 2) - logit,
  stiffness: (logit, _, feedback) => stiffness(logit, feedback),
  potential: (logit, advantage, feedback) =>
    // 2 ln cosh(L/2) = −ln σ(L) − ln σ(−L) − 2 ln 2.
    (logit * logit) / 2 -
    advantage * logit +
    feedback * (logSigmoid(logit) + logSigmoid(-logit) + 2 * Math.LN2),
};

function stiffness(logit: number, feedback: number): number {
  return 1 - feedback / 2 / Math.cosh(logit / 2) ** 2;
}

function foldStates(feedback: number): readonly number[] {
  if (!(feedback > 2)) return [];
  const fold = 2 * Math.acosh(Math.sqrt(feedback / 2));
  return [-fold, fold];
}
