import {
  modelRun,
  type ModelledRun,
  type TrainingSetup,
} from '../../../core/entropy/diagnostics/training.ts';
import { verdictOf, type RunVerdict } from '../../../core/entropy/diagnostics/runVerdict.ts';
import { verdictText, type VerdictText } from '../../../core/entropy/words/verdictText.ts';
import type { ReadRun } from '../../../protocol/entropy/runs.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo } from '../../kit/memo.ts';
import type { ListedRun, RunState } from './state.ts';

/** The selected run over the model of its training, with the verdict on it. */
export interface RunReading {
  readonly listed: ListedRun;
  readonly modelled: ModelledRun;
  readonly verdict: RunVerdict;
  readonly text: VerdictText;
}

const read = memo((run: ReadRun, setup: TrainingSetup) => {
  const modelled = modelRun(run, setup);
  const verdict = verdictOf(run.report, modelled.placement);
  return { modelled, verdict, text: verdictText(verdict, l10n) };
});

/** The reading of the selected run; undefined without runs. All panes of the view share it. */
export function readingOf(
  { chosen, setup }: Pick<RunState, 'chosen' | 'setup'>,
  runs: readonly ListedRun[],
): RunReading | undefined {
  const listed = runs[chosen] as ListedRun | undefined;
  return listed && { listed, ...read(listed.run, setup) };
}
