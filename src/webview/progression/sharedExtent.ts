import {
  sceneFrameOf,
  keepSceneFrame,
  type Extent,
  type SceneFrame,
} from '../../core/picture/sceneFrame.ts';
import type { Plan } from '../../protocol/progression.ts';
import type { Setting } from '../viewport/drawing.ts';
import type { Frames } from './frames.ts';
import type { Height } from '../../core/height.ts';

/** Frames whose range of heights exceeds this multiple of the median are ignored as outliers. */
const outlier = 8;

/** One extent for all frames of a sequence, so that growth is visible. */
export interface SharedExtent {
  /** Computes the extent; call it before drawing. Returns false while the extent may still grow. */
  prepare(plan: Plan, frames: Frames, height: Height): boolean;
  /** The extent and scene frame for a drawing with the extent `own`. */
  readonly settingOf: (
    own: Extent,
    kept: SceneFrame | undefined,
    sceneHeight: number | undefined,
  ) => Setting;
}

/**
 * The extent covers the heights of all frames received so far, except for outliers, as in a training
 * that diverges. It grows while frames arrive and is fixed once all have. The frames of a sequence by
 * layer show different quantities, so each has its own extent.
 */
export function createSharedExtent(): SharedExtent {
  let heights: { readonly lo: number; readonly hi: number } | undefined;
  let fixed = false;
  let last: Setting | undefined;
  return {
    prepare: (plan, frames, height) => {
      heights = plan.sequence.kind === 'layer' ? undefined : heightsOf(plan, frames, height);
      fixed = frames.complete;
      return fixed || !heights;
    },
    settingOf: (own, kept, sceneHeight) => {
      const extent = heights ? { ...own, ...heights } : own;
      const sceneFrame =
        kept && heights && fixed
          ? keepSceneFrame(kept, extent, sceneHeight)
          : sceneFrameOf(extent, sceneHeight);
      if (!heights) return { extent, sceneFrame };
      // An equal extent keeps its identity, so that the drawing is reused.
      if (last && sameNumbers(last.extent, extent)) return { extent: last.extent, sceneFrame };
      last = { extent, sceneFrame };
      return last;
    },
  };
}

function heightsOf(
  { length }: Plan,
  frames: Frames,
  height: Height,
): { readonly lo: number; readonly hi: number } | undefined {
  const ranges: (readonly [lo: number, hi: number])[] = [];
  for (let i = 0; i < length; i++) {
    const trace = frames.trace(i);
    if (trace) ranges.push(rangeOf(trace.numbers.ranges, height));
  }
  const spans = ranges.map(([lo, hi]) => hi - lo).sort((a, b) => a - b);
  const usual = spans[Math.floor(spans.length / 2)];
  const fitting = ranges.filter(([lo, hi]) => usual === 0 || hi - lo <= outlier * usual);
  if (fitting.length === 0) return undefined;
  return {
    lo: fitting.reduce((least, [lo]) => Math.min(least, lo), Infinity),
    hi: fitting.reduce((most, [, hi]) => Math.max(most, hi), -Infinity),
  };
}

/** A range that contains the height, given the ranges of the outputs. */
function rangeOf(
  ranges: readonly (readonly [lo: number, hi: number])[],
  height: Height,
): readonly [lo: number, hi: number] {
  switch (height.kind) {
    case 'output':
      return ranges[Math.min(height.index, ranges.length - 1)];
    case 'difference': {
      const [plus, minus] = [ranges[height.index], ranges[height.minus]];
      return [plus[0] - minus[1], plus[1] - minus[0]];
    }
    case 'argmax':
      return [Math.max(...ranges.map(([lo]) => lo)), Math.max(...ranges.map(([, hi]) => hi))];
  }
}

function sameNumbers(p: Extent, q: Extent): boolean {
  return (
    p.x0 === q.x0 &&
    p.x1 === q.x1 &&
    p.y0 === q.y0 &&
    p.y1 === q.y1 &&
    p.lo === q.lo &&
    p.hi === q.hi
  );
}
