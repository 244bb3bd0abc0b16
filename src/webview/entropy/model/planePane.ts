import { rasterOfSheets, type SheetRaster } from '../../../core/entropy/sheetRaster.ts';
import { l10n } from '../../kit/l10n.ts';
import { control2At } from '../../../core/entropy/controlAxis.ts';
import type { Controls } from '../../../core/entropy/hysteresis.ts';
import type { ColourTable } from '../../../core/picture/colour.ts';
import { paletteOf } from '../../../core/picture/palette.ts';
import { svgElement } from '../../kit/element.ts';
import type { Geometry } from './geometry.ts';
import { inkOf, type Ink } from './ink.ts';
import { lineEnds } from './line.ts';
import {
  plotAxes,
  plotClip,
  plotDot,
  plotPath,
  plotScales,
  plotText,
  type PlotAxis,
  type PlotScales,
} from './plot.ts';
import { createPlotFrame, type PlotFrame } from './plotPane.ts';
import { shadedPlane } from './shade.ts';
import { runsOverPlane } from './runMarks.ts';
import { momentNear } from './runs.ts';
import type { EntropyState, RunMoment, Trail } from './state.ts';
import { wordsOf } from './labels.ts';

/** What a pane of the control plane can ask for. */
export interface PlaneActions {
  readonly move: (to: Controls) => void;
  readonly hover: (at: Controls | undefined) => void;
  /** A moment of a run is under the pointer, or none. */
  readonly lookAtRun: (at: RunMoment | undefined) => void;
  readonly drawLine: (from: Controls, to: Controls) => void;
}

export interface EntropyPane {
  readonly node: HTMLElement;
  /** What listens to keys, and is exported. */
  readonly frame: PlotFrame;
  update(state: EntropyState, geometry: Geometry): void;
}

