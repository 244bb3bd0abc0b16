import type { Vec3 } from '../../../core/plot/vec3.ts';
import { maxwellPoints } from '../../../core/entropy/maxwell.ts';
import { restPoints } from '../../../core/entropy/equilibriumModel.ts';
import type { Projection } from '../../viewport/projection.ts';
import { l10n } from '../../kit/l10n.ts';
import type { PlacedStep } from '../../../core/entropy/diagnostics/placement.ts';
import type { Geometry } from './geometry.ts';
import { inkOfRun, type Ink } from './plotColours.ts';
import { lookedAt, shownRuns } from './runs.ts';
import type { EntropyState } from './state.ts';
import { floor, sceneFrame } from './sheetSurface.ts';
import { sheetName } from './labels.ts';

/** Paints the point on its sheet, its projection on the floor, and the line between them. */
export function paintPoint(
  context: CanvasRenderingContext2D,
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
  context: CanvasRenderingContext2D,
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

/** Labels the cusps, and the sheets where they are furthest apart between the folds. */
export function paintNames(
  context: CanvasRenderingContext2D,
  { project }: Projection,
  geometry: Geometry,
  ink: Ink,
): void {
  const { modelView, window, height } = geometry;
  const { at } = sceneFrame(geometry);
  const isInside = (control1: number, control2: number): boolean =>
    control1 > window.control1[0] &&
    control1 < window.control1[1] &&
    control2 > window.control2[0] &&
    control2 < window.control2[1];
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const name = (text: string, [x, y]: readonly [number, number]): void => {
    context.font = `11px ${ink.font}`;
    context.lineWidth = 3.5;
    context.lineJoin = 'round';
    context.strokeStyle = ink.background;
    context.strokeText(text, x, y);
    context.fillStyle = ink.foreground;
    context.fillText(text, x, y);
  };
  for (const { state, control1, control2 } of modelView.model.cusps) {
    if (!isInside(control1, control2)) continue;
    const [x, y] = project(at(control1, control2, height.of(state)));
    context.beginPath();
    context.arc(x, y, 4 * ink.weight, 0, 2 * Math.PI);
    context.fillStyle = ink.fold;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = ink.background;
    context.stroke();
    name(l10n.t('cusp'), [x + 9, y]);
  }
  const row = nameRow(geometry);
  const [middle] = row === undefined ? [] : maxwellPoints(modelView.model, row);
  if (!middle || row === undefined || !isInside(middle.control1, row)) return;
  const points = restPoints(modelView.model, middle.control1, row);
  points.forEach(({ state }, i) => {
    // Beside the place, because the point may be there.
    const [x, y] = project(at(middle.control1, row, height.of(state)));
    name(sheetName(modelView, points, i), [x + 12, y]);
  });
}

/** A value of control2 well on the folded side of the cusp. */
function nameRow({ modelView, window }: Geometry): number | undefined {
  const [from, to] = window.control2;
  const cusp = modelView.model.cusps.at(-1);
  if (!cusp) return undefined;
  const folded = modelView.model.foldStates(from).length > 0 ? from : to;
  return cusp.control2 + 0.62 * (folded - cusp.control2);
}
