import { commands, type Disposable, l10n, type LogOutputChannel, window } from 'vscode';
import { errorDetail, errorMessage } from './errorText.ts';

/**
 * Registers a command of the manifest by its name without the prefix. A failure is logged and
 * reported to the user. `all` is the selection in the explorer.
 */
export function registerCommand(
  name: string,
  log: LogOutputChannel,
  run: (target?: unknown, all?: unknown) => Promise<void> | void,
): Disposable {
  return commands.registerCommand(
    `foldComplex.${name}`,
    async (target?: unknown, all?: unknown) => {
      try {
        await run(target, all);
      } catch (error) {
        await reportFailure(name, error, log);
      }
    },
  );
}

async function reportFailure(name: string, error: unknown, log: LogOutputChannel): Promise<void> {
  log.error(`Command ${name} failed: ${errorDetail(error)}`);
  const showLog = l10n.t('Show Log');
  const choice = await window.showErrorMessage(`Fold Complex: ${errorMessage(error)}`, showLog);
  if (choice === showLog) log.show(true);
}
