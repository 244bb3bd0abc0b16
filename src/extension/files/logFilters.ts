import { l10n } from 'vscode';

/**
 * The training logs that a dialog offers, by ending. TensorBoard event files end in a number that differs from
 * file to file.
 */
export function logFilters(): Record<string, string[]> {
  return {
    [l10n.t('Training logs')]: ['csv', 'tsv', 'jsonl', 'json', 'log', 'txt', 'wandb'],
    [l10n.t('All files, including TensorBoard event files')]: ['*'],
  };
}
