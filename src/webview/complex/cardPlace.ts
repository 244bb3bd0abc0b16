import type { Size } from '../viewport/framing.ts';

/** A picture narrower than this, in pixels, has a two-line card over its whole width. */
const briefBelow = 720;
/** Pixels that the card covers: the width in a wide picture, the height in a narrow one. */
const cardRoom = { width: 300, height: 90 } as const;

/** Whether a full card would hide too much of a picture of this width in pixels. */
export function isBrief(width: number): boolean {
  return width < briefBelow;
}

/**
 * Whether the card is moved out of the way of pixel (x, y), which it describes: to the left of a wide
 * picture, or to the bottom of a narrow one. A two-line card is moved only when (x, y) comes near it;
 * a full card takes the other half.
 */
export function standsAside(
  { width, height }: Size,
  card: { readonly isAside: boolean; readonly isWhole: boolean },
  x: number,
  y: number,
): boolean {
  if (!isBrief(width)) return x > width - cardRoom.width;
  if (card.isWhole) return y < height / 2;
  return card.isAside ? y < height - cardRoom.height : y < cardRoom.height;
}
