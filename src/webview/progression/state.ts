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

/** A place that is followed through time. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What is drawn of a frame. */
export type Figure = 'surface' | 'sheet';

/** The axes of a folded sheet, unless others are chosen. */
export const firstAxes: readonly number[] = [0, 1, 2];

/** Everything that the page shows, except for the frames themselves. */
export interface ProgressionState {
  readonly plan: Plan | undefined;
  /** Why the training is over, once it is. */
  readonly ending: Ending | undefined;
  /** What happens on the way; undefined until it is known. */
  readonly events: readonly ProgressionEvent[] | undefined;
  /** The event that was chosen from the list. */
  readonly event: ProgressionEvent | undefined;
  readonly eventsOpen: boolean;
  /** What is listed; undefined: everything. */
  readonly eventKind: EventKind | undefined;
  /** What was asked for; the plan has what the spec could give. */
  readonly sequence: Sequence | undefined;
  /** The sequence and the frame from which the interpolation was opened. */
  readonly cameFrom: { readonly sequence: Sequence; readonly position: number } | undefined;
  /** The current frame. */
  readonly position: number;
  readonly playing: boolean;
  /** The frame that is being recorded. */
  readonly recording: number | undefined;
  readonly speed: number;
  /** One frame, or several side by side. */
  readonly layout: 'single' | 'grid';
  /** Over the inputs, or the sheet that the layers so far have folded. */
  readonly figure: Figure;
  /** The neurons that are the axes of a folded sheet: two or three of them. */
  readonly axes: readonly number[];
  /** Which frames are in the grid. */
  readonly grid: GridKind;
  /** How many of them, if they are equally spaced. */
  readonly tiles: number;
  /** The frames that the user has selected, in ascending order. */
  readonly chosen: readonly number[];
  readonly curvesOpen: boolean;
  /** The value of `frames.generation` when the page was last asked to draw. */
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

/** The state of a page that has heard nothing yet. */
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
