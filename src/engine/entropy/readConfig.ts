import type { FoundConfig } from '../../core/entropy/diagnostics/trainerConfig.ts';
import { maxLogHead } from '../../language/log/configEntries.ts';
import { configInFile, configInLog } from '../../language/log/trainerConfig.ts';
import type { ConfigFile, LogContent } from '../../protocol/entropy/runs.ts';
import { logText } from './readLogContent.ts';

/**
 * The configuration of the training of a log: what is printed in the log itself, or else the first of these files that
 * is one. Undefined if there is none.
 */
export function readConfig(
  content: LogContent,
  files: readonly ConfigFile[],
): FoundConfig | undefined {
  const printed = configInLog(headOf(content));
  if (printed) return { config: printed, file: undefined };
  for (const { name, text } of files) {
    const config = configInFile(text);
    if (config) return { config, file: name };
  }
  return undefined;
}

function headOf(content: LogContent): string {
  if (typeof content === 'string') return content.slice(0, maxLogHead);
  // Only event files are several.
  if (content.length !== 1) return '';
  return logText(content[0].bytes.subarray(0, 3 * maxLogHead)) ?? '';
}
