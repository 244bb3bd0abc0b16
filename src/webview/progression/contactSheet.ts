import { html, render } from 'lit-html';
import type { Camera } from '../viewport/camera.ts';
import { withFinerLines } from '../../core/plot/palette.ts';
import { counted } from '../kit/counts.ts';
import { elementOf } from '../kit/elementOf.ts';
import { canvasSized } from '../viewport/flat/canvas.ts';
import type { Size } from '../viewport/framing.ts';
import { l10n } from '../kit/l10n.ts';
import { paintMarks } from '../viewport/overlay.ts';
import type { Shot } from '../viewport/renderer.ts';
import { shotOf } from '../viewport/shot.ts';
import { memo } from '../kit/memo.ts';
import { progressRing } from '../kit/controls.ts';
import { firstKey } from '../kit/keymap.ts';
import { regionOf } from './following.ts';
import { gridFrames } from './gridFrames.ts';
import { frameTitle } from './frameNames.ts';
import { createFrameDrawer } from './frameDrawer.ts';
import type { DrawableFrame, Frames } from './frames.ts';
import type { FrameDrawing, ProgressionState } from './state.ts';
import { paintPoints } from './points.ts';
import type { SharedExtent } from './sharedExtent.ts';
import { tilingOf } from './tiling.ts';

/** Several frames side by side, all seen from the same camera. */
export interface ContactSheet {
  readonly node: HTMLElement;
  /** Lays out the tiles. Call it before measuring or drawing. */
  arrange(state: ProgressionState): void;
  /** Draws the frames; `take` renders with the single renderer of the page. */
  draw(
    state: ProgressionState,
    camera: Camera,
    flatness: number,
    take: (shot: Shot) => HTMLCanvasElement,
  ): void;
  /** The tile under a point of the sheet, and the pixel of its picture there. */
  tileAt(
    x: number,
    y: number,
  ):
    | { readonly index: number; readonly shot: Shot; readonly x: number; readonly y: number }
    | undefined;
  /** Any shot on the sheet, used to move the camera. */
  shot(): Shot | undefined;
  /** The shots currently on the sheet. */
  shots(): readonly TileShot[];
  tileSize(): Size;
  columns(): number;
  /** The frames on the sheet. */
  indices(): readonly number[];
}

export interface SheetActions {
  readonly goTo: (index: number) => void;
  /** Shows a frame alone. */
  readonly open: (index: number) => void;
}

/** A tile: one frame on the sheet. */
export interface TileShot {
  readonly frame: DrawableFrame;
  readonly shot: Shot;
}

const captionHeight = 36;

/** The side in pixels of a picture whose lines have their full width, and the least factor on it. */
const fullSide = 360;
const finest = 0.35;

/** The factor on the widths of the lines of a tile, in steps. */
function finenessOf({ width, height }: Size): number {
  const share = Math.min(width, height) / fullSide;
  return Math.min(1, Math.max(finest, Math.round(20 * share) / 20));
}

/** Creates an empty contact sheet. */
export function createContactSheet(
  frames: Frames,
  sharedExtent: SharedExtent,
  onMore: () => void,
  actions: SheetActions,
): ContactSheet {
  const tiles: Tile[] = [];
  const node = elementOf(
    html`<div class="sheet" role="group" aria-label=${l10n.t('Frames')}></div>`,
  );
  let used = 0;
  let indices: readonly number[] = [];

  const tileSize = (): Size => {
    const { columns, rows } = tilingOf(used, node.clientWidth, node.clientHeight, captionHeight);
    const width = Math.floor(node.clientWidth / Math.max(1, columns));
    const height = Math.floor(node.clientHeight / Math.max(1, rows)) - captionHeight;
    return { width, height };
  };

  return {
    node,
    tileSize,
    columns: () => tilingOf(used, node.clientWidth, node.clientHeight, captionHeight).columns,
    indices: () => indices,
    shot: () => tiles.find(({ shot }) => shot() !== undefined)?.shot(),
    shots: () =>
      tiles.slice(0, used).flatMap(({ frame, shot }) => {
        const [drawn, taken] = [frame(), shot()];
        return drawn && taken ? [{ frame: drawn, shot: taken }] : [];
      }),
    tileAt: (x, y) => {
      const { left, top } = node.getBoundingClientRect();
      const under = document.elementFromPoint(x + left, y + top);
      const tile = tiles.find((one) => under !== null && one.node.contains(under));
      const shot = tile?.shot();
      if (!tile || !shot) return undefined;
      const picture = tile.canvas.getBoundingClientRect();
      return { index: tile.index(), shot, x: x + left - picture.left, y: y + top - picture.top };
    },
    arrange: (state) => {
      if (!state.plan) return;
      indices = gridFrames(state);
      while (tiles.length < indices.length) tiles.push(createTile(sharedExtent, onMore, actions));
      used = indices.length;
      render(
        html`<p class="sheet-empty muted" ?hidden=${used > 0}>
            ${l10n.t(
              'No frames selected. Go to a frame on the timeline and press {0} to add it.',
              firstKey('mark'),
            )}
          </p>
          ${tiles.slice(0, used).map((tile) => tile.node)}`,
        node,
      );
      const { columns } = tilingOf(used, node.clientWidth, node.clientHeight, captionHeight);
      node.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    },
    draw: (state, camera, flatness, take) => {
      const size = tileSize();
      const here = nearestOf(indices, state.position);
      indices.forEach((index, i) => {
        tiles[i].draw(index, frames.at(index), index === here, state, camera, flatness, size, take);
      });
    },
  };
}

