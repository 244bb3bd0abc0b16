/** An axis-aligned box in network coordinates. */
export interface Extent {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly lo: number;
  readonly hi: number;
}

/**
 * The transform from network to scene coordinates: scene = (value − centre) · scale. It is applied
 * in doubles before rounding to the floats of a GPU, so a domain around 1e9 or heights of 1e300
 * lose no precision. In the scene, the domain is about 2 wide and the heights about 1.
 */
export interface SceneFrame {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly sx: number;
  readonly sy: number;
  readonly sz: number;
}

/** A domain is drawn in its true proportions up to this aspect ratio; beyond, it is squeezed. */
const maxAspectRatio = 4;
const defaultHeight = 0.9;
/** A frame is kept until heights have grown or shrunk by this factor. */
const maxHeightRatio = 8;

/** The frame in which an extent fills the scene; its heights span `height` units. */
export function sceneFrameOf(extent: Extent, height = defaultHeight): SceneFrame {
  const { width, depth, isSqueezed } = footprintOf(extent);
  const longest = Math.max(width, depth);
  const span = extent.hi - extent.lo;
  return {
    x: extent.x0 / 2 + extent.x1 / 2,
    y: extent.y0 / 2 + extent.y1 / 2,
    z: extent.lo / 2 + extent.hi / 2,
    sx: scaleFor(2, isSqueezed ? width : longest),
    sy: scaleFor(2, isSqueezed ? depth : longest),
    // The difference of huge heights can overflow.
    sz: span < Infinity ? scaleFor(height, span) : height / 2 / (extent.hi / 2 - extent.lo / 2),
  };
}

/** The depth of a domain divided by its width, as it is drawn. */
export function aspectOf(extent: Omit<Extent, 'lo' | 'hi'>): number {
  const { width, depth, isSqueezed } = footprintOf(extent);
  return isSqueezed ? 1 : depth / width;
}

function footprintOf({ x0, x1, y0, y1 }: Omit<Extent, 'lo' | 'hi'>): {
  readonly width: number;
  readonly depth: number;
  readonly isSqueezed: boolean;
} {
  const [width, depth] = [x1 - x0, y1 - y0];
  const isSqueezed = Math.max(width, depth) > maxAspectRatio * Math.min(width, depth);
  return { width, depth, isSqueezed };
}

/**
 * The scale at which a span fills a size; 1 for no span. No double is large enough for spans below 1e-308,
 * which are then drawn smaller.
 */
export function scaleFor(size: number, span: number): number {
  return span > 0 ? Math.min(size / span, Number.MAX_VALUE) : 1;
}

/**
 * The frame after an edit: the same one, so that a change of the heights is visible, unless the
 * domain has changed or the heights have changed by more than a factor of `maxHeightRatio`.
 */
export function keepSceneFrame(
  sceneFrame: SceneFrame,
  extent: Extent,
  height = defaultHeight,
): SceneFrame {
  const fresh = sceneFrameOf(extent, height);
  const sameDomain =
    fresh.x === sceneFrame.x &&
    fresh.y === sceneFrame.y &&
    fresh.sx === sceneFrame.sx &&
    fresh.sy === sceneFrame.sy;
  if (!sameDomain) return fresh;
  const flat = extent.lo === extent.hi;
  const drift = Math.abs(fresh.z - sceneFrame.z) * sceneFrame.sz;
  const ratio = flat ? 1 : sceneFrame.sz / fresh.sz;
  const suits = ratio < maxHeightRatio && ratio > 1 / maxHeightRatio && drift < maxHeightRatio / 2;
  return suits ? sceneFrame : fresh;
}

/** The scene coordinate of a height, within ±1e18; 0 if it is not finite. */
export function sceneHeight(sceneFrame: SceneFrame, z: number): number {
  if (!Number.isFinite(z)) return 0;
  return Math.max(-farthest, Math.min(farthest, (z - sceneFrame.z) * sceneFrame.sz));
}

/** Farther away than anything that is drawn; its square is a 32-bit float. */
const farthest = 1e18;
