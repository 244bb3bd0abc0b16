import { html } from 'lit-html';
import type { Controls } from '../../../core/entropy/hysteresis.ts';
import type { Vec3 } from '../../../core/plot/vec3.ts';
import { paletteOf } from '../../../core/plot/palette.ts';
import { rasterOfSheets } from '../../../core/entropy/sheetRaster.ts';
import { boxAxes } from '../../../core/plot/boxAxes.ts';
import { screenSpacing } from '../../viewport/axes.ts';
import { fitOrbit, lens3d, rotate, zoom, type Camera, type Orbit } from '../../viewport/camera.ts';
import type { Size } from '../../../core/plot/labelPlacement.ts';
import type { Theme } from '../../kit/theme.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { canvasSized } from '../../viewport/flat/canvas.ts';
import { listenToGestures } from '../../viewport/gestures.ts';
import { paintAxes } from '../../viewport/paintAxes.ts';
import { memo } from '../../kit/memo.ts';
import { SvgPen, type Pen } from '../../kit/svgPen.ts';
import type { SurfaceDrawing } from './figure.ts';
import { projectionOf, type Projection, type Viewport } from '../../viewport/projection.ts';
import {
  createSheetScene,
  type FloorPicture,
  type SheetScene,
  type SheetStroke,
} from '../../viewport/scene/sheets.ts';
import { inkOf, inkOfRun, type Ink } from './plotColours.ts';
import { shadedPlane } from './shade.ts';
import type { Geometry } from './geometry.ts';
import {
  box,
  clipped,
  floor,
  foldSegments,
  pickSheets,
  sceneFrame,
  sheetSurface,
  type SceneFrame,
} from './sheetSurface.ts';
import { stepNear, shownRuns, type ShownRun } from './runs.ts';
import type { EntropyState, RunPosition, Trail } from './state.ts';
import { paintNames, paintPoint, paintRuns, runPixel } from './surfaceMarks.ts';
import { heightName, labelsOf } from './labels.ts';

export interface SurfaceActions {
  readonly move: (to: Controls) => void;
  readonly look: (camera: Orbit) => void;
  /** Called with the step of a run under the pointer, or none. */
  readonly lookAtRun: (at: RunPosition | undefined) => void;
  readonly stale: () => void;
  /** WebGL is unavailable, was lost, or works again (undefined). */
  readonly flat: (because: EntropyState['flatBecause']) => void;
}

export interface SurfacePane {
  readonly node: HTMLElement;
  /** The element that has the focus and receives keys. */
  readonly target: HTMLElement;
  /** Reads the size again; see `PlotFrame`. */
  measure(): void;
  /** `shownState` is the drawn state, which differs from the state during the animation of a jump. */
  update(state: EntropyState, geometry: Geometry, shownState: number | undefined): void;
  turn(right: number, up: number): void;
  zoom(factor: number): void;
  fit(): void;
  /** Shows all of the surface from the initial direction. */
  reset(): void;
  /** Whether there is a picture. */
  isDrawn(): boolean;
  /** The picture in another theme and size, in CSS pixels, with some image pixels for each of them. */
  picture(theme: Theme, size: Size, ratio: number): SurfaceDrawing | undefined;
}

/** Distance in pixels within which the point can be dragged. */
const reach = 16;

export const usualLook = { azimuth: -0.55, elevation: 0.52 };

