import type { Extent } from '../../core/picture/sceneFrame.ts';
import type { Camera } from '../viewport/camera.ts';
import { framed, refitted, type Size } from '../viewport/framing.ts';
import type { Stage } from '../viewport/stage.ts';
import type { Store } from '../kit/store.ts';
import type { ContactSheet } from './contactSheet.ts';
import type { Choices } from '../viewport/choices.ts';
import { facingDirection, roomyDrawing } from './foldedDrawing.ts';
import type { FrameDrawing, ProgressionState } from './state.ts';

/** The camera of the page, shared by the single frame and all tiles of the grid. */
export interface SharedCamera {
  /** The size of one picture: the whole stage, or one tile. */
  readonly room: () => Size;
  /**
   * The current camera, scaled if the size has changed. Until the user moves it, it is fitted to the
   * size and to the extent while that grows.
   */
  cameraFor(drawing: FrameDrawing, isSettled: boolean): Camera;
  /** The camera, limited to what the renderer supports: without WebGL, an orthographic top view. */
  seenBy(
    camera: Camera,
    graph: boolean,
  ): { readonly camera: Camera; readonly isDeep: boolean; readonly flatness: 0 | 1 };
}

/** A camera that shows the whole drawing, from the direction of another one or from the best one. */
export function wholeFrom(
  drawing: FrameDrawing,
  choices: Choices,
  size: Size,
  direction: Camera | undefined,
): Camera {
  const roomy = roomyDrawing(drawing);
  const facing = direction ? undefined : facingDirection(drawing);
  const whole = framed(roomy, choices, size, direction);
  return facing
    ? framed(roomy, choices, size, { ...whole, orbit: { ...whole.orbit, ...facing } })
    : whole;
}

/** Creates the camera of a new page. */
export function createSharedCamera(
  store: Store<ProgressionState>,
  stage: Stage,
  contactSheet: ContactSheet,
): SharedCamera {
  /** The camera that was last fitted, and what it was fitted to. */
  let fitted: { readonly camera: Camera; readonly extent: Extent } | undefined;
  /** The size that the camera was last used with. */
  let before: ({ readonly layout: ProgressionState['layout'] } & Size) | undefined;

  const room = (): Size => {
    const tile = contactSheet.tileSize();
    return store.get().layout === 'grid' && tile.width > 0 ? tile : stage.size();
  };
  const fit = (drawing: FrameDrawing, isSettled: boolean): Camera => {
    const { camera, choices, layout } = store.get();
    const { width, height } = room();
    const stays =
      !before || (before.layout === layout && before.width === width && before.height === height);
    const untouched = camera === fitted?.camera;
    const widened = !isSettled && drawing.extent !== fitted?.extent;
    if (camera && stays && !(untouched && widened)) return camera;
    if (camera && before && !untouched)
      return refitted(camera, roomyDrawing(drawing), choices, before, room());
    const whole = wholeFrom(drawing, choices, room(), camera);
    fitted = { camera: whole, extent: drawing.extent };
    return whole;
  };
  return {
    room,
    cameraFor: (drawing, isSettled) => {
      const camera = fit(drawing, isSettled);
      before = { layout: store.get().layout, ...room() };
      return camera;
    },
    seenBy: (camera, graph) => {
      const isDeep = stage.prepare(graph) === 'scene';
      const seen: Camera = isDeep ? camera : { ...camera, mode: '2d' };
      return { camera: seen, isDeep, flatness: seen.mode === '2d' ? 1 : 0 };
    },
  };
}
