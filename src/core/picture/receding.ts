import { fadeAt, type Fade } from './lineDensity.ts';

/** Fold lines recede behind decision boundaries and contour lines. */
const behind: Fade = { width: 0.6, opacity: 0.5 };
const alone: Fade = { width: 1, opacity: 1 };

/** How fold lines are drawn beside the other lines of a picture. */
export function recedingFor(hasStrongLines: boolean): Fade {
  return hasStrongLines ? behind : alone;
}

/** How fold lines are drawn that recede, and that cover a share of the picture when they do. */
export function recededFade(recede: Fade, coverage: number): Fade {
  const { width, opacity } = fadeAt(coverage);
  return { width: recede.width * width, opacity: recede.opacity * opacity };
}
