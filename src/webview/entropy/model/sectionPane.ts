import { nothing, svg } from 'lit-html';
import type { Controls } from '../../../core/entropy/hysteresis.ts';
import { sectionOf } from '../../../core/entropy/section.ts';
import { l10n } from '../../kit/l10n.ts';
import {
  axes,
  clipped,
  createPlot,
  label,
  linePath,
  type Axis,
  type Plot,
  type Point,
} from '../../kit/plot.ts';
import type { Geometry } from './geometry.ts';
import { inkOf, type Ink } from './plotColours.ts';
import { heightName, labelsOf } from './labels.ts';
import { alongLine, apart, lineEnds, shareOnLine } from './line.ts';
import type { EntropyPane, PlaneActions } from './planePane.ts';
import { createPlotFrame, dot, haloedLine } from './plotPane.ts';
import { placedLabels } from './plotLabels.ts';
import { bandsAlongLine, pixelOnLine, runsAlongLine } from './runMarks.ts';
import { stepNear } from './runs.ts';
import type { EntropyState } from './state.ts';

/**
 * The bifurcation diagram along the line through the plane. Dragging moves the point along the
 * line.
 */
export function createSectionPane(actions: Pick<PlaneActions, 'move' | 'lookAtRun'>): EntropyPane {
  let plot: Plot | undefined;
  let ends: readonly [Controls, Controls] | undefined;
  let runPixel: ReturnType<typeof pixelOnLine> | undefined;
  let shown: EntropyState | undefined;
  const frame = createPlotFrame(
    {
      id: 'section',
      title: l10n.t('Section along the line'),
      label: l10n.t('Bifurcation diagram along the line through the control plane'),
    },
    {
      drag: ([x]) => {
        if (!plot || !ends || !shown) return;
        const share = (x - plot.left) / (plot.right - plot.left);
        actions.move(alongLine(ends, Math.min(1, Math.max(0, share)), shown.window));
      },
      hover: (at) => {
        if (shown && runPixel) actions.lookAtRun(stepNear(shown, runPixel, at));
      },
      leave: () => actions.lookAtRun(undefined),
    },
  );

  return {
    node: frame.node,
    frame,
    update: (state, geometry) => {
      const size = frame.size();
      if (size.width === 0) return;
      const ink = inkOf(state.theme);
      const { place, window, choices } = state;
      ends = lineEnds(choices.line, place, window);
      const [xAxis, yAxis] = sectionAxes(state, geometry, ends);
      const area = createPlot(size, xAxis, yAxis);
      plot = area;
      if (!ends) {
        const text = l10n.t('No restoring force: the run has no place in the control plane');
        frame.show([axes(area), label('plot-note', area.left + 8, area.top + 20, text)], ink);
        return;
      }
      const line = ends;
      shown = state;
      runPixel = pixelOnLine(state, line, geometry.height, area);
      frame.show([axes(area), sectionMarks(state, geometry, line, area, ink)], ink);
    },
  };
}

/** The axes of the section along a line. */
export function sectionAxes(
  state: EntropyState,
  { height, range }: Geometry,
  ends: readonly [Controls, Controls] | undefined,
): readonly [Axis, Axis] {
  return [
    sectionAxis(state, ends),
    { name: heightName(state.modelView, height.key), domain: range },
  ];
}

/** The equilibria along a line, with the path and the runs near it. */
export function sectionMarks(
  state: EntropyState,
  geometry: Geometry,
  line: readonly [Controls, Controls],
  area: Plot,
  ink: Ink,
): unknown {
  const { modelView, place, window } = state;
  const pixel = (share: number, value: number): Point => [
    area.left + share * (area.right - area.left),
    area.y(geometry.height.of(value)),
  ];
  const branches = sectionOf(
    modelView.model,
    (share) => alongLine(line, share, window),
    state.hurried ? 60 : 140,
  ).map(({ stable, points }) => {
    const path = linePath(points.map((point) => pixel(point.share, point.state)));
    return svg`<path class="mark-line ${stable ? 'stable-line' : 'unstable-line'}" d=${path}></path>`;
  });
  const trail = state.trail.places.map((one) => pixel(shareOnLine(line, one, window), one.state));
  const here = place && pixel(shareOnLine(line, place, window), place.state);
  const runs = runsAlongLine(state, line, geometry, area, ink);
  return [
    clipped(area, 'clip-along-line', [
      bandsAlongLine(state, line, area),
      branches,
      trail.length > 1
        ? svg`<path class="mark-line trail-line" d=${linePath(trail)}></path>`
        : nothing,
      runs.marks,
    ]),
    placedLabels([...runs.names, ...runs.times], area, runs.obstacles),
    here
      ? [
          haloedLine('section-line', `M${here[0]} ${area.top}V${area.bottom}`),
          dot(here, 5, 'point-dot'),
        ]
      : nothing,
  ];
}

/** The control along the line; for an oblique line, the one that changes more. */
function sectionAxis(
  { modelView, window }: EntropyState,
  ends: readonly [Controls, Controls] | undefined,
): Axis {
  const labels = labelsOf(modelView);
  const across = { name: labels.control1, domain: window.control1 };
  if (!ends) return across;
  const [from, to] = ends;
  const [right, up] = apart(from, to, window);
  const isAcross = Math.abs(right) >= Math.abs(up);
  const key = isAcross ? 'control1' : 'control2';
  if (from[key] === to[key]) return across;
  return {
    name: isAcross ? labels.control1 : labels.control2,
    domain: [from[key], to[key]],
    logarithmic: !isAcross && window.logarithmic === true,
  };
}
