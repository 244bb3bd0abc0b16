import type { Controls } from '../../../core/entropy/hysteresis.ts';
import { l10n } from '../../kit/l10n.ts';
import { sectionOf } from '../../../core/entropy/section.ts';
import type { EntropyPane, PlaneActions } from './planePane.ts';
import { inkOf } from './ink.ts';
import { alongLine, apart, lineEnds, shareOnLine } from './line.ts';
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
import { createPlotFrame } from './plotPane.ts';
import { momentOnLine, runsAlongLine } from './runMarks.ts';
import { momentNear } from './runs.ts';
import type { EntropyState } from './state.ts';
import { heightName, wordsOf } from './labels.ts';

/** The bifurcation diagram along the line through the plane; dragging in it moves the point along. */
export function createSectionPane(actions: Pick<PlaneActions, 'move' | 'lookAtRun'>): EntropyPane {
  let scales: PlotScales | undefined;
  let ends: readonly [Controls, Controls] | undefined;
  let pixelOf: ReturnType<typeof momentOnLine> | undefined;
  let shown: EntropyState | undefined;
  const frame = createPlotFrame(
    {
      id: 'section',
      title: l10n.t('Along the line'),
      label: l10n.t('Bifurcation diagram along the line through the control plane'),
    },
    {
      drag: (x) => {
        if (!scales || !ends || !shown) return;
        const share = (x - scales.left) / (scales.right - scales.left);
        actions.move(alongLine(ends, Math.min(1, Math.max(0, share)), shown.window));
      },
      hover: (x, y) => {
        if (shown && pixelOf) actions.lookAtRun(momentNear(shown, pixelOf, [x, y]));
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
      const { modelView, place, window, choices } = state;
      ends = lineEnds(choices.line, place, window);
      const axis = sectionAxis(state, ends);
      const heightAxis = {
        name: heightName(modelView, geometry.height.key),
        from: geometry.range[0],
        to: geometry.range[1],
      };
      const s = plotScales(size, axis, heightAxis);
      scales = s;
      const drawn = plotAxes(s, axis, heightAxis, ink);
      if (!ends) {
        const text = l10n.t('Nothing pulls back: there is no place in the plane');
        frame.show([...drawn, plotText(text, s.left + 8, s.top + 20, ink)]);
        return;
      }
      const line = ends;
      shown = state;
      pixelOf = momentOnLine(state, line, geometry.height, s);
      const pixel = (share: number, value: number): readonly [number, number] => [
        s.left + share * (s.right - s.left),
        s.y(geometry.height.of(value)),
      ];
      const branches = sectionOf(
        modelView.model,
        (share) => alongLine(line, share, window),
        state.hurried ? 60 : 140,
      );
      const share = place && shareOnLine(line, place, window);
      const trail = state.trail.places.map((one) =>
        pixel(shareOnLine(line, one, window), one.state),
      );
      frame.show([
        ...drawn,
        plotClip(s, [
          ...branches.map(({ stable, points }) =>
            plotPath(
              points.map((p) => pixel(p.share, p.state)),
              {
                stroke: stable ? ink.foreground : ink.muted,
                'stroke-width': (stable ? 2.2 : 1.4) * ink.weight,
                'stroke-dasharray': stable ? undefined : '4 4',
              },
            ),
          ),
          ...(trail.length > 1
            ? [plotPath(trail, { stroke: ink.trail, 'stroke-width': 1.8 * ink.weight })]
            : []),
          ...runsAlongLine(state, line, geometry, s, ink),
        ]),
        ...(share === undefined || !place
          ? []
          : [
              plotPath(
                [
                  [pixel(share, 0)[0], s.top],
                  [pixel(share, 0)[0], s.bottom],
                ],
                { stroke: ink.foreground, 'stroke-opacity': 0.5, 'stroke-dasharray': '2 3' },
              ),
              plotDot(...pixel(share, place.state), 5, ink.point, ink),
            ]),
      ]);
    },
  };
}

/** The control along the line; a slanting line is measured by the one that it changes more. */
function sectionAxis(
  { modelView, window }: EntropyState,
  ends: readonly [Controls, Controls] | undefined,
): PlotAxis {
  const words = wordsOf(modelView);
  const across = { name: words.control1, from: window.control1[0], to: window.control1[1] };
  if (!ends) return across;
  const [from, to] = ends;
  const [right, up] = apart(from, to, window);
  const isAcross = Math.abs(right) >= Math.abs(up);
  const key = isAcross ? 'control1' : 'control2';
  if (from[key] === to[key]) return across;
  return {
    ...{ name: isAcross ? words.control1 : words.control2, from: from[key], to: to[key] },
    logarithmic: !isAcross && window.logarithmic === true,
  };
}
