import type { Choices } from '../viewport/choices.ts';
import { createDrawer } from '../viewport/drawing.ts';
import { createFolder } from './foldedDrawing.ts';
import { newestOf } from './frameChoices.ts';
import type { DrawableFrame } from './frames.ts';
import type { SharedExtent } from './sharedExtent.ts';
import type { FrameDrawing, ProgressionState } from './state.ts';

/** The part of the state that decides how a frame is drawn. */
export type DrawingState = Pick<ProgressionState, 'sceneFrame' | 'theme' | 'figure' | 'axes'>;

/** A frame drawn over its inputs, and the drawing that is shown: the same, or the folded sheet. */
export interface DrawnFrame {
  readonly plain: FrameDrawing;
  readonly drawing: FrameDrawing;
}

/** Draws the frames of a sequence with one shared extent. See `createDrawer`. */
export function createFrameDrawer(
  onMore: () => void,
  { settingOf }: SharedExtent,
  patience?: number,
): (
  frame: DrawableFrame,
  choices: Choices,
  state: DrawingState,
  highlight?: boolean,
) => DrawnFrame {
  const drawer = createDrawer<DrawableFrame>(onMore, settingOf, patience);
  const fold = createFolder();
  return (frame, choices, { sceneFrame, theme, figure, axes }, highlight = false) => {
    const newest = highlight ? newestOf(frame) : undefined;
    const plain = drawer(frame, choices, sceneFrame, theme.kind, newest);
    return { plain, drawing: figure === 'sheet' ? fold(plain, choices.regions, axes) : plain };
  };
}
