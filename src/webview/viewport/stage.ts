import { createFlat } from './flat/flat.ts';
import { createGraph } from './flat/graph.ts';
import { canvasSized } from './flat/canvas.ts';
import type { Pause } from '../kit/timeSliced.ts';
import { l10n } from '../kit/l10n.ts';
import type { Drawable, Drawing } from './drawing.ts';
import { paintHighlight } from './highlight.ts';
import { paintMoving } from './movingMark.ts';
import { overlayPainter } from './axesOverlay.ts';
import { paintMarks, type Marks } from './overlay.ts';
import type { Viewport } from './projection.ts';
import type { Renderer, Shot } from './renderer.ts';
import { createScene } from './scene/scene.ts';

/** Where the picture is drawn: the canvas of the renderer between those of axes and marks. */
export interface Stage {
  readonly node: HTMLElement;
  /** Size in CSS pixels. */
  size(): { width: number; height: number };
  /** Chooses the renderer: a graph, a surface with WebGL, or else a flat picture. */
  prepare(graph: boolean): Renderer['kind'];
  /** Prepares the first shot of a large drawing in steps; the last picture stays until then. */
  prepareDrawing(drawing: Drawing<Drawable>): Generator<Pause, unknown>;
  /** Draws the marks, and the picture when something in `picture` is new. */
  draw(shot: Shot, picture: readonly unknown[], marks: Marks): void;
  /**
   * An image of a shot without marks, over a background if one is given. Throws a RangeError if the
   * graphics card cannot draw it in this size.
   */
  capture(shot: Shot, background: string | undefined): HTMLCanvasElement;
  /** Shows nothing until the next picture: the last one is of another document. */
  clear(): void;
  focus(): void;
  /** Sets the cursor: the direction in which something can be dragged, or that it is dragged. */
  showDragCursor(grip: 'ew' | 'ns' | 'nesw' | 'nwse' | 'held' | undefined): void;
  /** Draws a shot in its own size. The canvas is valid until the next one is drawn. */
  readonly take: (shot: Shot) => HTMLCanvasElement;
}

export interface StageEvents {
  /** The picture must be drawn again, as after a resize. */
  readonly onStale: () => void;
  /** WebGL is unavailable, was lost, or works again (undefined). */
  readonly onFlat: (because: 'unavailable' | 'lost' | undefined) => void;
}

/** Room for the numbers along the axes in the view from above, in pixels. */
const gutters = { left: 58, right: 14, top: 12, bottom: 44 };

/** The viewport of a stage. A 3D picture may use all of it. */
export function viewportOf(
  { width, height }: { width: number; height: number },
  flatness: number,
): Viewport {
  return {
    width,
    height,
    left: flatness * gutters.left,
    right: flatness * gutters.right,
    top: flatness * gutters.top,
    bottom: flatness * gutters.bottom,
  };
}

