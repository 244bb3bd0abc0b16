import type { SceneFrame } from '../../core/picture/sceneFrame.ts';
import type { Sequence } from '../../protocol/progression.ts';
import type { Camera } from '../viewport/camera.ts';
import type { Choices } from '../viewport/choices.ts';
import { decodeViewState } from '../complex/viewState.ts';
import { mostTiles, type GridKind } from './gridFrames.ts';
import { speeds } from './playback.ts';
import { eventKinds, type EventKind } from './eventList.ts';
import { firstAxes, type Figure, type ProgressionState } from './state.ts';
import type { Follower } from './following.ts';

/** The view state saved for a document. */
export interface ProgressionViewState {
  readonly choices: Choices;
  readonly camera?: Camera;
  readonly frame?: SceneFrame;
  /** Saved under the name that earlier versions used. */
  readonly course?: Sequence;
  readonly position: number;
  readonly speed: number;
  readonly layout: 'single' | 'grid';
  readonly figure: Figure;
  readonly axes: readonly number[];
  readonly grid: GridKind;
  readonly tiles: number;
  readonly chosen: readonly number[];
  readonly curvesOpen: boolean;
  readonly eventsOpen: boolean;
  readonly eventKind?: EventKind;
  readonly followed?: Follower;
}

/** Available numbers of equally spaced frames in a grid. */
export const tileCounts = [4, 6, 9, 12, 16, mostTiles] as const;

const gridKinds = ['even', 'chosen', 'events'] as const satisfies readonly GridKind[];

/** Decodes saved view state of any version; unknown parts are dropped. */
export function decodeProgressionState(kept: unknown): ProgressionViewState {
  const given = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  const state: Readonly<Record<string, unknown>> = given;
  const { choices, camera, frame } = decodeViewState(kept);
  const course = decodeSequence(state.course);
  const followed = decodeFollower(state.followed);
  const eventKind = eventKinds.find((kind) => kind === state.eventKind);
  return {
    choices,
    ...(camera && { camera }),
    ...(frame && { frame }),
    ...(course && { course }),
    position: isIndex(state.position) ? state.position : 0,
    speed: speeds.find((speed) => speed === state.speed) ?? 4,
    layout: state.layout === 'grid' ? 'grid' : 'single',
    figure: state.figure === 'sheet' ? 'sheet' : 'surface',
    axes: isAxes(state.axes) ? state.axes : firstAxes,
    grid: gridKinds.find((kind) => kind === state.grid) ?? 'even',
    tiles: tileCounts.find((count) => count === state.tiles) ?? 9,
    chosen: decodeChosen(state.chosen),
    curvesOpen: state.curvesOpen !== false,
    eventsOpen: state.eventsOpen === true,
    ...(eventKind && { eventKind }),
    ...(followed && { followed }),
  };
}

/** The view state to save. Before the first plan, it is what was restored. */
export function viewStateOf(state: ProgressionState): ProgressionViewState | undefined {
  const { plan, choices, camera, sceneFrame, sequence, position, speed, followed } = state;
  if (!plan) return undefined;
  const { layout, figure, axes, grid, tiles, chosen, curvesOpen, eventsOpen, eventKind } = state;
  return {
    choices,
    ...(camera && { camera }),
    ...(sceneFrame && { frame: sceneFrame }),
    ...(sequence && { course: sequence }),
    position,
    speed,
    layout,
    figure,
    axes,
    grid,
    tiles,
    chosen,
    curvesOpen,
    eventsOpen,
    ...(eventKind && { eventKind }),
    ...(followed && { followed }),
  };
}

function decodeSequence(kept: unknown): Sequence | undefined {
  if (typeof kept !== 'object' || kept === null || !('kind' in kept)) return undefined;
  switch (kept.kind) {
    case 'fold':
      return 'layer' in kept && isIndex(kept.layer)
        ? {
            kind: 'fold',
            layer: kept.layer,
            ...('order' in kept && kept.order === 'importance' && { order: kept.order }),
          }
        : undefined;
    case 'layer':
    case 'checkpoints':
      return { kind: kept.kind };
    case 'training':
      return { kind: 'training', rates: [] };
    case 'interpolation':
      // The options of a training are not saved.
      if ('training' in kept) return { kind: 'training', rates: [] };
      return 'from' in kept && 'to' in kept && isIndex(kept.from) && isIndex(kept.to)
        ? { kind: 'interpolation', from: kept.from, to: kept.to }
        : undefined;
    default:
      return undefined;
  }
}

/** Sorted, unique indices, at most as many as fit in a grid. */
function decodeChosen(kept: unknown): readonly number[] {
  if (!Array.isArray(kept)) return [];
  const indices = new Set(kept.filter(isIndex));
  return [...indices].sort((p, q) => p - q).slice(0, mostTiles);
}

function decodeFollower(kept: unknown): Follower | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  if (!('x' in kept && 'y' in kept && 'pattern' in kept)) return undefined;
  const { x, y, pattern } = kept;
  const sound =
    Number.isFinite(x) && Number.isFinite(y) && Array.isArray(pattern) && pattern.every(isIndex);
  return sound ? { x: x as number, y: y as number, pattern } : undefined;
}

function isAxes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && (value.length === 2 || value.length === 3) && value.every(isIndex);
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
