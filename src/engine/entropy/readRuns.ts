import { reportRun } from '../../core/entropy/diagnostics/runReport.ts';
import type { ReadRun, RunsUpdate, RunsRequest, RunsResult } from '../../protocol/entropy/runs.ts';
import { readLog } from '../../language/log/readLog.ts';
import type { Role } from '../../language/log/roles.ts';
import { trainingRuns } from '../../language/log/trainingRun.ts';
import { inTurns } from '../timeSlices.ts';

/** A fixed seed, so that the surrogates of the tests are the same whenever a log is read. */
const seed = 1;

/**
 * Reads a training log and its runs with all diagnostics, and reports the share of the text that
 * has been read. Rejects with the signal's reason.
 */
export async function readRuns(
  request: RunsRequest,
  signal: AbortSignal,
  onUpdate: (update: RunsUpdate) => void,
): Promise<RunsResult> {
  const table = await inTurns(readLog(request.text), signal, (share) => {
    onUpdate({ kind: 'progress', share });
  });
  const fixed = new Map(Object.entries(request.mapping) as [Role, string][]);
  const runs: ReadRun[] = [];
  const cleaned = await inTurns(trainingRuns(table, fixed), signal);
  for (const { name, mapping, steps, series, problems } of cleaned) {
    const measured = {
      steps,
      entropy: series.get('entropy'),
      reward: series.get('reward'),
      validation: series.get('validation'),
    };
    runs.push({
      name,
      mapping: Object.fromEntries(mapping),
      steps,
      series: Object.fromEntries(series),
      problems,
      report: await inTurns(reportRun(measured, seed), signal),
    });
  }
  return { columns: table.columns, runs, problems: table.problems };
}
