import type { Frame } from '../core/picture/frame.ts';
import type { Picture, SourcePlace, Status } from '../protocol/view.ts';
import type { Camera } from './camera.ts';
import type { Choices } from './choices.ts';
import type { Drawing } from './drawing.ts';
import type { Theme } from './theme.ts';

/** A place in the picture. */
export interface Spot {
  readonly cell: number;
  /** Point of the plane, inside the cell. */
  readonly x: number;
  readonly y: number;
  /** Edge within reach, or −1. */
  readonly edge: number;
}

/** Everything that the page shows. */
export interface State {
  readonly picture: Picture | undefined;
  readonly status: Status;
  /** The computation has lasted long enough to be worth mentioning. */
  readonly slow: boolean;
  readonly choices: Choices;
  readonly camera: Camera | undefined;
  readonly frame: Frame | undefined;
  readonly hovered: Spot | undefined;
  readonly pinned: Spot | undefined;
  /** What the caret in the text is in. */
  readonly lit: SourcePlace | undefined;
  /** The hovered region was reached with the arrow keys. */
  readonly walking: boolean;
  /** The card makes room for the pointer. */
  readonly cardOnLeft: boolean;
  readonly theme: Theme;
  /** Why the picture is flat, if it is so against the user's will. */
  readonly flatBecause: 'unavailable' | 'lost' | undefined;
  readonly helpOpen: boolean;
}

/** A part of the page that follows the state; `drawing` is absent until there is a picture. */
export interface Pane {
  readonly node: HTMLElement;
  update(state: State, drawing: Drawing | undefined): void;
}
