import { assumedSetup } from '../../../core/entropy/diagnostics/assumedSetup.ts';
import type { FoundConfig } from '../../../core/entropy/diagnostics/trainerConfig.ts';
import type { TrainingSetup } from '../../../core/entropy/diagnostics/training.ts';
import { judgedRun, type JudgedRun } from '../../../core/entropy/words/judgedRun.ts';
import type { ReadRun } from '../../../language/log/runsInLog.ts';
import { runMarkdown } from '../../../core/entropy/words/runMarkdown.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo } from '../../kit/memo.ts';
import type { ListedRun, RunState } from './state.ts';

/** The selected run with the verdict on it. */
export interface RunReading extends JudgedRun {
  readonly listed: ListedRun;
}

const judged = memo(
  (run: ReadRun, given: Partial<TrainingSetup>, config: FoundConfig | undefined) =>
    judgedRun(run, assumedSetup(run, given, config), l10n),
);

/** The reading of the selected run; undefined without runs. All panes of the view share it. */
export function readingOf(
  { chosen, setup }: Pick<RunState, 'chosen' | 'setup'>,
  runs: readonly ListedRun[],
): RunReading | undefined {
  const listed = runs[chosen] as ListedRun | undefined;
  return listed && { listed, ...judged(listed.run, setup, listed.config) };
}

/** The report on a run as Markdown, as the command line writes it. */
export function markdownOf({ listed, ...judged }: RunReading): string {
  return runMarkdown(listed.label, judged, listed.config, l10n);
}
