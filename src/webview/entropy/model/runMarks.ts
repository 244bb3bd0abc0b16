import type { PlacedMoment } from '../../../core/entropy/diagnostics/runTrack.ts';
import type { Controls } from '../../../core/entropy/hysteresis.ts';
import { svgElement } from '../../kit/element.ts';
import type { Geometry } from './geometry.ts';
import { inkOfRun, type Ink } from './ink.ts';
import { offLine, shareOnLine } from './line.ts';
import { plotDot, plotPath, plotText, type PlotScales } from './plot.ts';
import { lookedAt, shownRuns } from './runs.ts';
import type { EntropyState } from './state.ts';

type Pixel = readonly [x: number, y: number];

/** Shares of a run, in moments, at which its path has a mark of time. */
const timeMarks = [0.25, 0.5, 0.75] as const;
/** A path shorter than this, in pixels, has no room for marks. */
const roomForMarks = 60;
/** Pixels that a mark keeps from others. */
const roomOfMark = 20;
/** Share of the window that a run may be off the line and still be drawn along it. */
const nearLine = 0.02;

/** The runs over the control plane. One with constant controls stays in one place there. */
export function runsOverPlane(state: EntropyState, s: PlotScales, ink: Ink): SVGElement[] {
  return runMarks(state, ink, ({ control1, control2 }) => [s.x(control1), s.y(control2)]);
}

/** The runs along the line through the plane, those that are near it. */
export function runsAlongLine(
  state: EntropyState,
  line: readonly [Controls, Controls],
  { height }: Geometry,
  s: PlotScales,
  ink: Ink,
): SVGElement[] {
  return runMarks(state, ink, momentOnLine(state, line, height, s));
}

/** Where a moment is drawn along the line; nowhere when its controls are off it. */
export function momentOnLine(
  { window }: EntropyState,
  line: readonly [Controls, Controls],
  height: Geometry['height'],
  s: PlotScales,
): (place: PlacedMoment) => Pixel | undefined {
  return (place) =>
    offLine(line, place, window) > nearLine
      ? undefined
      : [
          s.left + shareOnLine(line, place, window) * (s.right - s.left),
          s.y(height.of(place.state)),
        ];
}

function runMarks(
  state: EntropyState,
  ink: Ink,
  pixelOf: (place: PlacedMoment) => Pixel | undefined,
): SVGElement[] {
  const looked = lookedAt(state);
  return shownRuns(state).flatMap(({ run, places }, i) => {
    const { css, dash } = inkOfRun(ink, i);
    const drawn = places.flatMap((place) => {
      const pixel = pixelOf(place);
      return pixel ? [{ pixel, place }] : [];
    });
    if (drawn.length === 0) return [];
    const pixels = drawn.map(({ pixel }) => pixel);
    const begin = drawn.find(({ place }) => place === places[0])?.pixel;
    const last = places[places.length - 1] as PlacedMoment | undefined;
    const end = drawn.find(({ place }) => place === last)?.pixel;
    const point = looked?.at.run === i ? pixelOf(looked.place) : undefined;
    const path = (attributes: Parameters<typeof plotPath>[1]): SVGElement =>
      plotPath(pixels, { ...attributes, 'stroke-linecap': 'round' });
    const ring = ([cx, cy]: Pixel, r: number, attributes: Parameters<typeof plotPath>[1]) =>
      svgElement('circle', { cx, cy, r, 'stroke-width': 2 * ink.weight, ...attributes });
    return [
      path({ stroke: ink.background, 'stroke-opacity': 0.6, 'stroke-width': 4.4 * ink.weight }),
      path({
        ...{ class: 'run-path', stroke: css, 'stroke-width': 2 * ink.weight },
        'stroke-dasharray': dash,
      }),
      ...marksOf(drawn).flatMap(({ pixel: [x, y], place }) => [
        plotDot(x, y, 2.8, css, ink),
        plotText(String(place.moment.step), x + 6, y - 5, ink, { 'font-size': 10 }),
      ]),
      ...(begin ? [ring(begin, 4, { class: 'run-begin', fill: ink.background, stroke: css })] : []),
      ...(end && last
        ? [
            plotDot(...end, 5, css, ink),
            plotText(nameOf(run.name, last, pixels), end[0] + 9, end[1] + 4 + (i % 3) * 13, ink, {
              fill: ink.foreground,
            }),
          ]
        : []),
      ...(point ? [ring(point, 8, { fill: 'none', stroke: ink.foreground })] : []),
    ];
  });
}

interface Drawn {
  readonly pixel: Pixel;
  readonly place: PlacedMoment;
}

/** Marks of time along a path that has room for them, apart from each other and from its ends. */
function marksOf(drawn: readonly Drawn[]): readonly Drawn[] {
  if (lengthOf(drawn.map(({ pixel }) => pixel)) < roomForMarks) return [];
  const kept: Drawn[] = [drawn[0], drawn[drawn.length - 1]];
  return timeMarks.flatMap((share) => {
    const mark = drawn[Math.round(share * (drawn.length - 1))];
    const [x, y] = mark.pixel;
    const isFree = kept.every(({ pixel }) => Math.hypot(pixel[0] - x, pixel[1] - y) > roomOfMark);
    if (!isFree) return [];
    kept.push(mark);
    return [mark];
  });
}

/** The name of a run, with its last step where its path has marks of time. */
function nameOf(name: string, { moment }: PlacedMoment, pixels: readonly Pixel[]): string {
  return lengthOf(pixels) >= roomForMarks ? `${name} · ${moment.step}` : name;
}

function lengthOf(pixels: readonly Pixel[]): number {
  return pixels
    .slice(1)
    .reduce((sum, [x, y], i) => sum + Math.hypot(x - pixels[i][0], y - pixels[i][1]), 0);
}
