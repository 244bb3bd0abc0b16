import { nothing, svg, type SVGTemplateResult } from 'lit-html';
import { control2At } from '../../../core/entropy/controlAxis.ts';
import type { Controls } from '../../../core/entropy/hysteresis.ts';
import { label, linePath, type Plot, type Point } from '../../kit/plot.ts';
import type { Geometry } from './geometry.ts';
import { labelsOf } from './labels.ts';
import { lineEnds } from './line.ts';
import { dot, haloedLine } from './plotPane.ts';
import type { EntropyState, Trail } from './state.ts';

function pixelOf({ x, y }: Plot, { control1, control2 }: Controls): Point {
  return [x(control1), y(control2)];
}

function pathOf(plot: Plot, places: readonly Controls[]): string {
  return linePath(places.map((place) => pixelOf(plot, place)));
}

/** Fold curves, Maxwell set and cusps. */
export function bifurcationSet(
  { curves, maxwell, modelView }: Geometry,
  plot: Plot,
): readonly SVGTemplateResult[] {
  return [
    ...curves.map(({ points }) => haloedLine('fold-line', pathOf(plot, points))),
    ...maxwell.map((points) => haloedLine('maxwell-line', pathOf(plot, points))),
    ...modelView.model.cusps.map((cusp) => dot(pixelOf(plot, cusp), 4.5, 'cusp-dot')),
  ];
}

/** The line of the section. */
export function sectionLine({ choices, place, window }: EntropyState, plot: Plot): unknown {
  const ends = lineEnds(choices.line, place, window);
  return ends ? haloedLine('section-line', pathOf(plot, ends)) : nothing;
}

/** The path of the point since it was last placed. */
export function trailLine({ places }: Trail, plot: Plot): unknown {
  return places.length < 2 ? nothing : haloedLine('trail-line', pathOf(plot, places));
}

/** Crosses where the state jumped. The controls do not change in a jump. */
export function jumpMarks({ places, jumps }: Trail, plot: Plot): unknown {
  return jumps.map((i) => {
    if (i >= places.length) return nothing;
    const [x, y] = pixelOf(plot, places[i]);
    return haloedLine(
      'jump-line',
      `M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x - 4} ${y + 4}L${x + 4} ${y - 4}`,
    );
  });
}

/** Labels the parts of the plane with their stable states, where there is room. */
export function regionNames(
  { modelView, place }: EntropyState,
  { curves, window }: Geometry,
  plot: Plot,
): readonly SVGTemplateResult[] {
  const { left, right, top, bottom } = plot;
  if (right - left < 210 || bottom - top < 120) return [];
  const labels = labelsOf(modelView);
  const taken = place && pixelOf(plot, place);
  const written: { readonly x: number; readonly y: number; readonly half: number }[] = [];
  const name = (text: string, control1: number, control2: number): SVGTemplateResult[] => {
    const half = 3.1 * text.length + 8;
    const [x, at] = pixelOf(plot, { control1, control2 });
    // A name that the point would cover is placed below it.
    const isCovered =
      taken !== undefined && Math.abs(taken[0] - x) < half + 10 && Math.abs(taken[1] - at) < 20;
    const y = isCovered ? taken[1] + 26 : at;
    if (x - half < left || x + half > right || y < top + 12 || y > bottom - 10) return [];
    // In a small plane, names may overlap; the first one is kept.
    const overlaps = written.some(
      (one) => Math.abs(one.x - x) < one.half + half + 4 && Math.abs(one.y - y) < 20,
    );
    if (overlaps) return [];
    written.push({ x, y, half });
    return [
      svg`<rect class="name-ground" x=${x - half} y=${y - 9} width=${2 * half} height="18" rx="4"></rect>
        ${label('plot-note', x, y + 4, text, 'middle')}`,
    ];
  };
  // Names are placed in a row that crosses two folds. If there is none, there is only one sheet.
  const lowerShare = window.logarithmic ? 0.6 : 0.2;
  const lower = modelView.settings.kind !== 'twoFormats';
  const row = control2At(window, lower ? lowerShare : 0.72);
  const [from, to] = window.control1;
  const folds = curves
    .filter(({ points }) => row >= points[0].control2 && row <= points[points.length - 1].control2)
    .map(({ at }) => Math.min(to, Math.max(from, at(row).control1)))
    .sort((a, b) => a - b);
  if (folds.length !== 2) return [];
  const [first, second] = folds;
  // Whether the state increases with the first control.
  const rising = modelView.settings.kind !== 'normalForm';
  const [onLeft, onRight] = rising
    ? [labels.onlyLower, labels.onlyUpper]
    : [labels.onlyUpper, labels.onlyLower];
  const hasRoomOnLeft = first > from + 0.2 * (to - from);
  return [
    ...name(labels.both, (first + second) / 2, row),
    ...name(onRight, (second + to) / 2, row),
    ...(hasRoomOnLeft
      ? name(onLeft, (from + first) / 2, row)
      : name(
          onLeft,
          from + 0.28 * (to - from),
          control2At(window, window.logarithmic ? 0.95 : 0.74),
        )),
  ];
}

/**
 * The point, and the place under the pointer. A point outside the plane is drawn dashed at its
 * edge.
 */
export function pointMarks({ place, hovered }: EntropyState, plot: Plot): unknown {
  const hover = hovered && pixelOf(plot, hovered);
  const exact = place && pixelOf(plot, place);
  const x = exact && Math.min(plot.right, Math.max(plot.left, exact[0]));
  const y = exact && Math.min(plot.bottom, Math.max(plot.top, exact[1]));
  const isOutside = exact && (x !== exact[0] || y !== exact[1]);
  return [
    hover
      ? svg`<circle class="mark-line hover-ring" cx=${hover[0]} cy=${hover[1]} r="4"></circle>`
      : nothing,
    x !== undefined && y !== undefined
      ? svg`<circle class="mark-halo point-ring" cx=${x} cy=${y} r="9"></circle>
          <circle class="mark-line point-ring ${isOutside ? 'outside' : ''}" cx=${x} cy=${y} r="9"></circle>
          ${dot([x, y], 4.5, 'point-dot')}`
      : nothing,
  ];
}
