import type { Choices } from '../complex/choices.ts';
import { createDrawer } from '../viewport/drawing.ts';
import { createFolder } from './foldedDrawing.ts';
import { newestOf } from './looks.ts';
import type { DrawableMoment } from './frames.ts';
import type { SharedSetting } from './setting.ts';
import type { MomentDrawing, ProgressionState } from './state.ts';

/** What of the state decides how a moment is drawn. */
export type DrawingState = Pick<ProgressionState, 'frame' | 'theme' | 'figure' | 'axes'>;

/** A moment over its inputs, and what is to be seen of it: the same, or the folded sheet. */
export interface DrawnMoment {
  readonly plain: MomentDrawing;
  readonly drawing: MomentDrawing;
}

/** Draws the moments of a sequence in one setting; for the rest see `createDrawer`. */
export function createMomentDrawer(
  onMore: () => void,
  { settingOf }: SharedSetting,
  patience?: number,
): (moment: DrawableMoment, choices: Choices, state: DrawingState, lit?: boolean) => DrawnMoment {
  const drawer = createDrawer<DrawableMoment>(onMore, settingOf, patience);
  const fold = createFolder();
  return (moment, choices, { frame, theme, figure, axes }, lit = false) => {
    const newest = lit ? newestOf(moment) : undefined;
    const plain = drawer(moment, choices, frame, theme.kind, newest);
    return { plain, drawing: figure === 'sheet' ? fold(plain, choices.regions, axes) : plain };
  };
}
