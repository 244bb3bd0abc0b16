import { nothing, svg } from 'lit-html';
import { rectAround, type Rect } from '../../../core/plot/labelPlacement.ts';
import type { PlacedStep } from '../../../core/entropy/diagnostics/placement.ts';
import type { BandBar } from '../../../core/entropy/diagnostics/bandBars.ts';
import { bandRangeText } from '../../../core/entropy/words/bandText.ts';
import type { Controls } from '../../../core/entropy/hysteresis.ts';
import { l10n } from '../../kit/l10n.ts';
import { linePath, type Plot, type Point } from '../../kit/plot.ts';
import type { Geometry } from './geometry.ts';
import { inkOfRun, type Ink } from './plotColours.ts';
import { offLine, shareOnLine, shareUpLine } from './line.ts';
import { labelBeside, type PlotLabel } from './plotLabels.ts';
import { lookedAt, shownRuns, type ShownRun } from './runs.ts';
import type { EntropyState } from './state.ts';

/** Shares of the steps of a run at which its path has a time mark. */
const markedShares = [0.25, 0.5, 0.75] as const;
/** Minimum length of a path with marks, in pixels. */
const roomForMarks = 60;
/** Minimum distance between marks, in pixels. */
const roomOfMark = 20;
/** Maximum distance of a run from the line to be drawn along it, as a share of the window. */
const nearLine = 0.02;

/** Runs as drawn, and the labels to place beside them: their names, and the steps of time marks. */
export interface RunMarks {
  readonly marks: unknown;
  readonly names: readonly PlotLabel[];
  readonly times: readonly PlotLabel[];
  /** The starts and ends of the runs, which no label covers. */
  readonly obstacles: readonly Rect[];
}

/** The runs in the control plane. A run with constant controls is a single point there. */
export function runsOverPlane(state: EntropyState, { x, y, bottom }: Plot, ink: Ink): RunMarks {
  return runMarks(
    state,
    ink,
    ({ steps }) => steps,
    ({ control1, control2 }) => [
      x(control1),
      Math.min(bottom - fromEdge, control2 > 0 ? y(control2) : bottom),
    ],
  );
}

/** The ranges of the thresholds of the runs, as bars in the control plane. */
export function bandsOverPlane(state: EntropyState, { x, y, bottom }: Plot): unknown {
  return shownRuns(state).map((shown) =>
    shown.bars.map((bar) => {
      const path = linePath(
        bar.path.map(({ control1, control2 }) => [
          x(control1),
          control2 > 0 ? y(control2) : bottom,
        ]),
      );
      return svg`<path class="run-band-back" d=${path}></path>
        <path class="run-band ${bar.threshold}" d=${path}><title>${barText(shown, bar)}</title></path>`;
    }),
  );
}

/** The same along a vertical line at the reference of a run, as shaded ranges. */
export function bandsAlongLine(
  { window, ...state }: EntropyState,
  [from, to]: readonly [Controls, Controls],
  { left, right, top, bottom }: Plot,
): unknown {
  if (from.control1 !== to.control1) return nothing;
  const width = window.control1[1] - window.control1[0];
  return shownRuns({ window, ...state }).map((shown) =>
    shown.bars.map((bar) => {
      const ends = bar.path
        .filter(({ control1 }) => Math.abs(control1 - from.control1) <= nearLine * width)
        .map(
          (at) =>
            left + Math.min(1, Math.max(0, shareUpLine([from, to], at, window))) * (right - left),
        );
      if (ends.length < 2) return nothing;
      const [least, most] = [Math.min(...ends), Math.max(...ends)];
      return svg`<rect class="run-range ${bar.threshold}" x=${least} y=${top} width=${most - least} height=${bottom - top}><title>${barText(shown, bar)}</title></rect>`;
    }),
  );
}

function barText({ run, band }: ShownRun, bar: BandBar): string {
  return band ? `${run.name}: ${bandRangeText(bar, band, l10n)}` : run.name;
}

/** Distance in pixels from the edge of the plane to a run on it, with less strength than it shows. */
const fromEdge = 6;

/** The runs near the line through the plane, drawn along it. */
export function runsAlongLine(
  state: EntropyState,
  line: readonly [Controls, Controls],
  { height }: Geometry,
  plot: Plot,
  ink: Ink,
): RunMarks {
  return runMarks(state, ink, ({ places }) => places, pixelOnLine(state, line, height, plot));
}