/** A stage that draws with WebGL, or on a 2D canvas where WebGL is unavailable. */
export function createStage(events: StageEvents): Stage {
  const [behind, highlight, marked, front] = Array.from({ length: 4 }, overlayCanvas);
  const paintOverlay = overlayPainter();
  const node = document.createElement('div');
  node.className = 'stage';
  node.append(behind, highlight, marked, front);
  let renderer: Renderer | undefined;
  let hasWebGL = true;
  let drawn: readonly unknown[] = [];
  /** A scene whose context was lost; it is notified when the context is restored. */
  let dormant: Renderer | undefined;

  new ResizeObserver(events.onStale).observe(node);

  const install = (next: Renderer): void => {
    const focused = document.activeElement === renderer?.canvas;
    if (renderer !== dormant) renderer?.dispose();
    renderer?.canvas.remove();
    describeCanvas(next.canvas);
    behind.after(next.canvas);
    if (focused) next.canvas.focus();
    renderer = next;
  };

  const onLost = (): void => {
    dormant = renderer;
    events.onFlat('lost');
  };
  const onRestored = (): void => {
    dormant?.dispose();
    dormant = undefined;
    events.onFlat(undefined);
  };

  const tryScene = (): Renderer | undefined => {
    if (!hasWebGL || dormant) return undefined;
    try {
      return createScene({ onLost, onRestored });
    } catch {
      // The notice informs the user; three has already written to the console.
      hasWebGL = false;
      events.onFlat('unavailable');
      return undefined;
    }
  };

  const prepare = (graph: boolean): Renderer => {
    if (graph) {
      if (renderer?.kind !== 'graph') install(createGraph());
    } else if (renderer?.kind !== 'scene' || renderer === dormant) {
      const scene = tryScene();
      if (scene) install(scene);
      else if (renderer?.kind !== 'flat') install(createFlat());
    }
    if (!renderer) throw new Error('The stage has no renderer.');
    return renderer;
  };

  return {
    node,
    size: () => ({ width: node.clientWidth, height: node.clientHeight }),
    prepare: (graph) => prepare(graph).kind,
    *prepareDrawing(drawing) {
      const current = prepare(drawing.picture.graph);
      if (current.prepare) yield* current.prepare(drawing);
    },
    capture: (shot, background) => {
      const current = prepare(shot.drawing.picture.graph);
      paintOverlay(behind, front, shot);
      current.draw(shot);
      // The picture on the screen is drawn again before the next frame.
      drawn = [];
      events.onStale();
      return composed(shot, background, [behind, current.canvas, front]);
    },
    clear: () => {
      node.classList.add('blank');
      drawn = [];
    },
    focus: () => renderer?.canvas.focus(),
    showDragCursor: (grip) => {
      node.dataset.grip = grip ?? 'none';
    },
    take: (shot) => {
      const current = prepare(shot.drawing.picture.graph);
      drawn = [];
      current.draw(shot);
      return current.canvas;
    },
    draw: (shot, content, marks) => {
      const { picture } = shot.drawing;
      const current = prepare(picture.graph);
      node.classList.remove('blank');
      const context = canvasSized(marked, shot.viewport);
      context.clearRect(0, 0, shot.viewport.width, shot.viewport.height);
      paintMarks(context, shot, marks);
      if (marks.moving) paintMoving(context, shot, marks.moving);
      const now = [current, devicePixelRatio, ...content];
      if (now.every((part, i) => Object.is(part, drawn[i]))) return;
      drawn = now;
      paintOverlay(behind, front, shot);
      current.draw(shot);
      paintHighlight(highlight, shot);
      const mode = current.kind === 'flat' ? 'flat' : shot.flatness < 0.5 ? '3d' : '2d';
      current.canvas.dataset.mode = mode;
      current.canvas.dataset.cells = String(picture.complex.cellCount);
      current.canvas.dataset.version = String(picture.version);
      current.canvas.toggleAttribute('data-image', shot.drawing.image !== undefined);
      current.canvas.toggleAttribute('data-coarse', picture.coarseness !== undefined);
    },
  };
}

/** The layers composed into an image. Seen from above, the picture ends at its axes. */
function composed(
  { viewport, flatness }: Shot,
  background: string | undefined,
  [behind, picture, front]: readonly HTMLCanvasElement[],
): HTMLCanvasElement {
  const gpu = picture.getContext('webgl2');
  if (gpu && (gpu.drawingBufferWidth < picture.width || gpu.drawingBufferHeight < picture.height))
    throw new RangeError(
      l10n.t('The graphics card cannot draw {0} × {1} pixels.', picture.width, picture.height),
    );
  const image = document.createElement('canvas');
  const context = canvasSized(image, viewport);
  const { width, height, left, right, top, bottom } = viewport;
  if (background) {
    context.fillStyle = background;
    context.fillRect(0, 0, width, height);
  }
  context.drawImage(behind, 0, 0, width, height);
  context.save();
  if (flatness === 1) {
    context.beginPath();
    context.rect(left, top, width - left - right, height - top - bottom);
    context.clip();
  }
  context.drawImage(picture, 0, 0, width, height);
  context.restore();
  context.drawImage(front, 0, 0, width, height);
  return image;
}

function describeCanvas(canvas: HTMLCanvasElement): void {
  canvas.id = 'stage';
  canvas.className = 'picture';
  canvas.tabIndex = 0;
  canvas.role = 'application';
  canvas.ariaLabel = l10n.t('Fold complex');
  canvas.setAttribute('aria-describedby', ['summary', 'keys-hint'].join(' '));
}

function overlayCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'overlay';
  canvas.ariaHidden = 'true';
  return canvas;
}
