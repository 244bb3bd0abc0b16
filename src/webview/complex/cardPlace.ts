import type { Size } from '../viewport/framing.ts';

/** A picture narrower than this, in pixels, has a card of two lines over its whole width. */
const briefBelow = 720;
/** What the card covers of a wide picture's right side, and of the height of a narrow one. */
const cardRoom = { width: 300, height: 90 } as const;

/** Whether a card in full would hide too much of a picture of this width, in pixels. */
export function isBrief(width: number): boolean {
  return width < briefBelow;
}

/**
 * Whether the card stands aside for what it is about, at pixel (x, y) of the picture: at the left of
 * a wide picture, at the foot of a narrow one. There a strip stays where it is until (x, y) comes
 * near it; the whole card takes the other half.
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
