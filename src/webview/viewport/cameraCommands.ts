import type { Command } from '../kit/commands.ts';
import type { Gesture } from '../kit/keyList.ts';
import { arrows } from '../kit/keymap.ts';
import { l10n } from '../kit/l10n.ts';

/** Zoom factor per press of +. */
const zoomStep = 1.25;

/** Actions behind the camera commands. */
export interface CameraActions {
  /** Shows the whole picture. */
  readonly fit: () => void;
  /** Shows the whole picture from the initial direction. */
  readonly reset: () => void;
  readonly zoom: (factor: number) => void;
  /** Right and up, each −1, 0 or 1. */
  readonly turn: (right: number, up: number) => void;
}

/** A surface that has a top view. */
export interface SurfaceActions {
  readonly toggleMode: () => void;
  readonly look: (mode: '3d' | '2d') => void;
}

/** Camera commands; `labels` are given where they apply to more than a single surface. */
export function cameraCommands<S>(
  { fit, reset, zoom, turn }: CameraActions,
  turnLabel = () => l10n.t('Turn the surface; in the top view, move it'),
): readonly Command<S>[] {
  return [
    {
      id: 'fit',
      label: () => l10n.t('Fit to view'),
      icon: () => 'fit',
      group: 'view',
      run: fit,
    },
    {
      id: 'reset',
      label: () => l10n.t('Reset view'),
      group: 'view',
      run: reset,
    },
    {
      id: 'zoomIn',
      label: () => l10n.t('Zoom in'),
      group: 'view',
      run: () => zoom(zoomStep),
    },
    {
      id: 'zoomOut',
      label: () => l10n.t('Zoom out'),
      group: 'view',
      run: () => zoom(1 / zoomStep),
    },
    ...arrows.turn.map(([id, right, up]): Command<S> => ({
      id,
      label: turnLabel,
      run: () => turn(right, up),
      isPageWide: true,
    })),
  ];
}

/** Switching between a surface and its top view. */
export function surfaceCommands<S>(
  { toggleMode, look }: SurfaceActions,
  isTopView: (state: S) => boolean,
  isVisible: (state: S) => boolean = () => true,
): readonly Command<S>[] {
  const help = (): string => l10n.t('Switch between surface and top view');
  return [
    {
      id: 'switchView',
      label: (state) => (isTopView(state) ? l10n.t('Surface') : l10n.t('Top view')),
      help,
      icon: (state) => (isTopView(state) ? 'solid' : 'plane'),
      group: 'view',
      run: toggleMode,
      isVisible,
    },
    { id: 'topView', label: () => l10n.t('Top view'), help, run: () => look('2d'), isVisible },
    {
      id: 'surfaceView',
      label: () => l10n.t('Surface'),
      help,
      run: () => look('3d'),
      isVisible,
    },
  ];
}

/** Pointer gestures on a surface. */
export function cameraGestures(): readonly Gesture[] {
  return [
    [l10n.t('Drag'), l10n.t('Turn the surface; in the top view, move it')],
    [l10n.t('Shift+drag, right drag'), l10n.t('Move the picture')],
    ...zoomGestures(),
  ];
}

/** Pointer gestures on everything that can be enlarged. */
export function zoomGestures(): readonly Gesture[] {
  return [
    [l10n.t('Wheel'), l10n.t('Zoom at the pointer')],
    [l10n.t('Double click'), l10n.t('Reset view')],
  ];
}
