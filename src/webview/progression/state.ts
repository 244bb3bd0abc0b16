import type { SceneFrame } from '../../core/picture/sceneFrame.ts';
import type { ProgressionEvent } from '../../core/progression/events.ts';
import type { Ending } from '../../core/training/plan.ts';
import type { Sequence, Plan } from '../../protocol/progression.ts';
import type { Status } from '../../protocol/preview.ts';
import type { Camera } from '../viewport/camera.ts';
import { defaultChoices, type Choices } from '../viewport/choices.ts';
import type { Drawing } from '../viewport/drawing.ts';
import type { Spot } from '../viewport/picking.ts';
import type { PaneOf } from '../complex/state.ts';
import type { Theme } from '../kit/theme.ts';
import type { EventKind } from './eventList.ts';
import type { Follower } from './following.ts';
import type { GridKind } from './gridFrames.ts';
import type { DrawableFrame } from './frames.ts';

/** A region followed through the frames. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What is drawn for a frame. */
export type Figure = 'surface' | 'sheet';

/** The default axes of a folded sheet. */
export const firstAxes: readonly number[] = [0, 1, 2];

/** The state of the page, without the frames themselves. */
export interface ProgressionState {
  readonly plan: Plan | undefined;
  /** Why the training ended, once it has. */
  readonly ending: Ending | undefined;
  /** The events between the frames; undefined until they are computed. */
  readonly events: readonly ProgressionEvent[] | undefined;
  /** The event selected in the list. */
  readonly event: ProgressionEvent | undefined;
  readonly eventsOpen: boolean;
  /** The kind of events that is listed; undefined for all. */
  readonly eventKind: EventKind | undefined;
  /** The requested sequence. The plan has the one that the spec allows. */
  readonly sequence: Sequence | undefined;
  /** The sequence and the frame from which the interpolation was opened. */
  readonly cameFrom: { readonly sequence: Sequence; readonly position: number } | undefined;
  /** The current frame. */
  readonly position: number;
  readonly playing: boolean;
  /** The frame that is being recorded. */
  readonly recording: number | undefined;
  readonly speed: number;
  /** A single frame, or a grid of several. */
  readonly layout: 'single' | 'grid';
  /** The surface over the inputs, or the sheet folded by the layers so far. */
  readonly figure: Figure;
  /** The two or three neurons used as axes of a folded sheet. */
  readonly axes: readonly number[];
  /** Which frames are in the grid. */
  readonly grid: GridKind;
  /** The number of equally spaced frames. */
  readonly tiles: number;
  /** The frames that the user has selected, in ascending order. */
  readonly chosen: readonly number[];
  readonly curvesOpen: boolean;
  /** The value of `frames.generation` when drawing was last requested. */
  readonly generation: number;
  /** The frame on the screen: the loaded one nearest to the position. */
  readonly picture: DrawableFrame | undefined;
  readonly status: Status;
  readonly slow: boolean;
  readonly choices: Choices;
  readonly camera: Camera | undefined;
  readonly sceneFrame: SceneFrame | undefined;
  readonly hovered: Spot | undefined;
  readonly followed: Follower | undefined;
  readonly theme: Theme;
  readonly flatBecause: 'unavailable' | 'lost' | undefined;
  readonly helpOpen: boolean;
}

/** The initial state, before any message. */
export function initialState(theme: Theme): ProgressionState {
  return {
    plan: undefined,
    ending: undefined,
    events: undefined,
    event: undefined,
    eventsOpen: false,
    eventKind: undefined,
    sequence: undefined,
    cameFrom: undefined,
    position: 0,
    playing: false,
    recording: undefined,
    speed: 4,
    layout: 'single',
    figure: 'surface',
    axes: firstAxes,
    grid: 'even',
    tiles: 9,
    chosen: [],
    curvesOpen: true,
    generation: 0,
    picture: undefined,
    status: { kind: 'current' },
    slow: false,
    choices: defaultChoices,
    camera: undefined,
    sceneFrame: undefined,
    hovered: undefined,
    followed: undefined,
    theme,
    flatBecause: undefined,
    helpOpen: false,
  };
}

export type FrameDrawing = Drawing<DrawableFrame>;

/** A part of this page. */
export type ProgressionPane = PaneOf<ProgressionState, DrawableFrame>;
