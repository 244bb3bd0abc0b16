import type { Spot } from '../viewport/picking.ts';
import type { Facts } from '../../core/analysis/facts.ts';
import type { SceneFrame } from '../../core/picture/sceneFrame.ts';
import type { NumberChange, Picture, SourcePlace, Status } from '../../protocol/preview.ts';
import type { Camera } from '../viewport/camera.ts';
import { defaultChoices, type Choices } from '../viewport/choices.ts';
import type { Drawable, Drawing } from '../viewport/drawing.ts';
import type { FoldDragMove } from '../viewport/foldDrag.ts';
import type { Theme } from '../kit/theme.ts';

/** Everything that the page shows. */
export interface State {
  readonly picture: Picture | undefined;
  /** Facts about the picture, once computed. */
  readonly facts: Facts | undefined;
  readonly status: Status;
  /** The computation takes long enough to be shown. */
  readonly slow: boolean;
  readonly choices: Choices;
  readonly camera: Camera | undefined;
  readonly sceneFrame: SceneFrame | undefined;
  readonly hovered: Spot | undefined;
  readonly pinned: Spot | undefined;
  /** The fold that is being moved. */
  readonly moving: FoldDragMove | undefined;
  /** Other numbers, which are previewed, or are on their way into the text. */
  readonly trial: { readonly change: NumberChange; readonly isKept: boolean } | undefined;
  /**
   * Why numbers cannot be changed, until closed; `drawn` is a layer with random weights to write as
   * numbers.
   */
  readonly refusal: { readonly message: string; readonly drawn?: number } | undefined;
  /** The neuron or layer at the cursor in the text. */
  readonly highlight: SourcePlace | undefined;
  /** The hovered region was reached with the arrow keys. */
  readonly walking: boolean;
  readonly theme: Theme;
  /** Why the picture is flat, if not by choice. */
  readonly flatBecause: 'unavailable' | 'lost' | undefined;
  readonly helpOpen: boolean;
  /** The step of the guide, from 0, while it is open. */
  readonly guide: number | undefined;
  /** What the guide describes; highlighted instead of what is at the cursor. */
  readonly explained: SourcePlace | undefined;
  /** The guide describes the pinned region, in the place of the card. */
  readonly explainsRegion: boolean;
}

/** The state before anything has been shown. */
export function initialState(theme: Theme): State {
  return {
    picture: undefined,
    facts: undefined,
    status: { kind: 'current' },
    slow: false,
    choices: defaultChoices,
    camera: undefined,
    sceneFrame: undefined,
    hovered: undefined,
    pinned: undefined,
    moving: undefined,
    trial: undefined,
    refusal: undefined,
    highlight: undefined,
    walking: false,
    theme,
    flatBecause: undefined,
    helpOpen: false,
    guide: undefined,
    explained: undefined,
    explainsRegion: false,
  };
}

/** A part of a page that shows a state; `drawing` is undefined before the first picture. */
export interface PaneOf<S, P extends Drawable = Drawable> {
  readonly node: HTMLElement;
  update(state: S, drawing: Drawing<P> | undefined): void;
}

/** A part of the preview's page. */
export type Pane = PaneOf<State, Picture>;
