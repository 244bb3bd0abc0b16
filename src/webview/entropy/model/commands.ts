import {
  aboutCommand,
  cancelCommand,
  copyImageCommand,
  helpCommand,
  type Command,
} from '../../kit/commands.ts';
import type { Gesture } from '../../kit/keyList.ts';
import { arrows } from '../../kit/keymap.ts';
import { l10n } from '../../kit/l10n.ts';
import { cameraCommands, zoomGestures, type CameraActions } from '../../viewport/cameraCommands.ts';
import type { EntropyState } from './state.ts';

/** Actions behind the commands of the model view. */
export interface EntropyActions extends CameraActions {
  /** Right and up, each −1, 0 or 1; `fine` for a small step. */
  readonly step: (right: number, up: number, fine: boolean) => void;
  readonly toggleLayout: () => void;
  readonly show: (layout: EntropyState['choices']['layout']) => void;
  readonly toggleControls: () => void;
  readonly toggleTable: () => void;
  readonly toggleAbout: () => void;
  readonly toggleHelp: () => void;
  readonly copyFigure: () => void;
  readonly exportFigure: () => void;
  readonly sweep: () => void;
  readonly nextRun: () => void;
  /** Moves by a number of steps along the selected run. */
  readonly alongRun: (by: number) => void;
  readonly cancel: () => void;
}

type EntropyCommand = Command<EntropyState>;

/** Commands of the model view, in the order of the context menu and the list of shortcuts. */
export function entropyCommands(actions: EntropyActions): readonly EntropyCommand[] {
  return [
    ...arrows.go.map(([id, right, up]) => ({
      id,
      label: () => l10n.t('Move the point'),
      run: () => actions.step(right, up, false),
    })),
    ...arrows.nudge.map(([id, right, up]) => ({
      id,
      label: () => l10n.t('Move the point in small steps'),
      run: () => actions.step(right, up, true),
    })),
    {
      id: 'play',
      label: () => l10n.t('Sweep back and forth along the line'),
      group: 'view',
      run: actions.sweep,
    },
    ...layoutCommands(actions),
    ...cameraCommands<EntropyState>(actions, () => l10n.t('Turn the surface')),
    ...runCommands(actions),
    {
      id: 'settings',
      label: () => l10n.t('Controls'),
      icon: () => 'settings',
      group: 'panes',
      run: actions.toggleControls,
      isExpanded: ({ choices }) => choices.controlsOpen,
    },
    {
      id: 'table',
      label: () => l10n.t('Table of folds'),
      icon: () => 'table',
      group: 'panes',
      run: actions.toggleTable,
      isExpanded: ({ choices }) => choices.tableOpen,
    },
    copyImageCommand<EntropyState>(actions.copyFigure),
    {
      id: 'export',
      label: () => l10n.t('Export'),
      icon: () => 'export',
      group: 'file',
      run: actions.exportFigure,
    },
    aboutCommand(() => l10n.t('About this model'), actions.toggleAbout),
    cancelCommand(() => l10n.t('Close a panel, or stop a sweep'), actions.cancel),
    helpCommand(actions.toggleHelp),
  ];
}

/** Pointer gestures of the model view. */
export function entropyGestures(): readonly Gesture[] {
  return [
    [l10n.t('Drag the point'), l10n.t('Move the controls; the state follows')],
    [l10n.t('Shift+drag'), l10n.t('In the phase diagram, draw the line of the section')],
    [l10n.t('Click in the potential'), l10n.t('Put the state there; it rolls down')],
    [l10n.t('Drag the background'), l10n.t('Turn the surface')],
    ...zoomGestures(),
  ];
}

/** Chooses the largest pane: the surface, or the control plane below it. */
function layoutCommands({ toggleLayout, show }: EntropyActions): readonly EntropyCommand[] {
  const help = (): string => l10n.t('Switch between surface and phase diagram');
  const isEnabled = ({ flatBecause }: EntropyState): boolean => flatBecause === undefined;
  return [
    {
      id: 'switchView',
      label: ({ choices }) =>
        choices.layout === 'surface' ? l10n.t('Phase diagram first') : l10n.t('Surface first'),
      help,
      icon: ({ choices }) => (choices.layout === 'surface' ? 'plane' : 'solid'),
      group: 'view',
      run: toggleLayout,
      isEnabled,
    },
    {
      id: 'topView',
      label: () => l10n.t('Phase diagram first'),
      help,
      run: () => show('plane'),
    },
    {
      id: 'surfaceView',
      label: () => l10n.t('Surface first'),
      help,
      run: () => show('surface'),
      isEnabled,
    },
  ];
}

function runCommands({ nextRun, alongRun }: EntropyActions): readonly EntropyCommand[] {
  const hasRuns = ({ runs }: EntropyState): boolean => runs.length > 0;
  const steps = [
    ['runBack', -1],
    ['runForward', 1],
    ['runFarBack', -10],
    ['runFarForward', 10],
  ] as const;
  const meanings = {
    runBack: () => l10n.t('Previous step of the run'),
    runForward: () => l10n.t('Next step of the run'),
    runFarBack: () => l10n.t('Ten steps back along the run'),
    runFarForward: () => l10n.t('Ten steps forward along the run'),
  };
  return [
    {
      id: 'nextRun',
      label: () => l10n.t('Next run, at its latest step'),
      run: nextRun,
      isVisible: hasRuns,
    },
    ...steps.map(([id, by]) => ({
      id,
      label: meanings[id],
      run: () => alongRun(by),
      isVisible: hasRuns,
    })),
  ];
}
