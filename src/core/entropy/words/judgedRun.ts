import type { Localizer } from '../../localizer.ts';
import type { RunReport } from '../diagnostics/runReport.ts';
import type { TrackColumns } from '../diagnostics/runTrack.ts';
import { verdictOf, type RunVerdict } from '../diagnostics/runVerdict.ts';
import { modelRun, type ModelledRun, type TrainingSetup } from '../diagnostics/training.ts';
import { verdictText, type VerdictText } from './verdictText.ts';

/** A run over the model of its training, with the verdict on it as data and in words. */
export interface JudgedRun {
  readonly modelled: ModelledRun;
  readonly verdict: RunVerdict;
  readonly text: VerdictText;
}

/**
 * The verdict on a run, given the settings of its training. The run view, the command line and everything
 * else that reports on a run call it, so that they agree.
 */
export function judgedRun(
  run: TrackColumns & { readonly report: RunReport },
  setup: TrainingSetup,
  l10n: Localizer,
): JudgedRun {
  const modelled = modelRun(run, setup);
  const verdict = verdictOf(run.report, modelled.placement);
  return { modelled, verdict, text: verdictText(verdict, l10n) };
}
