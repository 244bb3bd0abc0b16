import { statSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FoundConfig } from '../../core/entropy/diagnostics/trainerConfig.ts';
import { logText } from '../../engine/entropy/readLogContent.ts';
import { readConfig } from '../../engine/entropy/readConfig.ts';
import { maxConfigLength } from '../../language/log/configEntries.ts';
import { configFileNames } from '../../language/log/configFiles.ts';
import { configInFile } from '../../language/log/trainerConfig.ts';
import type { ConfigFile, LogContent } from '../../protocol/entropy/runs.ts';
import { printable } from '../../core/printable.ts';
import { readBytes, standardInput, unreadable } from '../readText.ts';
import type { RunCommand } from './runCommand.ts';

/** One byte more than is read of a configuration, so that a longer file is none. */
const mostBytes = 3 * maxConfigLength + 1;

/** The configuration for a log: the file that was named, the log itself, or a file beside it. */
export function configOf(
  log: string,
  content: LogContent,
  { config: named }: RunCommand,
): { readonly config: FoundConfig | undefined; readonly problem?: string } {
  if (named === undefined) return { config: readConfig(content, filesBeside(log)) };
  const read = textOf(named);
  const config = read.text === undefined ? undefined : configInFile(read.text);
  if (config) return { config: { config, file: named } };
  const message =
    read.failure ??
    'This is no configuration of verl, TRL, OpenRLHF, slime or NeMo RL; expected YAML, JSON, printed arguments or the script that starts the training';
  return { config: undefined, problem: `${printable(named)}:1:1: error: ${message} [no-config]` };
}

/** Files beside a log, and in the folder above, that may hold its configuration. */
function filesBeside(log: string): readonly ConfigFile[] {
  if (log === standardInput.argument) return [];
  const folder = isFolder(log) ? log : dirname(log);
  return [folder, join(folder, '..')].flatMap((one) =>
    configFileNames.flatMap((name) => {
      const file = join(one, name);
      // A pipe of this name would never end.
      if (!statOf(file)?.isFile()) return [];
      const { text } = textOf(file);
      return text === undefined ? [] : [{ name: file, text }];
    }),
  );
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function textOf(file: string): { readonly text?: string; readonly failure?: string } {
  try {
    const text = logText(readBytes(file, mostBytes));
    return text === undefined ? { failure: 'This is not a text file' } : { text };
  } catch (error) {
    return { failure: unreadable(error) };
  }
}
