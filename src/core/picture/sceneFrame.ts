/** An axis-parallel box in the units of the network. */
export interface Extent {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly lo: number;
  readonly hi: number;
}

/**
 * How the network's coordinates become scene coordinates: scene = (value − centre) · scale. Computed
 * in doubles before anything is rounded to the floats of a GPU, so that a box around 1e9 or heights
 * of 1e300 lose nothing. The footprint is about 2 wide in the scene, the heights about 1.
 */
export interface SceneFrame {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly sx: number;
  readonly sy: number;
  readonly sz: number;
}

/** A footprint is drawn in its true proportions up to this ratio of its sides, then squeezed. */
const longestFootprint = 4;
const usualHeight = 0.9;
/** Heights may grow or shrink by this factor before the frame gives up on them. */
const patience = 8;

/** The frame in which an extent fills the scene, its heights `height` units of it. */
export function sceneFrameOf(extent: Extent, height = usualHeight): SceneFrame {
  const width = extent.x1 - extent.x0;
  const depth = extent.y1 - extent.y0;
  const longest = Math.max(width, depth);
  const shortest = Math.min(width, depth);
  const squeezed = longest > longestFootprint * shortest;
  // Halved before subtracting: the difference of two huge heights may overflow.
  const halfSpan = extent.hi / 2 - extent.lo / 2;
  return {
    x: extent.x0 / 2 + extent.x1 / 2,
    y: extent.y0 / 2 + extent.y1 / 2,
    z: extent.lo / 2 + extent.hi / 2,
    sx: 2 / (squeezed ? width : longest),
    sy: 2 / (squeezed ? depth : longest),
    sz: halfSpan > 0 && Number.isFinite(halfSpan) ? height / halfSpan / 2 : 1,
  };
}

/**
 * The frame to keep when the picture changes under the eye: the same one, so that a surface that
 * doubles its height is seen to do so, unless the footprint has changed or the heights no longer
 * suit it by a factor of `patience`.
 */
export function keepSceneFrame(
  sceneFrame: SceneFrame,
  extent: Extent,
  height = usualHeight,
): SceneFrame {
  const fresh = sceneFrameOf(extent, height);
  const sameFootprint =
    fresh.x === sceneFrame.x &&
    fresh.y === sceneFrame.y &&
    fresh.sx === sceneFrame.sx &&
    fresh.sy === sceneFrame.sy;
  if (!sameFootprint) return fresh;
  const flat = extent.lo === extent.hi;
  const drift = Math.abs(fresh.z - sceneFrame.z) * sceneFrame.sz;
  const ratio = flat ? 1 : sceneFrame.sz / fresh.sz;
  const suits = ratio < patience && ratio > 1 / patience && drift < patience / 2;
  return suits ? sceneFrame : fresh;
}

/** Scene coordinate of a height; heights that overflowed are drawn at the middle. */
export function sceneHeight(sceneFrame: SceneFrame, z: number): number {
  const height = (z - sceneFrame.z) * sceneFrame.sz;
  return Number.isFinite(height) ? height : 0;
}
