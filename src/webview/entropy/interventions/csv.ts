import type { ExperimentRun } from '../../../core/entropy/simulator/hysteresisExperiment.ts';
import type { SimulatedRun } from '../../../protocol/entropy/interventions.ts';

/** One line per simulated step: intervention, seed, step and the recorded quantities. */
export function simulatedCsv(results: readonly SimulatedRun[]): string {
  const lines = ['intervention,seed,step,entropy,held_out_reward,kl,clip_fraction'];
  for (const { intervention, seed, curves } of results)
    for (let i = 0; i < curves.entropy.length; i++) {
      const { entropy, heldOutReward, kl, clipFraction } = curves;
      const values = [entropy[i], heldOutReward[i], kl[i], clipFraction[i]];
      lines.push([intervention, seed, i + 1, ...values].join(','));
    }
  return `${lines.join('\n')}\n`;
}

/** One line per training of the experiment from both sides: settings, start and end state. */
export function experimentCsv(results: readonly ExperimentRun[]): string {
  const lines = results.map(({ klGradient, strength, side, seed, end }) =>
    [klGradient, strength, side, seed, end.entropy, end.success].join(','),
  );
  return `${['kl_gradient,beta,start,seed,entropy,success', ...lines].join('\n')}\n`;
}
