import type { FoundConfig } from '../../core/entropy/diagnostics/trainerConfig.ts';
import type { LogProblem } from './table.ts';

/**
 * Reports an entropy that verl has computed wrongly. Up to 0.4.0, where the column is `actor/entropy_loss`, dynamic
 * batches leave the entropies of answers in another order than the masks of their tokens (verl #1943), or
 * count micro-batches of any size alike.
 */
export function doubtfulEntropy(
  column: string | undefined,
  found: FoundConfig | undefined,
): readonly LogProblem[] {
  if (column !== 'actor/entropy_loss') return [];
  const trainer = found?.config.trainer ?? 'verl';
  const dynamic = found?.config.dynamicBatches;
  if (trainer !== 'verl' || dynamic?.value === false) return [];
  const claim = 'verl up to 0.4.0, which logs actor/entropy_loss, reports a wrong entropy';
  if (!dynamic) {
    const message = `${claim} if use_dynamic_bsz is on; nothing here says whether it was`;
    return [{ severity: 'hint', code: 'verl-entropy', message }];
  }
  const message = `${claim} with dynamic batches, and ${dynamic.key} is on; verl 0.4.1 repairs this`;
  const line = found?.file === undefined ? dynamic.line : undefined;
  return [
    { severity: 'warning', code: 'verl-entropy', message, ...(line !== undefined && { line }) },
  ];
}
