import { nothing, svg, type SVGTemplateResult } from 'lit-html';
import { rectAround, type Rect } from '../../../core/plot/labelPlacement.ts';
import type { Controls } from '../../../core/entropy/hysteresis.ts';
import { linePath, type Plot, type Point } from '../../kit/plot.ts';
import type { Geometry } from './geometry.ts';
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

/** What names must not cover: the point and the cusps. */
export function planeObstacles(
  { place }: EntropyState,
  { modelView }: Geometry,
  plot: Plot,
): readonly Rect[] {
  const around = (at: Controls, size: number): Rect =>
    rectAround(pixelOf(plot, at), { width: size, height: size });
  return [
    ...(place ? [around(place, 22)] : []),
    ...modelView.model.cusps.map((cusp) => around(cusp, 12)),
  ];
}
