import type { PixelBox as Box } from '../viewport/picking.ts';
import type { Size } from '../viewport/framing.ts';

/** A picture narrower than this, in pixels, has no room for a card beside every point of it. */
const sheetBelow = 660;
/** Width of a card beside what it describes. */
const cardWidth = 304;
/** Pixels between the card and the border of the picture. */
const margin = 8;
/** Pixels between the card and the point that it describes. */
const gap = 14;
/** Pixels that the pointer may go away from the card before it pulls the card along. */
const leash = { overSubject: 56, besideSubject: 180 } as const;
/** The share of the height of a picture that a sheet covers at most. */
const mostOfSheet = 0.6;
/** The share of the picture, from above, that holds the top of the plot. */
const topShare = 0.15;

/** What the card must leave visible, in pixels of the picture. */
export interface CardSubject {
  /** The pointer, if it is over the picture. */
  readonly pointer: readonly [x: number, y: number] | undefined;
  /** The point that the card describes. */
  readonly point: readonly [x: number, y: number];
  /** The region around it. */
  readonly region: Box;
}

/**
 * Whether the card is a sheet at the top or bottom of a picture of this width, instead of beside the
 * pointer.
 */
export function isSheet({ width }: Size): boolean {
  return width < sheetBelow;
}

/** Width and greatest height of a card that leaves a point visible, and a sheet much of the picture. */
export function cardRoom(
  stage: Size,
  { pointer, point }: Pick<CardSubject, 'pointer' | 'point'>,
): { width: number; maxHeight: number } {
  const { width, height } = stage;
  if (!isSheet(stage)) return { width: cardWidth, maxHeight: height - 2 * margin };
  const [, y] = pointer ?? point;
  const side = Math.max(y, height - y) - margin - gap;
  return { width: width - 2 * margin, maxHeight: Math.min(side, mostOfSheet * height) };
}

/**
 * The place of a card of this size: never over the pointer, beside the region where there is room for
 * that, and off the top of the plot. The last place is kept, or follows the pointer: through the same
 * region always, and into another one unless there is a much better place.
 */
export function placeCard(
  stage: Size,
  size: Size,
  subject: CardSubject,
  last: { readonly box: Box; readonly isOfSame: boolean } | undefined,
): Box {
  const cost = costIn(stage, subject);
  const followed = last && follow(stage, size, subject, last.box);
  const places = isSheet(stage)
    ? [stage.height - margin - size.height, margin].map((top) => ({ left: margin, top, ...size }))
    : placesBeside(stage, size, subject);
  // A sheet moves only from side to side.
  const kept = followed && (!isSheet(stage) || places.some(({ top }) => top === followed.top));
  const best = places.reduce((a, b) => (cost(b) < cost(a) ? b : a));
  const loyalty = last?.isOfSame ? 9 : 0.4;
  return kept && cost(followed) <= cost(best) + loyalty ? followed : best;
}

/** The place of a card that stays: as it was, as far as that is inside the picture. */
export function stay(stage: Size, place: Box): Box {
  if (!isSheet(stage)) return inside(stage, place);
  const isAtTop = place.top <= margin;
  return { ...place, left: margin, top: isAtTop ? margin : stage.height - margin - place.height };
}

/** The last place, moved so that the pointer is neither under the card nor far from it. */
function follow(stage: Size, size: Size, subject: CardSubject, { left, top }: Box): Box {
  const place = { left, top, ...size };
  if (isSheet(stage)) return inside(stage, { ...place, left: margin });
  const [x, y] = subject.pointer ?? subject.point;
  const [dx, dy] = towards(place, x, y);
  const distance = Math.hypot(dx, dy);
  const isClear = overlap(place, subject.region) === 0;
  const length = isClear ? leash.besideSubject : leash.overSubject;
  const pull = distance > length ? 1 - length / distance : 0;
  return inside(stage, { ...place, left: left + pull * dx, top: top + pull * dy });
}

function placesBeside(stage: Size, { width, height }: Size, subject: CardSubject): Box[] {
  const [x, y] = subject.pointer ?? subject.point;
  const { region } = subject;
  const at = (left: number, top: number): Box => inside(stage, { left, top, width, height });
  const lefts = [x + gap, x - gap - width];
  const clear = [region.left + region.width + gap, region.left - gap - width];
  const tops = [y - 40, y - height / 2, y + 40 - height];
  const middles = [x - width / 2, x - 40, x + 40 - width];
  const above = [region.top + region.height + gap, region.top - gap - height];
  return [
    ...[...lefts, ...clear].flatMap((left) => tops.map((top) => at(left, top))),
    ...above.flatMap((top) => middles.map((left) => at(left, top))),
  ];
}

/** How bad a place is; from 100 it hides the pointer, from 10 the point that it describes. */
function costIn(stage: Size, { pointer, point, region }: CardSubject): (place: Box) => number {
  const [x, y] = pointer ?? point;
  const top = { left: 0, top: 0, width: stage.width, height: topShare * stage.height };
  return (place) => {
    const covers = (at: readonly [number, number]): boolean =>
      Math.hypot(...towards(place, ...at)) < gap - 1;
    // A card that has not been measured yet has no area.
    const ownArea = Math.max(1, place.width * place.height);
    const area = Math.min(ownArea, Math.max(1, region.width * region.height));
    return (
      (pointer && covers(pointer) ? 100 : 0) +
      (covers(point) ? 10 : 0) +
      (2 * overlap(place, region)) / area +
      (0.5 * overlap(place, top)) / ownArea +
      0.004 * Math.hypot(...towards(place, x, y))
    );
  };
}

function inside({ width, height }: Size, place: Box): Box {
  const within = (at: number, length: number, room: number): number =>
    Math.max(margin, Math.min(at, room - margin - length));
  return {
    ...place,
    left: within(place.left, place.width, width),
    top: within(place.top, place.height, height),
  };
}

/** The shortest way from a place to a point; none for a point inside. */
function towards({ left, top, width, height }: Box, x: number, y: number): [number, number] {
  return [
    x - Math.max(left, Math.min(x, left + width)),
    y - Math.max(top, Math.min(y, top + height)),
  ];
}

/** The area that two boxes have in common. */
function overlap(a: Box, b: Box): number {
  const common = (p: number, length: number, q: number, other: number): number =>
    Math.max(0, Math.min(p + length, q + other) - Math.max(p, q));
  return common(a.left, a.width, b.left, b.width) * common(a.top, a.height, b.top, b.height);
}

/** Distance in pixels from a point to a card. */
export function distanceTo(place: Box, x: number, y: number): number {
  return Math.hypot(...towards(place, x, y));
}
