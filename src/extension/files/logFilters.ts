import { l10n } from 'vscode';

/**
 * The training logs that a dialog offers, by ending. Event files of TensorBoard end in a number that differs from
 * file to file.
 */
export function logFilters(): Record<string, string[]> {
  return {
    [l10n.t('Training logs')]: ['csv', 'tsv', 'jsonl', 'json', 'log', 'txt', 'wandb'],
    [l10n.t('All files, also of TensorBoard')]: ['*'],
  };
}
