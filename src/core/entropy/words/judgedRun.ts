import type { Localizer } from '../../localizer.ts';
import { outlookOf, possibleKls, type Outlook, type OutlookRun } from '../diagnostics/outlook.ts';
import type { TrackColumns } from '../diagnostics/runTrack.ts';
import { verdictOf, type RunVerdict } from '../diagnostics/runVerdict.ts';
import { setupOf, type AssumedSetup } from '../diagnostics/assumedSetup.ts';
import { modelRun, type ModelledRun, type TrainingSetup } from '../diagnostics/training.ts';
import { outlookText, type OutlookText } from './outlookText.ts';
import { verdictText, type VerdictText } from './verdictText.ts';

/** A run over the model of its training, with the verdict on it as data and in words. */
export interface JudgedRun {
  /** The settings of the training, and where each is from. */
  readonly assumed: AssumedSetup;
  readonly setup: TrainingSetup;
  readonly modelled: ModelledRun;
  readonly verdict: RunVerdict;
  readonly text: VerdictText;
  readonly outlook: Outlook;
  readonly outlookText: OutlookText;
}

/**
 * The verdict on a run, given the settings of its training. The run view, the command line and everything
 * else that reports on a run call it, so that they agree.
 */
export function judgedRun(
  run: TrackColumns & OutlookRun,
  assumed: AssumedSetup,
  l10n: Localizer,
): JudgedRun {
  const setup = setupOf(assumed);
  const modelled = modelRun(run, setup, possibleKls(assumed));
  const verdict = verdictOf(run.report, modelled.placement, modelled.band);
  const outlook = outlookOf(run, modelled, assumed);
  return {
    assumed,
    setup,
    modelled,
    verdict,
    text: verdictText(verdict, l10n),
    outlook,
    outlookText: outlookText(outlook, l10n),
  };
}
