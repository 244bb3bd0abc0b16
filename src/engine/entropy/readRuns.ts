import { runsInLog, type RunsResult } from '../../language/log/runsInLog.ts';
import type { RunsUpdate, RunsRequest } from '../../protocol/entropy/runs.ts';
import { inTurns } from '../timeSlices.ts';
import { readConfig } from './readConfig.ts';
import { readLogContent } from './readLogContent.ts';

/**
 * Reads a training log and its runs with all diagnostics, and reports the share of the log that
 * has been read. Rejects with the signal's reason.
 */
export function readRuns(
  { content, mapping, configs = [] }: RunsRequest,
  signal: AbortSignal,
  onUpdate: (update: RunsUpdate) => void,
): Promise<RunsResult> {
  const config = readConfig(content, configs);
  return inTurns(runsInLog(readLogContent(content), mapping, config), signal, (share) => {
    onUpdate({ kind: 'progress', share });
  });
}
