import { cellPattern } from '../../core/complex/describe.ts';
import { cellArea } from '../../core/complex/measure.ts';
import { follow, startFollowing, type Followed } from '../../core/progression/follow.ts';
import type { DrawableFrame } from './frames.ts';
import type { Place } from './state.ts';

/** A region followed through the frames: where the user picked it, and its activation pattern there. */
export interface Follower extends Place {
  readonly pattern: readonly number[];
}

/** The region of a follower in one frame. */
export interface FollowedRegion {
  readonly cell: number;
  /** A point inside the region. */
  readonly x: number;
  readonly y: number;
  readonly area: number;
  /** Whether it still has the activation pattern of the follower. */
  readonly same: boolean;
}

/** Starts to follow the region of a cell. */
export function takeUp(frame: DrawableFrame, cell: number, { x, y }: Place): Follower {
  return { x, y, pattern: Array.from(cellPattern(frame.complex, cell)) };
}

const remembered = new WeakMap<
  DrawableFrame,
  { readonly follower: Follower; readonly region: FollowedRegion | undefined }
>();

/**
 * The region of a follower in a frame: the one with its activation pattern if there is one and all
 * frames have the same folds, otherwise the one at its point.
 */
export function regionOf(frame: DrawableFrame, follower: Follower): FollowedRegion | undefined {
  const known = remembered.get(frame);
  if (known?.follower === follower) return known.region;
  const region = find(frame, follower);
  remembered.set(frame, { follower, region });
  return region;
}

function find(frame: DrawableFrame, { x, y, pattern }: Follower): FollowedRegion | undefined {
  const { complex, detail } = frame;
  const sameFolds = detail.kind !== 'fold' && detail.kind !== 'layer';
  const witness = { x, y };
  const before: Followed = { cell: 0, witness, pattern: Uint32Array.from(pattern), same: true };
  const found = sameFolds ? follow(complex, before, true) : startFollowing(complex, witness);
  if (!found) return undefined;
  const at = sameFolds && found.same ? found.witness : witness;
  return { cell: found.cell, ...at, area: cellArea(complex, found.cell), same: found.same };
}
