import { l10n, type QuickPickItem, window } from 'vscode';
import type { FileKind } from '../../protocol/progression.ts';

/** Asks for one of these kinds of file. */
export async function askFileKind(files: readonly FileKind[]): Promise<FileKind | undefined> {
  const items = choices().filter(({ file }) => files.includes(file));
  const choice = await window.showQuickPick(items, {
    title: l10n.t('Export Progression'),
    placeHolder: l10n.t('Choose a format'),
    matchOnDetail: true,
  });
  return choice?.file;
}

function choices(): (QuickPickItem & { readonly file: FileKind })[] {
  return [
    { file: 'png', label: l10n.t('PNG'), detail: l10n.t('Image of the frames shown') },
    {
      file: 'svg',
      label: l10n.t('SVG'),
      detail: l10n.t('Vector graphic of the frames shown, from the same camera'),
    },
    {
      file: 'gif',
      label: l10n.t('GIF'),
      detail: l10n.t('Animation of all frames, at the selected speed'),
    },
    {
      file: 'csv',
      label: l10n.t('CSV of the curves'),
      detail: l10n.t('The statistics of all frames'),
    },
    {
      file: 'events',
      label: l10n.t('CSV of the events'),
      detail: l10n.t('When and where regions appear and disappear, and folds enter and leave'),
    },
  ];
}