/** The place of a step along the line; undefined if its controls are too far from it. */
export function pixelOnLine(
  { window }: EntropyState,
  line: readonly [Controls, Controls],
  height: Geometry['height'],
  { left, right, y }: Plot,
): (place: PlacedStep) => Point | undefined {
  return (place) =>
    offLine(line, place, window) > nearLine
      ? undefined
      : [left + shareOnLine(line, place, window) * (right - left), y(height.of(place.state))];
}

function runMarks(
  state: EntropyState,
  ink: Ink,
  stepsOf: (shown: ShownRun) => readonly PlacedStep[],
  pixelOf: (place: PlacedStep) => Point | undefined,
): RunMarks {
  const looked = lookedAt(state);
  const names: PlotLabel[] = [];
  const times: PlotLabel[] = [];
  const obstacles: Rect[] = [];
  const marks = shownRuns(state).map((shown, i) => {
    const { run } = shown;
    const places = stepsOf(shown);
    const { css, dash } = inkOfRun(ink, i);
    const drawn = places.flatMap((place) => {
      const pixel = pixelOf(place);
      return pixel ? [{ pixel, place }] : [];
    });
    if (drawn.length === 0) return nothing;
    const pixels = drawn.map(({ pixel }) => pixel);
    const path = linePath(pixels);
    const begin = drawn.find(({ place }) => place === places[0])?.pixel;
    const last = places[places.length - 1];
    const end = drawn.find(({ place }) => place === last)?.pixel;
    const point = looked?.at.run === i ? pixelOf(looked.place) : undefined;
    const timeMarks = marksOf(drawn);
    for (const { pixel, place } of timeMarks)
      times.push(labelBeside('plot-number', String(place.logged.step), pixel, 3, ink.font));
    if (end) names.push(labelBeside('plot-note', nameOf(run.name, last, pixels), end, 5, ink.font));
    for (const at of [begin, end])
      if (at) obstacles.push(rectAround(at, { width: 10, height: 10 }));
    return svg`<path class="mark-halo run-path-halo" d=${path}></path>
      <path class="mark-line run-path" d=${path} stroke=${css} stroke-dasharray=${dash ?? 'none'}></path>
      ${timeMarks.map(
        ({ pixel: [x, y] }) =>
          svg`<circle class="mark-dot" cx=${x} cy=${y} r="2.8" fill=${css}></circle>`,
      )}
      ${
        begin
          ? svg`<circle class="mark-line run-begin" cx=${begin[0]} cy=${begin[1]} r="4" stroke=${css}></circle>`
          : nothing
      }
      ${
        end
          ? svg`<circle class="mark-dot" cx=${end[0]} cy=${end[1]} r="5" fill=${css}></circle>`
          : nothing
      }
      ${
        point
          ? svg`<circle class="mark-line hover-ring" cx=${point[0]} cy=${point[1]} r="8"></circle>`
          : nothing
      }`;
  });
  return { marks, names, times, obstacles };
}

interface Drawn {
  readonly pixel: Point;
  readonly place: PlacedStep;
}

/** Time marks along a path that is long enough, at a distance from each other and from its ends. */
function marksOf(drawn: readonly Drawn[]): readonly Drawn[] {
  if (lengthOf(drawn.map(({ pixel }) => pixel)) < roomForMarks) return [];
  const kept: Drawn[] = [drawn[0], drawn[drawn.length - 1]];
  return markedShares.flatMap((share) => {
    const mark = drawn[Math.round(share * (drawn.length - 1))];
    const [x, y] = mark.pixel;
    const isFree = kept.every(({ pixel }) => Math.hypot(pixel[0] - x, pixel[1] - y) > roomOfMark);
    if (!isFree) return [];
    kept.push(mark);
    return [mark];
  });
}

/** The name of a run, with its last step if its path has time marks. */
function nameOf(name: string, { logged }: PlacedStep, pixels: readonly Point[]): string {
  return lengthOf(pixels) >= roomForMarks ? `${name} · ${logged.step}` : name;
}

function lengthOf(pixels: readonly Point[]): number {
  return pixels
    .slice(1)
    .reduce((sum, [x, y], i) => sum + Math.hypot(x - pixels[i][0], y - pixels[i][1]), 0);
}
