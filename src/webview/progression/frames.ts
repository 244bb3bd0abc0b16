import type { FrameDetail, FrameNumbers, Plan, ShownFrame } from '../../protocol/progression.ts';
import type { Drawable } from '../viewport/drawing.ts';

/** A frame that can be drawn. */
export interface DrawableFrame extends Drawable {
  readonly index: number;
  readonly detail: FrameDetail;
  readonly numbers: FrameNumbers;
}

/** What the curves need of a frame; kept for all frames, even if the complex is unloaded. */
export interface FrameTrace {
  readonly detail: FrameDetail;
  readonly numbers: FrameNumbers;
}

/**
 * A cache of the frames received so far. Complexes take up to `capacity` bytes; beyond that, those
 * farthest from the current frame are unloaded and must be requested again.
 */
export interface Frames {
  /** Starts a run. Frames of the previous run of the same sequence are kept until they are replaced. */
  begin(run: number, plan: Plan): void;
  /** Adds a frame; false if it belongs to an earlier run. */
  add(run: number, frame: ShownFrame, position: number): boolean;
  /** Shortens the sequence, when it turns out to have fewer frames. */
  shorten(length: number): void;
  at(index: number): DrawableFrame | undefined;
  /** The frame at an index, or the loaded one nearest to it. */
  nearest(index: number): DrawableFrame | undefined;
  trace(index: number): FrameTrace | undefined;
  /** Whether the frame of this run has arrived, even if its complex has been unloaded since. */
  has(index: number): boolean;
  /** Whether all frames of this run have arrived. */
  readonly complete: boolean;
  /** Increases with every change. */
  readonly generation: number;
}

interface Entry {
  readonly run: number;
  readonly frame: DrawableFrame;
  readonly bytes: number;
}

/** Creates an empty cache. */
export function createFrames(capacity = 192 * 2 ** 20): Frames {
  const loaded = new Map<number, Entry>();
  const traces: (FrameTrace & { readonly run: number })[] = [];
  let current: { readonly run: number; readonly plan: Plan } | undefined;
  let bytes = 0;
  let generation = 0;
  /** Indices of the frames received in this run. */
  let arrived = 0;

  const drop = (index: number): void => {
    bytes -= loaded.get(index)?.bytes ?? 0;
    loaded.delete(index);
  };
  const makeRoom = (position: number): void => {
    const byDistance = [...loaded.keys()].sort(
      (p, q) => Math.abs(q - position) - Math.abs(p - position),
    );
    for (const index of byDistance) {
      if (bytes <= capacity || loaded.size === 1) return;
      drop(index);
    }
  };

  return {
    begin: (run, plan) => {
      const before = current?.plan;
      const same =
        before?.length === plan.length &&
        JSON.stringify(before.sequence) === JSON.stringify(plan.sequence);
      if (!same) {
        loaded.clear();
        traces.length = 0;
        bytes = 0;
      }
      current = { run, plan };
      arrived = 0;
      generation++;
    },
    add: (run, shown, position) => {
      if (current?.run !== run) return false;
      drop(shown.index);
      const frame = drawableOf(current.plan, shown);
      const entry = { run, frame, bytes: byteLength(shown) };
      loaded.set(shown.index, entry);
      bytes += entry.bytes;
      if (traces.at(shown.index)?.run !== run) arrived++;
      traces[shown.index] = { run, detail: shown.detail, numbers: shown.numbers };
      generation++;
      makeRoom(position);
      return true;
    },
    shorten: (length) => {
      if (!current) return;
      current = { ...current, plan: { ...current.plan, length } };
      generation++;
    },
    at: (index) => loaded.get(index)?.frame,
    nearest: (index) => {
      const exact = loaded.get(index);
      if (exact) return exact.frame;
      let best: Entry | undefined;
      for (const entry of loaded.values()) {
        const closer =
          !best || Math.abs(entry.frame.index - index) < Math.abs(best.frame.index - index);
        if (closer) best = entry;
      }
      return best?.frame;
    },
    trace: (index) => traces.at(index),
    has: (index) => traces.at(index)?.run === (current?.run ?? NaN),
    get complete() {
      return arrived === current?.plan.length;
    },
    get generation() {
      return generation;
    },
  };
}

function drawableOf(plan: Plan, shown: ShownFrame): DrawableFrame {
  const { version, title, domain, graph, inputNames } = plan;
  return { version, title, domain, graph, inputNames, ...shown };
}

function byteLength({ complex, network }: ShownFrame): number {
  let bytes = 0;
  for (const value of Object.values(complex))
    if (ArrayBuffer.isView(value)) bytes += value.byteLength;
  for (const layer of network.layers) bytes += layer.weights.byteLength + layer.bias.byteLength;
  return bytes;
}
