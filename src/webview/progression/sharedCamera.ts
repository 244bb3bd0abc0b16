import type { Extent } from '../../core/picture/sceneFrame.ts';
import type { Camera } from '../viewport/camera.ts';
import { framed, refitted, type Size } from '../viewport/framing.ts';
import type { Stage } from '../viewport/stage.ts';
import type { Store } from '../kit/store.ts';
import type { ContactSheet } from './contactSheet.ts';
import { roomyDrawing } from './foldedDrawing.ts';
import type { FrameDrawing, ProgressionState } from './state.ts';

/** The one camera of the page, for a frame alone and for several side by side. */
export interface SharedCamera {
  /** The room of one picture: all of the stage, or one tile. */
  readonly room: () => Size;
  /**
   * The camera as it is, in proportion when the room has changed. One that nobody has moved follows
   * the setting while that widens, and fills whatever room there is.
   */
  cameraFor(drawing: FrameDrawing, isSettled: boolean): Camera;
  /** A camera as there is means to draw by it: without WebGL it looks from above, and is not deep. */
  seenBy(
    camera: Camera,
    graph: boolean,
  ): { readonly camera: Camera; readonly isDeep: boolean; readonly flatness: 0 | 1 };
}

/** The vantage of a page that has not been looked at. */
export function createSharedCamera(
  store: Store<ProgressionState>,
  stage: Stage,
  pieces: ContactSheet,
): SharedCamera {
  /** The camera that was fitted last, and to what. */
  let fitted: { readonly camera: Camera; readonly extent: Extent } | undefined;
  /** The room that the camera was last used in. */
  let before: ({ readonly layout: ProgressionState['layout'] } & Size) | undefined;

  const room = (): Size => {
    const tile = pieces.tileSize();
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
    const whole = framed(roomyDrawing(drawing), choices, room(), camera);
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