interface Tile {
  readonly node: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly index: () => number;
  readonly frame: () => DrawableFrame | undefined;
  readonly shot: () => Shot | undefined;
  draw(
    index: number,
    frame: DrawableFrame | undefined,
    isHere: boolean,
    state: ProgressionState,
    camera: Camera,
    flatness: number,
    size: Size,
    take: (shot: Shot) => HTMLCanvasElement,
  ): void;
}

function createTile(sharedExtent: SharedExtent, onMore: () => void, actions: SheetActions): Tile {
  const canvas = document.createElement('canvas');
  canvas.ariaHidden = 'true';
  const title = elementOf(html`<span class="tile-title"></span>`);
  const count = elementOf(html`<span class="tile-count number"></span>`);
  const waiting = elementOf(
    html`<span class="tile-waiting">${progressRing(l10n.t('Computing'))}</span>`,
  );
  const node = elementOf(
    html`<button class="tile" type="button">
      ${canvas}${waiting}<span class="tile-caption">${title}${count}</span>
    </button>`,
  );
  const drawer = createFrameDrawer(onMore, sharedExtent);
  const fine = memo((drawing: FrameDrawing, factor: number): FrameDrawing =>
    factor < 1 ? { ...drawing, palette: withFinerLines(drawing.palette, factor) } : drawing,
  );
  let at = 0;
  let shown: DrawableFrame | undefined;
  let shot: Shot | undefined;
  let drawn: readonly unknown[] = [];
  // The sheet handles the pointer, because it distinguishes clicks from drags.
  node.addEventListener('click', ({ detail }) => {
    if (detail === 0) actions.open(at);
  });
  node.addEventListener('focus', () => {
    if (node.matches(':focus-visible')) actions.goTo(at);
  });
  return {
    node,
    canvas,
    index: () => at,
    frame: () => shown,
    shot: () => shot,
    draw: (index, frame, isHere, state, camera, flatness, size, take) => {
      at = index;
      shown = frame;
      setCurrent(node, isHere);
      waiting.hidden = frame !== undefined;
      if (!frame || size.width < 8 || size.height < 8) return;
      title.textContent = frameTitle(frame);
      count.textContent = counted.regions(frame.numbers.regions);
      const { choices, theme, followed } = state;
      const { width, height } = size;
      const drawing = fine(drawer(frame, choices, state).drawing, finenessOf(size));
      const now = [drawing, choices, camera, flatness, theme, followed, width, height];
      if (shot && now.every((part, i) => Object.is(part, drawn[i]))) return;
      drawn = now;
      const viewport = { width, height, left: 0, right: 0, top: 0, bottom: 0 };
      shot = shotOf(drawing, choices, camera, viewport, theme, flatness);
      const context = canvasSized(canvas, size);
      context.clearRect(0, 0, width, height);
      context.drawImage(take(shot), 0, 0, width, height);
      if (state.plan?.data) paintPoints(context, shot, state.plan.data);
      const region = followed && regionOf(frame, followed);
      if (region)
        paintMarks(context, shot, {
          hovered: -1,
          pinned: region.cell,
          edge: -1,
          cross: region,
          moving: undefined,
        });
    },
  };
}

function setCurrent(node: HTMLElement, isHere: boolean): void {
  if (isHere) node.setAttribute('aria-current', 'true');
  else node.removeAttribute('aria-current');
}

function nearestOf(indices: readonly number[], position: number): number | undefined {
  const away = (index: number): number => Math.abs(index - position);
  return indices.toSorted((p, q) => away(p) - away(q)).at(0);
}
