import { assumedSetup } from '../../core/entropy/diagnostics/assumedSetup.ts';
import type { TrainingSetup } from '../../core/entropy/diagnostics/training.ts';
import { judgedRun } from '../../core/entropy/words/judgedRun.ts';
import { runMarkdown } from '../../core/entropy/words/runMarkdown.ts';
import type { Localizer } from '../../core/localizer.ts';
import type { RunsResult } from '../../language/log/runsInLog.ts';

/** The runs of a log as Markdown, titled as in the run view, which knows files by their last names. */
export function runsMarkdown(
  file: string,
  { runs, config }: RunsResult,
  given: Partial<TrainingSetup>,
  l10n: Localizer,
): string {
  const name = file.split(/[\\/]/).findLast((part) => part !== '') ?? file;
  return runs
    .map((run) => {
      const title = run.name === '' ? name : `${run.name} (${name})`;
      const judged = judgedRun(run, assumedSetup(run, given, config), l10n);
      return runMarkdown(title, judged, config, l10n);
    })
    .join('\n');
}
