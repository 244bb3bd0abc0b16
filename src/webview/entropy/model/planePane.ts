import { rasterOfSheets, type SheetRaster } from '../../../core/entropy/sheetRaster.ts';
import type { Controls } from '../../../core/entropy/hysteresis.ts';
import type { ColourTable } from '../../../core/plot/colour.ts';
import { paletteOf } from '../../../core/plot/palette.ts';
import { l10n } from '../../kit/l10n.ts';
import { axes, clipped, createPlot, type Axis, type Plot, type Point } from '../../kit/plot.ts';
import type { Geometry } from './geometry.ts';
import { inkOf, type Ink } from './plotColours.ts';
import { labelsOf } from './labels.ts';
import {
  bifurcationSet,
  jumpMarks,
  pointMarks,
  planeObstacles,
  sectionLine,
  trailLine,
} from './planeMarks.ts';
import { createPlotFrame, type PlotFrame } from './plotPane.ts';
import { placedLabels } from './plotLabels.ts';
import { regionNames } from './regionNames.ts';
import { bandsOverPlane, runsOverPlane } from './runMarks.ts';
import { stepNear } from './runs.ts';
import { shadedPlane } from './shade.ts';
import type { EntropyState, RunPosition } from './state.ts';

/** Actions of a pane of the control plane. */
export interface PlaneActions {
  readonly move: (to: Controls) => void;
  readonly hover: (at: Controls | undefined) => void;
  /** Called with the step of a run under the pointer, or none. */
  readonly lookAtRun: (at: RunPosition | undefined) => void;
  readonly drawLine: (from: Controls, to: Controls) => void;
}

export interface EntropyPane {
  readonly node: HTMLElement;
  /** The element that receives keys and is exported. */
  readonly frame: PlotFrame;
  update(state: EntropyState, geometry: Geometry): void;
}

/** The phase diagram: the control plane, shaded by the stable states, with its bifurcation set. */
export function createPlanePane(actions: PlaneActions): EntropyPane {
  let plot: Plot | undefined;
  let lineFrom: Controls | undefined;
  let shown: EntropyState | undefined;
  const controlsAt = ([x, y]: Point): Controls | undefined =>
    plot && {
      control1: plot.x.invert(Math.min(plot.right, Math.max(plot.left, x))),
      control2: plot.y.invert(Math.min(plot.bottom, Math.max(plot.top, y))),
    };
  const frame = createPlotFrame(
    {
      id: 'plane',
      title: l10n.t('Phase diagram'),
      label: l10n.t('Phase diagram of the control plane'),
    },
    {
      drag: (point, { shiftKey }, first) => {
        const at = controlsAt(point);
        if (!at) return;
        if (first) lineFrom = shiftKey ? at : undefined;
        if (lineFrom) actions.drawLine(lineFrom, at);
        else actions.move(at);
      },
      hover: (point) => {
        actions.hover(controlsAt(point));
        if (!shown || !plot) return;
        const { x, y } = plot;
        actions.lookAtRun(
          stepNear(shown, ({ control1, control2 }) => [x(control1), y(control2)], point),
        );
      },
      leave: () => {
        actions.hover(undefined);
        actions.lookAtRun(undefined);
      },
    },
  );
  const shading = createShading(frame.canvas);

  return {
    node: frame.node,
    frame,
    update: (state, geometry) => {
      const size = frame.size();
      if (size.width === 0) return;
      const [xAxis, yAxis] = planeAxes(geometry);
      plot = createPlot(size, xAxis, yAxis);
      shown = state;
      const ink = inkOf(state.theme);
      shading.paint(geometry, plot, paletteOf(state.theme.kind).sequential);
      frame.show([axes(plot), planeMarks(state, geometry, plot, ink)], ink);
    },
  };
}

/** The axes of the control plane. */
export function planeAxes({ window, modelView }: Geometry): readonly [Axis, Axis] {
  const labels = labelsOf(modelView);
  return [
    { name: labels.control1, domain: window.control1 },
    {
      name: labels.control2,
      domain: window.control2,
      logarithmic: window.logarithmic === true,
    },
  ];
}

/** Curves, runs, the point and their names in the control plane. */
export function planeMarks(state: EntropyState, geometry: Geometry, plot: Plot, ink: Ink): unknown {
  const runs = runsOverPlane(state, plot, ink);
  const marks = [
    bandsOverPlane(state, plot),
    bifurcationSet(geometry, plot),
    sectionLine(state, plot),
    trailLine(state.trail, plot),
    jumpMarks(state.trail, plot),
    runs.marks,
  ];
  return [
    clipped(plot, 'clip-plane', marks),
    placedLabels([...runs.names, ...regionNames(geometry, plot, ink.font), ...runs.times], plot, [
      ...planeObstacles(state, geometry, plot),
      ...runs.obstacles,
    ]),
    pointMarks(state, plot),
  ];
}

/** The shading of the control plane with some pixels per CSS pixel. */
export function planeImage(
  { mesh, modelView, window, height, range }: Geometry,
  table: ColourTable,
  size: { readonly width: number; readonly height: number },
  pixelsPerUnit: number,
): ImageData {
  const width = Math.max(1, Math.round(size.width * pixelsPerUnit));
  const rows = Math.max(1, Math.round(size.height * pixelsPerUnit));
  const pixels = { width, height: rows };
  const raster = rasterOfSheets(mesh, window, pixels, height.of, modelView.model.lostBelow);
  return new ImageData(shadedPlane(raster, table, range, pixelsPerUnit), width, rows);
}

/** Paints the pixel image behind the curves, unless it is unchanged. */
function createShading(canvas: HTMLCanvasElement): {
  paint(geometry: Geometry, plot: Plot, table: ColourTable): void;
} {
  let last: readonly unknown[] = [];
  let raster: SheetRaster | undefined;
  return {
    paint: (geometry, { left, right, top, bottom }, table) => {
      const pixelsPerUnit = geometry.hurried ? 0.5 : Math.min(2, devicePixelRatio);
      const width = Math.max(1, Math.round((right - left) * pixelsPerUnit));
      const height = Math.max(1, Math.round((bottom - top) * pixelsPerUnit));
      const now = [geometry, width, height, table];
      if (now.every((part, i) => part === last[i])) return;
      if (!raster || geometry !== last[0] || width !== last[1] || height !== last[2])
        raster = rasterOfSheets(
          geometry.mesh,
          geometry.window,
          { width, height },
          geometry.height.of,
          geometry.modelView.model.lostBelow,
        );
      last = now;
      canvas.width = width;
      canvas.height = height;
      // The content security policy forbids style attributes, but not styles set by scripts.
      Object.assign(canvas.style, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${right - left}px`,
        height: `${bottom - top}px`,
      });
      const pixels = shadedPlane(raster, table, geometry.range, pixelsPerUnit);
      canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
    },
  };
}
