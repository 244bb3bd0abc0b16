import { restPoints } from '../../../core/entropy/equilibriumModel.ts';
import { l10n } from '../../kit/l10n.ts';
import type { EntropyPane } from './planePane.ts';
import { inkOf } from './ink.ts';
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
import type { EntropyState } from './state.ts';
import { wordsOf } from './labels.ts';

/** Points of the curve. */
const samples = 220;

/**
 * The potential over the state at the present controls: wells are where the state rests. A press
 * puts the state there, and it rolls down from where it was put.
 */
export function createLandscapePane(actions: {
  readonly put: (state: number) => void;
}): EntropyPane {
  let scales: PlotScales | undefined;
  const frame = createPlotFrame(
    {
      id: 'landscape',
      title: l10n.t('Potential'),
      label: l10n.t('Potential over the state at the point'),
    },
    {
      drag: (x, _y, _event, first) => {
        if (first && scales) actions.put(scales.valueX(x));
      },
    },
  );

  return {
    node: frame.node,
    frame,
    update: (state) => {
      const size = frame.size();
      if (size.width === 0) return;
      const ink = inkOf(state.theme);
      const { place, modelView } = state;
      if (!place) {
        const empty = { name: wordsOf(modelView).state, from: -1, to: 1 };
        const s = plotScales(size, empty, { name: 'potential', from: 0, to: 1 });
        const text = l10n.t('No regularisation: nothing holds the policy');
        frame.show([plotText(text, s.left, s.top + 20, ink)]);
        return;
      }
      const view = landscapeOf(state, place);
      const { xAxis, yAxis, height } = view;
      const s = plotScales(size, xAxis, yAxis);
      scales = s;
      const curve = Array.from({ length: samples + 1 }, (_, i): readonly [number, number] => {
        const x = xAxis.from + ((xAxis.to - xAxis.from) * i) / samples;
        return [s.x(x), s.y(height(x))];
      });
      const ball = Math.min(xAxis.to, Math.max(xAxis.from, place.state));
      frame.show([
        ...plotAxes(s, xAxis, yAxis, ink),
        plotClip(s, [plotPath(curve, { stroke: ink.foreground, 'stroke-width': 2 * ink.weight })]),
        ...view.points.flatMap(({ state: x, stable }) => {
          const [px, py] = [s.x(x), s.y(height(x))];
          return stable
            ? [
                plotPath(
                  [
                    [px, py + 5],
                    [px, py + 12],
                  ],
                  { stroke: ink.foreground, 'stroke-width': 2 },
                ),
              ]
            : [
                plotPath(
                  [
                    [px - 4, py - 9],
                    [px, py - 4],
                    [px + 4, py - 9],
                  ],
                  { stroke: ink.muted },
                ),
              ];
        }),
        plotDot(s.x(ball), s.y(height(ball)) - 6 * ink.weight, 6, ink.point, ink),
      ]);
    },
  };
}

/** The part of the landscape that holds every resting state, and the one that the state is in. */
function landscapeOf({ modelView }: EntropyState, place: NonNullable<EntropyState['place']>) {
  const { control1, control2, state } = place;
  const points = restPoints(modelView.model, control1, control2);
  const states = [...points.map((point) => point.state), state];
  const [low, high] = [Math.min(...states), Math.max(...states)];
  const margin = Math.max(1.2, 0.18 * (high - low));
  const xAxis: PlotAxis = { name: wordsOf(modelView).state, from: low - margin, to: high + margin };
  const raw = (x: number): number => modelView.model.potential(x, control1, control2);
  const base = Math.min(...states.map(raw));
  const height = (x: number): number => raw(x) - base;
  const ridge = Math.max(...states.map(height));
  const rims = [xAxis.from, xAxis.to].map(height);
  const top = ridge > 0 ? Math.max(1.9 * ridge, 0.25 * Math.min(...rims)) : Math.min(...rims);
  const to = Math.max(top, 1e-6);
  return {
    points,
    xAxis,
    yAxis: { name: 'potential', from: -0.12 * to, to },
    height,
  };
}
