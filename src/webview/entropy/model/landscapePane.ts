import { svg } from 'lit-html';
import { restPoints } from '../../../core/entropy/equilibriumModel.ts';
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
import { inkOf } from './plotColours.ts';
import { labelsOf } from './labels.ts';
import type { EntropyPane } from './planePane.ts';
import { createPlotFrame, dot } from './plotPane.ts';
import type { EntropyState } from './state.ts';

/** Points of the curve. */
const samples = 220;

/**
 * The potential over the state at the current controls; its minima are the stable states. Pressing
 * sets the state to that place, from where it relaxes into a minimum.
 */
export function createLandscapePane(actions: {
  readonly put: (state: number) => void;
}): EntropyPane {
  let plot: Plot | undefined;
  const frame = createPlotFrame(
    {
      id: 'landscape',
      title: l10n.t('Potential'),
      label: l10n.t('Potential over the state at the point'),
    },
    {
      drag: ([x], _event, first) => {
        if (first && plot) actions.put(plot.x.invert(x));
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
      const { place } = state;
      if (!place) {
        plot = undefined;
        const text = l10n.t('No regularisation: no restoring force');
        frame.show(label('plot-note', 46, 44, text), ink);
        return;
      }
      const { points, xAxis, yAxis, height } = landscapeOf(state, place);
      const area = createPlot(size, xAxis, yAxis);
      plot = area;
      const pixel = (x: number): Point => [area.x(x), area.y(height(x))];
      const [from, to] = xAxis.domain;
      const curve = Array.from({ length: samples + 1 }, (_, i) =>
        pixel(from + ((to - from) * i) / samples),
      );
      const [ballX, ballY] = pixel(Math.min(to, Math.max(from, place.state)));
      frame.show(
        [
          axes(area),
          clipped(
            area,
            'clip-landscape',
            svg`<path class="mark-line potential-line" d=${linePath(curve)}></path>`,
          ),
          points.map(({ state: x, stable }) => restMark(pixel(x), stable)),
          dot([ballX, ballY - 6 * ink.weight], 6, 'point-dot'),
        ],
        ink,
      );
    },
  };
}

/** A line below a minimum, an arrowhead above a maximum. */
function restMark([x, y]: Point, stable: boolean): unknown {
  return stable
    ? svg`<path class="mark-line well-mark" d="M${x} ${y + 5}v7"></path>`
    : svg`<path class="mark-line ridge-mark" d="M${x - 4} ${y - 9}l4 5l4 -5"></path>`;
}

/** The part of the potential that contains all equilibria and the current state. */
function landscapeOf({ modelView }: EntropyState, place: NonNullable<EntropyState['place']>) {
  const { control1, control2, state } = place;
  const points = restPoints(modelView.model, control1, control2);
  const states = [...points.map((point) => point.state), state];
  const [low, high] = [Math.min(...states), Math.max(...states)];
  const margin = Math.max(1.2, 0.18 * (high - low));
  const domain = [low - margin, high + margin] as const;
  const raw = (x: number): number => modelView.model.potential(x, control1, control2);
  const base = Math.min(...states.map(raw));
  const height = (x: number): number => raw(x) - base;
  const ridge = Math.max(...states.map(height));
  const rims = domain.map(height);
  const top = ridge > 0 ? Math.max(1.9 * ridge, 0.25 * Math.min(...rims)) : Math.min(...rims);
  const to = Math.max(top, 1e-6);
  const xAxis: Axis = { name: labelsOf(modelView).state, domain };
  const yAxis: Axis = { name: l10n.t('potential'), domain: [-0.12 * to, to] };
  return { points, xAxis, yAxis, height };
}