/** The folded surface in three dimensions over the shaded control plane. */
export function createSurfacePane(actions: SurfaceActions): SurfacePane {
  const behind = overlay();
  const front = overlay();
  const target = elementOf(
    html`<div
      class="stage surface-stage"
      tabindex="0"
      role="application"
      aria-label=${l10n.t('Equilibrium surface')}
      aria-describedby="situation plot-keys"
    >
      ${behind}${front}
    </div>`,
  );
  const node = elementOf(
    html`<section class="pane" id="surface" aria-label=${l10n.t('Surface')}>
      <h2 class="pane-title">${l10n.t('Surface')}</h2>
      <div class="plot">${target}</div>
    </section>`,
  );
  let size = { width: 0, height: 0 };
  let scene: SheetScene | undefined;
  let works = true;
  let shot:
    | {
        projection: Projection;
        frame: SceneFrame;
        geometry: Geometry;
        state: EntropyState;
        point?: Vec3;
      }
    | undefined;

  const lookOf = (camera: Orbit): Camera => ({
    mode: '3d',
    orbit: camera,
    plane: { x: 0, y: 0, span: 1 },
  });
  const orbitOf = (state: EntropyState): Orbit =>
    state.camera ?? fitOrbit(usualLook, box, aspect());
  let drawn: readonly [EntropyState, Geometry, number | undefined] | undefined;
  const aspect = (): number => Math.max(1, size.width) / Math.max(1, size.height);
  const ready = (): SheetScene | undefined => {
    if (scene || !works) return scene;
    try {
      scene = createSheetScene({
        onLost: () => actions.flat('lost'),
        onRestored: () => {
          scene?.dispose();
          scene?.canvas.remove();
          scene = undefined;
          actions.flat(undefined);
        },
      });
      scene.canvas.className = 'picture';
      behind.after(scene.canvas);
    } catch {
      works = false;
      actions.flat('unavailable');
    }
    return scene;
  };
  new ResizeObserver(actions.stale).observe(target);

  const surfaces = memo(sheetSurface);
  const floors = memo(floorPicture);
  const folds = memo((geometry: Geometry) => foldSegments(geometry));
  const trails = memo((trail: Trail, geometry: Geometry) => trailSegments(trail, geometry));
  const runPaths = memo((runs: readonly ShownRun[], geometry: Geometry) =>
    runs.map(({ places }) => trailSegments({ places, jumps: [] }, geometry).smooth),
  );

  /** The height of the point, or of its projection on the floor, if a pixel hits one of them. */
  const heightOfGrip = (x: number, y: number): number | undefined => {
    const point = shot?.point;
    if (!shot || !point) return undefined;
    for (const z of [point[2], floor]) {
      const [px, py] = shot.projection.project([point[0], point[1], z]);
      if (Math.hypot(px - x, py - y) <= reach) return z;
    }
    return undefined;
  };
  const dragTo = (x: number, y: number, height: number): void => {
    if (!shot) return;
    const { origin, direction } = shot.projection.ray(x, y);
    if (direction[2] === 0) return;
    const t = (height - origin[2]) / direction[2];
    const clamp = (v: number): number => Math.min(1, Math.max(-1, v));
    actions.move(
      shot.frame.controls(clamp(origin[0] + t * direction[0]), clamp(origin[1] + t * direction[1])),
    );
  };
  const steer = (move: (camera: Camera) => Camera): void => {
    if (shot) actions.look(move(lookOf(orbitOf(shot.state))).orbit);
  };
  const zoomAt = (factor: number, x: number, y: number): void => {
    if (!shot) return;
    const { projection, geometry, state } = shot;
    const { sequential } = paletteOf(state.theme.kind);
    const { origin, direction } = projection.ray(x, y);
    const hit = pickSheets(surfaces(geometry, sequential), origin, direction);
    steer((camera) => zoom(camera, factor, hit ?? projection.atTarget(x, y)));
  };
  const reset = (): void => actions.look(fitOrbit(usualLook, box, aspect()));
  listenToGestures(target, {
    hover: (x, y) => {
      target.classList.toggle('grip', heightOfGrip(x, y) !== undefined);
      if (!shot) return;
      const pixel = runPixel(shot.projection, shot.geometry);
      actions.lookAtRun(stepNear(shot.state, pixel, [x, y]));
    },
    leave: () => {
      target.classList.remove('grip');
      actions.lookAtRun(undefined);
    },
    click: () => target.focus(),
    drag: (dx, dy) => steer((camera) => rotate(camera, -dx * 0.0085, dy * 0.0085)),
    zoom: zoomAt,
    reset,
    grab: (x, y) => {
      const height = heightOfGrip(x, y);
      if (height === undefined) return undefined;
      return { move: (toX, toY) => dragTo(toX, toY, height), release: () => undefined };
    },
  });

  return {
    node,
    target,
    measure: () => {
      size = { width: target.clientWidth, height: target.clientHeight };
    },
    update: (state, geometry, shownState) => {
      if (size.width === 0 || size.height === 0) return;
      const painter = ready();
      if (!painter || state.flatBecause) return;
      drawn = [state, geometry, shownState];
      draw(painter, drawn, size, orbitOf(state));
    },
    turn: (right, up) => steer((camera) => rotate(camera, right * 0.12, up * 0.12)),
    zoom: (factor) => zoomAt(factor, size.width / 2, size.height / 2),
    fit: () => {
      if (shot) actions.look(fitOrbit(orbitOf(shot.state), box, aspect()));
    },
    reset,
    isDrawn: () => scene !== undefined && shot !== undefined,
    picture: (theme, area, ratio) => {
      const painter = scene;
      if (!painter || !drawn) return undefined;
      const [state, geometry, shownState] = drawn;
      const orbit = fitOrbit(orbitOf(state), box, area.width / area.height);
      const plain = { ...state, theme, runHovered: undefined, runAt: undefined };
      const pens = { under: new SvgPen(), over: new SvgPen() };
      draw(painter, [plain, geometry, shownState], area, orbit, ratio, pens);
      const image = document.createElement('canvas');
      [image.width, image.height] = [painter.canvas.width, painter.canvas.height];
      image.getContext('2d')?.drawImage(painter.canvas, 0, 0);
      draw(painter, drawn, size, orbitOf(state));
      return { under: pens.under.drawn, image, over: pens.over.drawn };
    },
  };

  function draw(
    painter: SheetScene,
    [state, geometry, shownState]: readonly [EntropyState, Geometry, number | undefined],
    { width, height }: Size,
    orbit: Orbit,
    ratio = devicePixelRatio,
    pens?: Pens,
  ): void {
    const viewport: Viewport = { width, height, left: 0, right: 0, top: 12, bottom: 0, ratio };
    const projection = projectionOf({ ...orbit, lens: lens3d }, viewport, 4);
    const frame = sceneFrame(geometry);
    const ink = inkOf(state.theme);
    const { sequential } = paletteOf(state.theme.kind);
    const { place } = state;
    const point =
      place && shownState !== undefined
        ? frame.at(place.control1, place.control2, geometry.height.of(shownState))
        : undefined;
    shot = { projection, frame, geometry, state, ...(point && { point }) };
    const segments = folds(geometry);
    painter.draw({
      viewport,
      projection,
      surface: surfaces(geometry, sequential),
      floor: { picture: floors(geometry, sequential), z: floor, opacity: 0.62 },
      strokes: [
        ...strokesOf(segments, trails(state.trail, geometry), ink),
        ...runPaths(shownRuns(state), geometry).map((path, i) => ({
          ...{ segments: path, colour: inkOfRun(ink, i).rgb },
          ...{ width: 2.6 * ink.weight, opacity: 1 },
        })),
      ],
    });
    paintAround(state, geometry, projection, viewport, point, ink, pens ?? cleared(viewport));
  }

  /** The layers of the view, empty. */
  function cleared(viewport: Viewport): Pens {
    const [under, over] = [canvasSized(behind, viewport), canvasSized(front, viewport)];
    for (const context of [under, over]) context.clearRect(0, 0, viewport.width, viewport.height);
    return { under, over };
  }

  function paintAround(
    state: EntropyState,
    geometry: Geometry,
    projection: Projection,
    viewport: Viewport,
    point: Vec3 | undefined,
    ink: Ink,
    { under, over }: Pens,
  ): void {
    const { centres, scales, at } = sceneFrame(geometry);
    const labels = labelsOf(state.modelView);
    const names = [
      labels.control1,
      labels.control2,
      heightName(state.modelView, geometry.height.key),
    ];
    const [x, y, z] = names.map((name, i) => ({ name, centre: centres[i], scale: scales[i] }));
    const numbered = [at(0, 0, geometry.range[0])[2], box.max[2]] as const;
    const layout = boxAxes(
      [x, { ...y, logarithmic: geometry.window.logarithmic === true }, { ...z, numbered }],
      box,
      projection,
      screenSpacing,
    );
    const taken = paintAxes(under, over, layout, { theme: state.theme, ...viewport, alpha: 1 });
    const { width, height } = viewport;
    const inside = { left: 4, right: width - 4, top: 4, bottom: height - 4 };
    paintNames(over, projection, geometry, ink, { point, frame: inside, taken });
    paintRuns(over, projection, state, geometry, ink);
    paintPoint(over, projection, point, ink);
  }
}

