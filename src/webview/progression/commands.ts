import { drawingCommands, type DrawingActions, legendGestures } from '../complex/commands.ts';
import { cancelCommand, copyImageCommand, helpCommand, type Command } from '../kit/commands.ts';
import type { Gesture } from '../kit/keyList.ts';
import { l10n } from '../kit/l10n.ts';
import {
  cameraCommands,
  cameraGestures,
  surfaceCommands,
  type CameraActions,
  type SurfaceActions,
} from '../viewport/cameraCommands.ts';
import { collectionOf, mostTiles } from './gridFrames.ts';
import { hasEvents, hasOwnWeights } from './frameChoices.ts';
import type { ProgressionState } from './state.ts';

/** Actions behind the commands of a progression. */
export interface ProgressionActions extends CameraActions, SurfaceActions, DrawingActions {
  /** Moves by a number of frames; backwards if negative. */
  readonly step: (by: number) => void;
  readonly goToEnd: (end: 'first' | 'last') => void;
  readonly goToEvent: (direction: 1 | -1) => void;
  readonly togglePlaying: () => void;
  readonly toggleLayout: () => void;
  readonly toggleChosen: () => void;
  readonly toggleCurves: () => void;
  readonly toggleEvents: () => void;
  readonly openFrame: () => void;
  /** Copies the frame, or the frames side by side. */
  readonly copyImage: () => void;
  readonly exportSequence: () => void;
  readonly toggleHelp: () => void;
  readonly cancel: () => void;
}

type ProgressionCommand = Command<ProgressionState>;

/** Commands of a progression, in the order of the context menu and the list of shortcuts. */
export function progressionCommands(actions: ProgressionActions): readonly ProgressionCommand[] {
  return [
    ...frameCommands(actions),
    ...eventCommands(actions),
    ...surfaceCommands<ProgressionState>(
      actions,
      ({ camera }) => camera?.mode === '2d',
      ({ plan, flatBecause }) => plan?.graph !== true && flatBecause === undefined,
    ),
    ...cameraCommands<ProgressionState>(actions),
    ...drawingCommands<ProgressionState>(actions),
    {
      id: 'grid',
      label: () => l10n.t('Frames side by side'),
      icon: () => 'grid',
      group: 'show',
      run: actions.toggleLayout,
      isPressed: ({ layout }) => layout === 'grid',
    },
    markCommand(actions),
    {
      id: 'curves',
      label: () => l10n.t('Curves'),
      icon: () => 'curve',
      group: 'panes',
      run: actions.toggleCurves,
      isExpanded: ({ curvesOpen }) => curvesOpen,
    },
    {
      id: 'open',
      label: () => l10n.t('Open this frame as a spec'),
      icon: () => 'spec',
      group: 'file',
      run: actions.openFrame,
      isVisible: ({ plan }) => plan !== undefined && hasOwnWeights(plan.sequence),
    },
    copyImageCommand<ProgressionState>(actions.copyImage),
    {
      id: 'export',
      label: () => l10n.t('Export…'),
      icon: () => 'export',
      group: 'file',
      run: actions.exportSequence,
    },
    cancelCommand(
      () => l10n.t('Stop following the region, or stop recording or computing'),
      actions.cancel,
    ),
    helpCommand(actions.toggleHelp),
  ];
}

/** Pointer gestures of a progression. */
export function progressionGestures(): readonly Gesture[] {
  return [
    ...cameraGestures(),
    ...legendGestures(),
    [l10n.t('Click'), l10n.t('Follow the region from frame to frame')],
    [l10n.t('Click a curve'), l10n.t('Go to that frame')],
  ];
}

function frameCommands(actions: ProgressionActions): readonly ProgressionCommand[] {
  const { step, goToEnd, togglePlaying } = actions;
  return [
    {
      id: 'play',
      label: ({ playing }) => (playing ? l10n.t('Pause') : l10n.t('Play')),
      help: () => l10n.t('Play or pause'),
      icon: ({ playing }) => (playing ? 'pause' : 'play'),
      group: 'view',
      run: togglePlaying,
    },
    {
      id: 'goLeft',
      label: () => l10n.t('Previous frame'),
      icon: () => 'back',
      run: () => step(-1),
      isPageWide: true,
    },
    {
      id: 'goRight',
      label: () => l10n.t('Next frame'),
      icon: () => 'on',
      run: () => step(1),
      isPageWide: true,
    },
    {
      id: 'pageBack',
      label: () => l10n.t('Ten frames back'),
      run: () => step(-10),
      isPageWide: true,
    },
    {
      id: 'pageForward',
      label: () => l10n.t('Ten frames forward'),
      run: () => step(10),
      isPageWide: true,
    },
    {
      id: 'goFirst',
      label: () => l10n.t('First frame'),
      run: () => goToEnd('first'),
      isPageWide: true,
    },
    {
      id: 'goLast',
      label: () => l10n.t('Last frame'),
      run: () => goToEnd('last'),
      isPageWide: true,
    },
  ];
}

function eventCommands({
  goToEvent,
  toggleEvents,
}: ProgressionActions): readonly ProgressionCommand[] {
  const isKnown = ({ events }: ProgressionState): boolean => (events?.length ?? 0) > 0;
  return [
    {
      id: 'nextEvent',
      label: () => l10n.t('Next event'),
      icon: () => 'eventOn',
      run: () => goToEvent(1),
      isVisible: isKnown,
    },
    {
      id: 'previousEvent',
      label: () => l10n.t('Previous event'),
      icon: () => 'eventBack',
      run: () => goToEvent(-1),
      isVisible: isKnown,
    },
    {
      id: 'table',
      label: () => l10n.t('Events'),
      help: () => l10n.t('List of events between two networks'),
      icon: () => 'events',
      group: 'panes',
      run: toggleEvents,
      isVisible: ({ plan }) => plan !== undefined && hasEvents(plan.sequence),
      isExpanded: ({ eventsOpen }) => eventsOpen,
    },
  ];
}

/** Adds the current frame to the grid, or removes it. */
function markCommand({ toggleChosen }: ProgressionActions): ProgressionCommand {
  const isThere = (state: ProgressionState): boolean =>
    collectionOf(state).includes(state.position);
  const isFull = (state: ProgressionState): boolean =>
    !isThere(state) && collectionOf(state).length >= mostTiles;
  return {
    id: 'mark',
    label: (state) => {
      if (isThere(state)) return l10n.t('Remove this frame from the grid');
      if (isFull(state)) return l10n.t('The grid already has {0} frames', mostTiles);
      return l10n.t('Add this frame to the grid');
    },
    help: () => l10n.t('Add this frame to those side by side, or remove it'),
    icon: (state) => (isThere(state) ? 'removeTile' : 'addTile'),
    group: 'show',
    run: toggleChosen,
    isPressed: isThere,
    isEnabled: (state) => !isFull(state),
  };
}
