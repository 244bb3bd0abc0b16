import type { Camera } from '../viewport/camera.ts';
import type { Size } from '../viewport/framing.ts';
import type { Shot } from '../viewport/renderer.ts';
import { shotOf } from '../viewport/shot.ts';
import type { Store } from '../kit/store.ts';
import { createAnimation } from './animation.ts';
import { choicesFor } from './frameChoices.ts';
import { createFrameDrawer } from './frameDrawer.ts';
import { frameTitle } from './frameNames.ts';
import type { DrawableFrame, Frames } from './frames.ts';
import { captionHeight, paintFrame } from './framePng.ts';
import type { SharedExtent } from './sharedExtent.ts';
import type { ProgressionState } from './state.ts';

/** What a recording needs. */
export interface RecorderParts {
  readonly store: Store<ProgressionState>;
  readonly frames: Frames;
  readonly sharedExtent: SharedExtent;
  /** Requests frames that have been unloaded. */
  readonly recall: (indices: readonly number[]) => void;
  /** The size that the camera is fitted to. */
  readonly size: () => Size;
  /** The camera used for drawing, and its flattening of heights; undefined before the first frame. */
  readonly seen: (
    graph: boolean,
  ) => { readonly camera: Camera; readonly flatness: number } | undefined;
  readonly take: (shot: Shot) => HTMLCanvasElement;
}

/** Longest side of a recording in pixels, and the duration of its last frame in milliseconds. */
const longest = 720;
const rest = 1500;
/** Number of frames requested ahead of the one being recorded. */
const ahead = 12;

/**
 * Records all frames of a sequence at the chosen speed, one per animation frame of the page, waiting for
 * frames that are not loaded. The progress is in the state. Returns undefined if the recording is
 * stopped: `recording` is reset elsewhere, or another sequence starts.
 */
export function createRecorder(parts: RecorderParts): () => Promise<Uint8Array | undefined> {
  const { store, frames, sharedExtent, recall, size, seen, take } = parts;
  const drawer = createFrameDrawer(() => undefined, sharedExtent, Infinity);

  const shotFor = (frame: DrawableFrame): Shot | undefined => {
    const state = store.get();
    const view = seen(frame.graph);
    if (!view) return undefined;
    const choices = choicesFor(state);
    const { drawing } = drawer(frame, choices, state);
    const viewport = { ...fitting(size()), left: 0, right: 0, top: 0, bottom: 0 };
    return shotOf(drawing, choices, view.camera, viewport, state.theme, view.flatness);
  };

  return async () => {
    const { plan } = store.get();
    if (!plan || store.get().recording !== undefined) return undefined;
    const animation = createAnimation();
    const context = document.createElement('canvas').getContext('2d');
    if (!context) throw new Error('This browser has no 2-D canvas.');
    const { sequence, version } = plan;
    const isOver = (): boolean => {
      const { plan: now, recording } = store.get();
      return recording === undefined || now?.sequence !== sequence || now.version !== version;
    };
    store.set({ recording: 0, playing: false });
    try {
      for (let index = 0; index < (store.get().plan?.length ?? 0); index++) {
        if (index > 0 && isOver()) return undefined;
        store.set({ recording: index });
        recall(Array.from({ length: ahead }, (_, i) => index + i));
        let frame = frames.at(index);
        do {
          await nextFrame();
          if (isOver()) return undefined;
          frame = frames.at(index);
        } while (!frame && index < (store.get().plan?.length ?? 0));
        const shot = frame && shotFor(frame);
        if (!frame || !shot) break;
        if (index === 0) {
          context.canvas.width = shot.viewport.width;
          context.canvas.height = shot.viewport.height + captionHeight;
        }
        const { theme, speed, plan: now } = store.get();
        paintFrame(
          context,
          { shot, title: frameTitle(frame) },
          { theme, data: now?.data },
          1,
          take,
        );
        const isLast = index === (now?.length ?? 0) - 1;
        animation.add(context, isLast ? rest : 1000 / speed);
      }
      return animation.finish();
    } finally {
      store.set({ recording: undefined });
    }
  };
}

/** A size in even whole pixels with the aspect ratio of a given size. */
function fitting({ width, height }: Size): Size {
  const scale = Math.min(1, longest / Math.max(width, height));
  const even = (length: number): number => Math.max(2, 2 * Math.round((length * scale) / 2));
  return { width: even(width), height: even(height) };
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
