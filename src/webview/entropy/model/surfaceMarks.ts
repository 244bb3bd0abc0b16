import type { Vec3 } from '../../../core/plot/vec3.ts';
import {
  centresBeside,
  placeLabels,
  rectAround,
  type PlaceableLabel,
  type Rect,
} from '../../../core/plot/labelPlacement.ts';
import { maxwellPoints } from '../../../core/entropy/maxwell.ts';
import { restPoints } from '../../../core/entropy/equilibriumModel.ts';
import type { Projection } from '../../viewport/projection.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Pen } from '../../kit/svgPen.ts';
import type { PlacedStep } from '../../../core/entropy/diagnostics/placement.ts';
import type { Geometry } from './geometry.ts';
import { inkOfRun, type Ink } from './plotColours.ts';
import { lookedAt, shownRuns } from './runs.ts';
import type { EntropyState } from './state.ts';
import { floor, sceneFrame } from './sheetSurface.ts';
import { sheetName } from './labels.ts';

/** Paints the point on its sheet, its projection on the floor, and the line between them. */
export function paintPoint(
  context: Pen,
  { project }: Projection,
  point: Vec3 | undefined,
  ink: Ink,
): void {
  if (!point) return;
  const top = project(point);
  const bottom = project([point[0], point[1], floor]);
  const line = (width: number, colour: string, dash: number[]): void => {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(...top);
    context.lineTo(...bottom);
    context.stroke();
    context.setLineDash([]);
  };
  context.globalAlpha = 0.6;
  line(3, ink.background, []);
  context.globalAlpha = 1;
  line(1.2 * ink.weight, ink.foreground, [3, 3]);
  for (const [[x, y], radius] of [
    [bottom, 5],
    [top, 7],
  ] as const) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = ink.point;
    context.fill();
    context.lineWidth = 2.5;
    context.strokeStyle = ink.background;
    context.stroke();
    context.beginPath();
    context.arc(x, y, radius + 2.5, 0, 2 * Math.PI);
    context.lineWidth = 1.2 * ink.weight;
    context.strokeStyle = ink.point;
    context.stroke();
  }
}

/** The place of a step of a run; undefined outside the displayed part of the plane. */
export function runPixel(
  { project }: Projection,
  geometry: Geometry,
): (place: PlacedStep) => readonly [number, number] | undefined {
  const { at } = sceneFrame(geometry);
  return ({ control1, control2, state }) => {
    const [x, y, z] = at(control1, control2, geometry.height.of(state));
    return Math.abs(x) > 1 || Math.abs(y) > 1 ? undefined : project([x, y, z]);
  };
}

/** Paints the starts of runs (open), their latest steps (filled), and the current step. */
export function paintRuns(
  context: Pen,
  projection: Projection,
  state: EntropyState,
  geometry: Geometry,
  ink: Ink,
): void {
  const pixelOf = runPixel(projection, geometry);
  const dot = (place: PlacedStep | undefined, radius: number, fill: string, rim: string): void => {
    const pixel = place && pixelOf(place);
    if (!pixel) return;
    context.beginPath();
    context.arc(...pixel, radius, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
    context.lineWidth = 2 * ink.weight;
    context.strokeStyle = rim;
    context.stroke();
  };
  const looked = lookedAt(state);
  shownRuns(state).forEach(({ places }, i) => {
    const { css } = inkOfRun(ink, i);
    dot(places[0], 4, ink.background, css);
    dot(places.at(-1), 5, css, ink.background);
    if (looked?.at.run === i) dot(looked.place, 6, css, ink.foreground);
  });
}

/** Where names may be: inside the frame, beside the point, and clear of what is written already. */
export interface NameRoom {
  readonly point: Vec3 | undefined;
  readonly frame: Rect;
  readonly taken: readonly Rect[];
}

/**
 * Labels the cusps, and the sheets where they are furthest apart between the folds, as far as there is
 * room beside the point and its shadow.
 */
export function paintNames(
  context: Pen,
  { project }: Projection,
  geometry: Geometry,
  ink: Ink,
  { point, frame, taken }: NameRoom,
): void {
  const { modelView, window, height } = geometry;
  const { at } = sceneFrame(geometry);
  const isInside = (control1: number, control2: number): boolean =>
    control1 > window.control1[0] &&
    control1 < window.control1[1] &&
    control2 > window.control2[0] &&
    control2 < window.control2[1];
  context.font = `11px ${ink.font}`;
  const labelAt = (text: string, centre: Point, gap: number): PlaceableLabel & { text: string } => {
    const size = { width: context.measureText(text).width, height: 14 };
    return { ...size, text, centres: centresBeside(centre, size, gap) };
  };
  const cusps = modelView.model.cusps
    .filter(({ control1, control2 }) => isInside(control1, control2))
    .map(({ state, control1, control2 }) => project(at(control1, control2, height.of(state))));
  for (const cusp of cusps) {
    context.beginPath();
    context.arc(...cusp, 4 * ink.weight, 0, 2 * Math.PI);
    context.fillStyle = ink.fold;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = ink.background;
    context.stroke();
  }
  const row = nameRow(geometry);
  const [middle] = row === undefined ? [] : maxwellPoints(modelView.model, row);
  const sheets =
    middle && row !== undefined && isInside(middle.control1, row)
      ? restPoints(modelView.model, middle.control1, row)
      : [];
  const names = sheets.map(({ state, stable }, i) => ({
    // The name of a stable sheet is worth more than that of the unstable one.
    ...{ stable, text: sheetName(modelView, sheets, i) },
    centre: project(at(middle?.control1 ?? 0, row ?? 0, height.of(state))),
  }));
  const labels = [
    ...names.filter(({ stable }) => stable).map(({ text, centre }) => labelAt(text, centre, 4)),
    ...cusps.map((cusp) => labelAt(l10n.t('cusp'), cusp, 8)),
    ...names.filter(({ stable }) => !stable).map(({ text, centre }) => labelAt(text, centre, 4)),
  ];
  const marks = point ? [project(point), project([point[0], point[1], floor])] : [];
  const obstacles = [
    ...taken,
    ...marks.map((mark) => rectAround(mark, { width: 24, height: 24 })),
    ...cusps.map((cusp) => rectAround(cusp, { width: 10, height: 10 })),
  ];
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 3.5;
  context.lineJoin = 'round';
  context.strokeStyle = ink.background;
  context.fillStyle = ink.foreground;
  placeLabels(labels, frame, obstacles).forEach((place, i) => {
    if (!place) return;
    const [x, y] = [(place.left + place.right) / 2, (place.top + place.bottom) / 2];
    context.strokeText(labels[i].text, x, y);
    context.fillText(labels[i].text, x, y);
  });
}

type Point = readonly [x: number, y: number];

/** A value of control2 well on the folded side of the cusp. */
function nameRow({ modelView, window }: Geometry): number | undefined {
  const [from, to] = window.control2;
  const cusp = modelView.model.cusps.at(-1);
  if (!cusp) return undefined;
  const folded = modelView.model.foldStates(from).length > 0 ? from : to;
  return cusp.control2 + 0.62 * (folded - cusp.control2);
}