/** What axes, names and marks are drawn with, behind and in front of the surface. */
interface Pens {
  readonly under: Pen;
  readonly over: Pen;
}

/** A transparent layer of the picture: axes, names and marks. */
function overlay(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'overlay';
  canvas.ariaHidden = 'true';
  return canvas;
}

function strokesOf(
  folds: ReturnType<typeof foldSegments>,
  trail: ReturnType<typeof trailSegments>,
  ink: Ink,
): SheetStroke[] {
  const stroke = (
    segments: Float32Array,
    colour: SheetStroke['colour'],
    width: number,
    opacity = 1,
  ): SheetStroke => ({ segments, colour, width: width * ink.weight, opacity });
  return [
    stroke(folds.floor, ink.foldRgb, 1.6, 0.85),
    stroke(folds.surface, ink.foldRgb, 3.2),
    stroke(trail.smooth, ink.trailRgb, 2.6),
    stroke(trail.jumps, ink.jumpRgb, 2.6),
  ];
}

/** A trail on the surface, with its jumps between sheets separate. */
function trailSegments(
  { places, jumps }: Trail,
  geometry: Geometry,
): { readonly smooth: Float32Array; readonly jumps: Float32Array } {
  const { at } = sceneFrame(geometry);
  const smooth: number[] = [];
  const falls: number[] = [];
  const lift = 0.012;
  let before: Vec3 | undefined;
  places.forEach(({ control1, control2, state }, i) => {
    const [x, y, z] = at(control1, control2, geometry.height.of(state));
    const here: Vec3 = [x, y, z + lift];
    if (before) (jumps.includes(i) ? falls : smooth).push(...before, ...here);
    before = here;
  });
  return { smooth: clipped(smooth), jumps: clipped(falls) };
}

/** The shaded control plane on the floor. */
function floorPicture(geometry: Geometry, table: Parameters<typeof shadedPlane>[1]): FloorPicture {
  const side = geometry.hurried ? 96 : 256;
  const size = { width: side, height: side };
  const raster = rasterOfSheets(geometry.mesh, geometry.window, size, geometry.height.of);
  return { ...size, pixels: shadedPlane(raster, table, geometry.range, (0.6 * side) / 256) };
}
