import { aboutCommand, cancelCommand, helpCommand, type Command } from '../../kit/commands.ts';
import { l10n } from '../../kit/l10n.ts';
import type { BenchState } from './state.ts';

/** Actions behind the commands of the comparison of interventions. */
export interface InterventionActions {
  /** Starts a simulation, or stops the one that is running. */
  readonly simulate: () => void;
  readonly copy: () => void;
  readonly export: () => void;
  readonly toggleAbout: () => void;
  readonly toggleHelp: () => void;
  readonly cancel: () => void;
}

/** Commands of the comparison of interventions, in the order of the context menu. */
export function interventionCommands(actions: InterventionActions): readonly Command<BenchState>[] {
  return [
    {
      id: 'simulate',
      label: ({ share }) => (share === undefined ? l10n.t('Simulate') : l10n.t('Stop')),
      group: 'view',
      run: actions.simulate,
    },
    {
      id: 'copy',
      label: () => l10n.t('Copy as CSV'),
      group: 'file',
      run: actions.copy,
      isVisible: ({ results }) => results.length > 0,
    },
    {
      id: 'export',
      label: () => l10n.t('Export'),
      icon: () => 'export',
      group: 'file',
      run: actions.export,
      isVisible: ({ results }) => results.length > 0,
    },
    aboutCommand(() => l10n.t('About this model'), actions.toggleAbout),
    cancelCommand(() => l10n.t('Close a panel, or stop the simulation'), actions.cancel),
    helpCommand(actions.toggleHelp),
  ];
}
