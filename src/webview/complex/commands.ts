import { cancelCommand, copyImageCommand, helpCommand, type Command } from '../kit/commands.ts';
import type { Gesture } from '../kit/keyList.ts';
import { arrows } from '../kit/keymap.ts';
import { l10n } from '../kit/l10n.ts';
import {
  cameraCommands,
  cameraGestures,
  surfaceCommands,
  type CameraActions,
  type SurfaceActions,
} from '../viewport/cameraCommands.ts';
import type { Choices } from '../viewport/choices.ts';
import type { State } from './state.ts';

/** What the commands of the preview do. */
export interface ComplexActions extends CameraActions, SurfaceActions, DrawingActions {
  /** Right and up, each −1, 0 or 1. */
  readonly walk: (right: number, up: number) => void;
  /** Moves the pinned fold in a direction, or rotates it; false when there is none. */
  readonly nudge: (right: number, up: number) => boolean;
  readonly rotateFold: (sign: number) => boolean;
  /** Undoes what was moved, or moves it again. */
  readonly undo: () => void;
  readonly redo: () => void;
  readonly pin: () => void;
  readonly cancel: () => void;
  readonly toggleStatistics: () => void;
  readonly toggleTable: () => void;
  readonly filterTable: () => void;
  readonly toggleHelp: () => void;
  readonly copyImage: () => void;
  readonly export: () => void;
  readonly toggleGuide: () => void;
}

/** What is drawn, and how: the same for a network alone and for a sequence of networks. */
export interface DrawingActions {
  readonly toggleFaces: () => void;
  readonly toggleLines: () => void;
  readonly toggleSettings: () => void;
}

/** The commands of the preview, in the order of the context menu and of the list of keys. */
export function complexCommands(actions: ComplexActions): readonly Command<State>[] {
  return [
    ...surfaceCommands<State>(
      actions,
      ({ camera }) => camera?.mode === '2d',
      ({ picture, flatBecause }) => picture?.graph !== true && flatBecause === undefined,
    ),
    ...cameraCommands(actions),
    ...arrows.go.map(([id, right, up]) => ({
      id,
      label: () => l10n.t('Go to the neighbouring region'),
      run: () => actions.walk(right, up),
    })),
    {
      id: 'pin',
      label: () => l10n.t('Pin the region'),
      run: actions.pin,
    },
    ...arrows.nudge.map(([id, right, up]) => ({
      id,
      label: () => l10n.t('Move the pinned fold'),
      run: () => actions.nudge(right, up),
    })),
    ...rotations.map(([id, sign]) => ({
      id,
      label: () => l10n.t('Rotate the pinned fold'),
      run: () => actions.rotateFold(sign),
    })),
    { id: 'undo', label: () => l10n.t('Undo what was moved'), run: actions.undo },
    { id: 'redo', label: () => l10n.t('Redo what was undone'), run: actions.redo },
    cancelCommand(() => l10n.t('Cancel a move or the computation; unpin'), actions.cancel),
    ...drawingCommands<State>(actions),
    {
      id: 'statistics',
      label: () => l10n.t('Statistics'),
      icon: () => 'statistics',
      group: 'panes',
      run: actions.toggleStatistics,
      isExpanded: ({ choices }) => choices.statisticsOpen,
    },
    {
      id: 'table',
      label: () => l10n.t('Table of regions'),
      icon: () => 'table',
      group: 'panes',
      run: actions.toggleTable,
      isExpanded: ({ choices }) => choices.tableOpen,
    },
    {
      id: 'filter',
      label: () => l10n.t('Filter the table'),
      run: actions.filterTable,
    },
    copyImageCommand(actions.copyImage),
    {
      id: 'export',
      label: () => l10n.t('Export…'),
      icon: () => 'export',
      group: 'file',
      run: actions.export,
    },
    {
      id: 'explain',
      label: () => l10n.t('What am I looking at?'),
      icon: () => 'guide',
      group: 'help',
      run: actions.toggleGuide,
      isExpanded: ({ guide }) => guide !== undefined,
    },
    helpCommand(actions.toggleHelp),
  ];
}

/** What the pointer does in the preview. */
export function complexGestures(): readonly Gesture[] {
  return [
    ...cameraGestures(),
    [l10n.t('Drag a fold'), l10n.t('In the top view: move the fold, and its bias in the text')],
    [l10n.t('Alt+drag a fold'), l10n.t('Rotate the fold, and change its weights')],
    [l10n.t('Click'), l10n.t('Pin the region')],
    [l10n.t('Drag a number'), l10n.t('Change it; Shift: finer, Alt: coarser')],
    ...legendGestures(),
  ];
}

/** What the entries of the legend do. */
export function legendGestures(): readonly Gesture[] {
  return [
    [l10n.t('Click in the legend'), l10n.t('Show or hide a layer, a class or the boundaries')],
    [
      l10n.t('Double-click in the legend, or Shift+Enter'),
      l10n.t('Show only this; again: show all'),
    ],
  ];
}

/** Faces, fold lines and the settings of a picture. */
export function drawingCommands<S extends { readonly choices: Choices }>(
  actions: DrawingActions,
): readonly Command<S>[] {
  return [
    {
      id: 'faces',
      label: () => l10n.t('Faces'),
      icon: () => 'faces',
      group: 'show',
      run: actions.toggleFaces,
      isPressed: ({ choices }) => choices.faces,
    },
    {
      id: 'lines',
      label: () => l10n.t('Fold lines'),
      icon: () => 'lines',
      group: 'show',
      run: actions.toggleLines,
      isPressed: ({ choices }) => choices.lines,
    },
    {
      id: 'settings',
      label: () => l10n.t('Settings'),
      icon: () => 'settings',
      group: 'panes',
      run: actions.toggleSettings,
      isExpanded: ({ choices }) => choices.settingsOpen,
    },
  ];
}

/** Counter-clockwise is positive. */
const rotations = [
  ['rotateLeft', 1],
  ['rotateRight', -1],
] as const;
