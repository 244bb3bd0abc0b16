import type { PixelBox as Box } from '../viewport/picking.ts';
import type { Size } from '../viewport/framing.ts';
import { areaOf, partInside, type Outline } from '../viewport/outline.ts';

/** A picture narrower than this, in pixels, has no room for a card beside every point of it. */
const sheetBelow = 660;
/** Width of a card beside what it describes. */
const cardWidth = 304;
/** Pixels between the card and the border of the picture. */
const margin = 8;
/** Pixels between the card and the point that it describes. */
const gap = 14;
/** Pixels around a region that its outline is drawn on. */
const halo = 5;
/** Pixels that the pointer may go away from the card before it pulls the card along. */
const leash = { overSubject: 56, besideSubject: 180 } as const;
/** The share of the height of a picture that a sheet covers at most. */
const mostOfSheet = 0.6;
/** A sheet that leaves a region visible beside it has at least this height, in pixels, and scrolls. */
const leastSheet = 180;
/** The share of the picture, from above, that holds the top of the plot. */
const topShare = 0.15;

/** What the card must leave visible, in pixels of the picture. */
export interface CardSubject {
  /** The pointer, if it is over the picture. */
  readonly pointer: readonly [x: number, y: number] | undefined;
  /** The point that the card describes. */
  readonly point: readonly [x: number, y: number];
  /** The smallest box around its region. */
  readonly region: Box;
  /** The region as it is drawn: convex polygons. */
  readonly outlines: readonly Outline[];
}

/**
 * Whether the card is a sheet at the top or bottom of a picture of this width, instead of beside the
 * pointer.
 */
export function isSheet({ width }: Size): boolean {
  return width < sheetBelow;
}

/**
 * Width and greatest height of a card that leaves a point visible. A sheet leaves much of the picture, and its
 * region where that has room for a sheet above or below it.
 */
export function cardRoom(
  stage: Size,
  { pointer, point, region }: Pick<CardSubject, 'pointer' | 'point' | 'region'>,
): { width: number; maxHeight: number } {
  const { width, height } = stage;
  if (!isSheet(stage)) return { width: cardWidth, maxHeight: height - 2 * margin };
  const most = mostOfSheet * height;
  const besides = (top: number, bottom: number): number =>
    Math.max(top, height - bottom) - margin - gap;
  const free = besides(region.top, region.top + region.height);
  const [, y] = pointer ?? point;
  const maxHeight = Math.min(most, free >= leastSheet ? free : besides(y, y));
  return { width: width - 2 * margin, maxHeight };
}

/**
 * The place of a card of this size: never over the pointer; off the region if it is there at any place,
 * and else where it hides little of it; and off the top of the plot. The last place is kept, or follows the pointer: through the same
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
  const pulledBy = (length: number): Box => {
    const pull = distance > length ? 1 - length / distance : 0;
    return inside(stage, { ...place, left: left + pull * dx, top: top + pull * dy });
  };
  const beside = pulledBy(leash.besideSubject);
  const hides = subject.outlines.some((outline) => partInside(outline, beside).length > 0);
  return hides ? pulledBy(leash.overSubject) : beside;
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
    // All places that intersect a convex region form a convex set, and the area that a place hides is
    // quasi-concave (Brunn and Minkowski): if any place is free of it, a corner is, and none hides less.
    ...[0, stage.width].flatMap((left) => [0, stage.height].map((top) => at(left, top))),
  ];
}

/** How bad a place is; from 1000 it hides the pointer, from 100 the point, from 20 part of the region. */
function costIn(
  stage: Size,
  { pointer, point, region, outlines }: CardSubject,
): (place: Box) => number {
  const [x, y] = pointer ?? point;
  const top = { left: 0, top: 0, width: stage.width, height: topShare * stage.height };
  return (place) => {
    const covers = (at: readonly [number, number]): boolean =>
      Math.hypot(...towards(place, ...at)) < gap - 1;
    // A card that has not been measured yet has no area.
    const ownArea = Math.max(1, place.width * place.height);
    const area = Math.min(ownArea, Math.max(1, region.width * region.height));
    const hidden = outlines.map((outline) => partInside(outline, place));
    // Rounded, so that places that hide the same are equally good.
    const share = Number((hidden.reduce((sum, part) => sum + areaOf(part), 0) / area).toFixed(6));
    return (
      (pointer && covers(pointer) ? 1000 : 0) +
      (covers(point) ? 100 : 0) +
      (hidden.some(({ length }) => length > 0) ? 20 : 0) +
      (outlines.some((outline) => partInside(outline, widened(place)).length > 0) ? 10 : 0) +
      60 * share +
      (0.5 * overlap(place, top)) / ownArea +
      0.004 * Math.hypot(...towards(place, x, y))
    );
  };
}

function widened({ left, top, width, height }: Box): Box {
  return {
    ...{ left: left - halo, top: top - halo },
    ...{ width: width + 2 * halo, height: height + 2 * halo },
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
