import { aboutCommand, cancelCommand, helpCommand, type Command } from '../../kit/commands.ts';
import { l10n } from '../../kit/l10n.ts';
import type { RunState } from './state.ts';

/** Actions behind the commands of the runs view. */
export interface RunActions {
  readonly add: () => void;
  /** Copies the report on the selected run as Markdown. */
  readonly copyReport: () => void;
  /** Asks which figure of the selected run to save, or what was read of it. */
  readonly exportRun: () => void;
  readonly toggleColumns: () => void;
  readonly toggleAbout: () => void;
  readonly toggleHelp: () => void;
  readonly cancel: () => void;
}

/** Commands of the runs view, in the order of the context menu and the list of shortcuts. */
export function runCommands(actions: RunActions): readonly Command<RunState>[] {
  return [
    {
      id: 'add',
      label: () => l10n.t('Add a log to compare'),
      icon: () => 'add',
      group: 'file',
      run: actions.add,
    },
    {
      id: 'copy',
      label: () => l10n.t('Copy Report as Markdown'),
      group: 'file',
      run: actions.copyReport,
      isVisible: ({ logs }) => logs.length > 0,
    },
    {
      id: 'export',
      label: () => l10n.t('Export'),
      icon: () => 'export',
      group: 'file',
      run: actions.exportRun,
      isVisible: ({ logs }) => logs.length > 0,
    },
    {
      id: 'columns',
      label: () => l10n.t('Columns'),
      icon: () => 'table',
      group: 'panes',
      run: actions.toggleColumns,
      isExpanded: ({ columnsOpen }) => columnsOpen,
    },
    aboutCommand(() => l10n.t('About this view'), actions.toggleAbout),
    cancelCommand(() => l10n.t('Close a panel'), actions.cancel),
    helpCommand(actions.toggleHelp),
  ];
}