/** The phase diagram: the control plane, shaded by what rests there, with its bifurcation set. */
export function createPlanePane(actions: PlaneActions): EntropyPane {
  let scales: PlotScales | undefined;
  let lineFrom: Controls | undefined;
  let shown: EntropyState | undefined;
  const planePixel = ({ control1, control2 }: Controls): readonly [number, number] | undefined =>
    scales && [scales.x(control1), scales.y(control2)];
  const controlsAt = (x: number, y: number): Controls | undefined =>
    scales && {
      control1: scales.valueX(Math.min(scales.right, Math.max(scales.left, x))),
      control2: scales.valueY(Math.min(scales.bottom, Math.max(scales.top, y))),
    };
  const frame = createPlotFrame(
    {
      id: 'plane',
      title: l10n.t('Phase diagram'),
      label: l10n.t('Phase diagram of the control plane'),
    },
    {
      drag: (x, y, { shiftKey }, first) => {
        const at = controlsAt(x, y);
        if (!at) return;
        if (first) lineFrom = shiftKey ? at : undefined;
        if (lineFrom) actions.drawLine(lineFrom, at);
        else actions.move(at);
      },
      hover: (x, y) => {
        actions.hover(controlsAt(x, y));
        if (shown) actions.lookAtRun(momentNear(shown, (place) => planePixel(place), [x, y]));
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
      const { window } = geometry;
      const words = wordsOf(state.modelView);
      const [xAxis, yAxis]: PlotAxis[] = [
        { name: words.control1, from: window.control1[0], to: window.control1[1] },
        {
          ...{ name: words.control2, from: window.control2[0], to: window.control2[1] },
          logarithmic: window.logarithmic === true,
        },
      ];
      scales = plotScales(size, xAxis, yAxis);
      shown = state;
      const ink = inkOf(state.theme);
      shading.paint(geometry, scales, paletteOf(state.theme.kind).sequential);
      frame.show([
        ...plotAxes(scales, xAxis, yAxis, ink),
        plotClip(scales, [
          ...curves(geometry, scales, ink),
          ...sectionLine(state, scales, ink),
          ...trailPaths(state.trail, scales, ink),
          ...runsOverPlane(state, scales, ink),
        ]),
        ...regionNames(state, geometry, scales, ink),
        ...pointMarks(state, scales, ink),
      ]);
    },
  };
}

/** Paints the picture of pixels behind the curves, again only when it would be another. */
function createShading(canvas: HTMLCanvasElement): {
  paint(geometry: Geometry, scales: PlotScales, table: ColourTable): void;
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
        );
      last = now;
      canvas.width = width;
      canvas.height = height;
      // Attributes of style are for the style sheet; places that follow from sizes are set here.
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

/** Folds, Maxwell set and cusps. */
function curves({ curves, maxwell, modelView }: Geometry, s: PlotScales, ink: Ink): SVGElement[] {
  const path = (
    points: readonly { readonly control1: number; readonly control2: number }[],
    attributes: Parameters<typeof plotPath>[1],
  ): SVGElement =>
    plotPath(
      points.map(({ control1, control2 }) => [s.x(control1), s.y(control2)]),
      attributes,
    );
  const halo = { stroke: ink.background, 'stroke-opacity': 0.55 };
  return [
    ...curves.map(({ points }) => path(points, { ...halo, 'stroke-width': 5 * ink.weight })),
    ...curves.map(({ points }) =>
      path(points, { stroke: ink.fold, 'stroke-width': 2.2 * ink.weight }),
    ),
    ...maxwell.flatMap((points) => [
      path(points, { ...halo, 'stroke-width': 4 * ink.weight }),
      path(points, {
        stroke: ink.maxwell,
        'stroke-width': 1.6 * ink.weight,
        'stroke-dasharray': '6 4',
      }),
    ]),
    ...modelView.model.cusps.map(({ control1, control2 }) =>
      plotDot(s.x(control1), s.y(control2), 4.5, ink.fold, ink),
    ),
  ];
}

function sectionLine(
  { choices, place, window }: EntropyState,
  s: PlotScales,
  ink: Ink,
): SVGElement[] {
  const ends = lineEnds(choices.line, place, window);
  if (!ends) return [];
  const points = ends.map(({ control1, control2 }) => [s.x(control1), s.y(control2)] as const);
  const line = (attributes: Parameters<typeof plotPath>[1]): SVGElement =>
    plotPath(points, attributes);
  return [
    line({ stroke: ink.background, 'stroke-opacity': 0.6, 'stroke-width': 3 }),
    line({ stroke: ink.foreground, 'stroke-width': ink.weight, 'stroke-dasharray': '2 3' }),
  ];
}

/** A trail with its jumps, which stay in one place of the plane. */
function trailPaths({ places, jumps }: Trail, s: PlotScales, ink: Ink): SVGElement[] {
  if (places.length < 2) return [];
  const at = ({ control1, control2 }: Controls): readonly [number, number] => [
    s.x(control1),
    s.y(control2),
  ];
  return [
    plotPath(places.map(at), {
      stroke: ink.background,
      'stroke-opacity': 0.6,
      'stroke-width': 4 * ink.weight,
    }),
    plotPath(places.map(at), { stroke: ink.trail, 'stroke-width': 1.8 * ink.weight }),
    ...jumps.flatMap((i) => {
      const place = places[i] as Trail['places'][number] | undefined;
      if (!place) return [];
      const [x, y] = at(place);
      const d = `M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x - 4} ${y + 4}L${x + 4} ${y - 4}`;
      return [
        svgElement('path', { d, stroke: ink.background, 'stroke-width': 5 }),
        svgElement('path', { d, stroke: ink.jump, 'stroke-width': 2.4 * ink.weight }),
      ];
    }),
  ];
}

/** Says over each part of the plane what rests there, where there is room. */
function regionNames(
  { modelView, place }: EntropyState,
  { curves, window }: Geometry,
  s: PlotScales,
  ink: Ink,
): SVGElement[] {
  if (s.right - s.left < 210 || s.bottom - s.top < 120) return [];
  const words = wordsOf(modelView);
  const taken = place ? { x: s.x(place.control1), y: s.y(place.control2) } : undefined;
  const written: { readonly x: number; readonly y: number; readonly half: number }[] = [];
  const text = (label: string, c1: number, c2: number): SVGElement[] => {
    const half = 3.1 * label.length + 8;
    const x = s.x(c1);
    let y = s.y(c2);
    // The point stands before a word, which then stands below it.
    if (taken && Math.abs(taken.x - x) < half + 10 && Math.abs(taken.y - y) < 20) y = taken.y + 26;
    if (x - half < s.left || x + half > s.right || y < s.top + 12 || y > s.bottom - 10) return [];
    // In a small plane two words may not have room beside each other: the first of them stays.
    const isMet = written.some(
      (one) => Math.abs(one.x - x) < one.half + half + 4 && Math.abs(one.y - y) < 20,
    );
    if (isMet) return [];
    written.push({ x, y, half });
    return [
      svgElement('rect', {
        ...{ x: x - half, y: y - 9, width: 2 * half, height: 18, rx: 4 },
        ...{ fill: ink.background, 'fill-opacity': 0.82 },
      }),
      plotText(label, x, y + 4, ink, {
        ...{ fill: ink.foreground, 'text-anchor': 'middle', 'font-size': 11.5, stroke: 'none' },
      }),
    ];
  };
  // Two folds of one row part it; where no row has two, there is one sheet everywhere.
  const lowerShare = window.logarithmic ? 0.6 : 0.2;
  const lower = modelView.settings.kind !== 'twoFormats';
  const row = control2At(window, lower ? lowerShare : 0.72);
  const [from, to] = window.control1;
  const folds = curves
    .filter(({ points }) => row >= points[0].control2 && row <= points[points.length - 1].control2)
    .map(({ at }) => Math.min(to, Math.max(from, at(row).control1)))
    .sort((a, b) => a - b);
  if (folds.length !== 2) return [];
  const [left, right] = folds;
  // Whether more of the first control means a higher state.
  const rising = modelView.settings.kind !== 'normalForm';
  const [onLeft, onRight] = rising
    ? [words.onlyLower, words.onlyUpper]
    : [words.onlyUpper, words.onlyLower];
  return [
    ...text(words.both, (left + right) / 2, row),
    ...text(onRight, (right + to) / 2, row),
    ...(left > from + 0.2 * (to - from)
      ? text(onLeft, (from + left) / 2, row)
      : text(
          onLeft,
          from + 0.28 * (to - from),
          control2At(window, window.logarithmic ? 0.95 : 0.74),
        )),
  ];
}

function pointMarks({ place, hovered }: EntropyState, s: PlotScales, ink: Ink): SVGElement[] {
  const marks: SVGElement[] = [];
  if (hovered) {
    const [x, y] = [s.x(hovered.control1), s.y(hovered.control2)];
    marks.push(svgElement('circle', { cx: x, cy: y, r: 4, fill: 'none', stroke: ink.foreground }));
  }
  if (!place) return marks;
  const x = Math.min(s.right, Math.max(s.left, s.x(place.control1)));
  const y = Math.min(s.bottom, Math.max(s.top, s.y(place.control2)));
  const outside = x !== s.x(place.control1) || y !== s.y(place.control2);
  marks.push(
    svgElement('circle', {
      cx: x,
      cy: y,
      r: 9,
      fill: 'none',
      stroke: ink.background,
      'stroke-width': 5,
    }),
    svgElement('circle', {
      ...{ cx: x, cy: y, r: 9, fill: 'none', stroke: ink.point },
      ...{ 'stroke-width': 2 * ink.weight, 'stroke-dasharray': outside ? '3 3' : undefined },
    }),
    plotDot(x, y, 4.5, ink.point, ink),
  );
  return marks;
}
