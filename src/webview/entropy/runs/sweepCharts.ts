import type {
  FittedSweep,
  SweepPlace,
  SweepRow,
} from '../../../core/entropy/diagnostics/runSweep.ts';
import { svgElement } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { axesOf, pathThrough, rangeOf, scaleOf, type PlotFrame } from '../../kit/plot.ts';

/** A fitted sweep with what its charts show. */
export interface SweepDrawing {
  readonly reading: FittedSweep;
  /** Of all runs, also those that are not in the fit. */
  readonly rows: readonly SweepRow[];
  /** The run that is reported on, by its number among all. */
  readonly chosen: number;
  readonly outcomeName: string;
  /** Of the first control, which the section is along. */
  readonly controlName: string;
}

/** A chart, and where its runs are on it, in pixels. */
export interface SweepChart {
  readonly svg: SVGElement;
  readonly marks: readonly { readonly run: number; readonly x: number; readonly y: number }[];
}

const height = 250;

/** The control plane of the cusp: inside the bifurcation set 27α² = 4β³ two outcomes are possible. */
export function drawSweepPlane(drawing: SweepDrawing, wide: number): SweepChart {
  const { places, used } = drawing.reading;
  const frame: PlotFrame = {
    width: Math.max(240, wide),
    height,
    x: rangeOf([[...places.map(({ alpha }) => alpha), -1, 1]]),
    y: rangeOf([[...places.map(({ beta }) => beta), -0.5, 1]]),
    xTitle: l10n.t('asymmetry α'),
    yTitle: l10n.t('bifurcation β'),
  };
  const scale = scaleOf(frame);
  const { px, py, inner } = scale;
  const top = Math.max(0, frame.y[1]);
  const side = (sign: number): (readonly [number, number])[] =>
    Array.from({ length: 61 }, (_, k) => {
      const beta = (top * k) / 60;
      return [px(sign * Math.sqrt((4 * beta ** 3) / 27)), py(beta)] as const;
    });
  const fold = [...side(-1).reverse(), ...side(1)];
  const marks = places.map(({ alpha, beta }, i) => ({ run: used[i], x: px(alpha), y: py(beta) }));
  const drawn = svgElement(
    'g',
    { 'clip-path': 'url(#clip-sweep-plane)' },
    svgElement('path', { class: 'sweep-inside', d: `${pathThrough(fold)}Z` }),
    svgElement('path', { class: 'fold-curve', d: pathThrough(fold) }),
    svgElement('circle', { class: 'cusp-point', cx: px(0), cy: py(0), r: 3 }),
    ...symbolsOf(drawing, marks),
  );
  const middle = svgElement(
    'text',
    { class: 'plot-note', x: px(0), y: inner.top + 14, 'text-anchor': 'middle' },
    l10n.t('two outcomes'),
  );
  return {
    svg: svgOf(frame, [
      ...axesOf(frame, scale, 'clip-sweep-plane'),
      drawn,
      ...(top > 0 && px(0) > inner.left && px(0) < inner.right ? [middle] : []),
    ]),
    marks,
  };
}

/**
 * The outcomes over the first control, in their own units, with the states of the cusp: a curve that
 * folds where it folds. Other controls are those of the chosen run, or in the middle.
 */
export function drawSweepSection(drawing: SweepDrawing, wide: number): SweepChart {
  const { reading, rows, chosen } = drawing;
  const { fit, units, used, places } = reading;
  const frame: PlotFrame = {
    width: Math.max(240, wide),
    height,
    x: rangeOf([used.map((i) => rows[i].controls[0])]),
    y: rangeOf([used.map((i) => rows[i].outcome)]),
    xTitle: drawing.controlName,
    yTitle: drawing.outcomeName,
  };
  const scale = scaleOf(frame);
  const { px, py } = scale;
  const others = units.map(({ mean, deviation }, k) => {
    const value = used.includes(chosen) ? rows[chosen].controls[k] : mean;
    return (value - mean) / deviation;
  });
  // With t for the first control α = α₀ + α₁·t, β = β₀ + β₁·t: at rest t is a function of the state.
  const constant = (b: readonly number[]): number =>
    b.reduce((sum, x, i) => (i === 0 ? x : i === 1 ? sum : sum + x * others[i - 1]), 0);
  const [alpha0, beta0] = [constant(fit.asymmetry), constant(fit.bifurcation)];
  const [alpha1, beta1] = [fit.asymmetry[1], fit.bifurcation[1]];
  const [w0, w1] = fit.scale;
  const branches: { readonly stable: boolean; readonly points: (readonly [number, number])[] }[] =
    [];
  const samples = 600;
  for (let k = 0; k <= samples; k++) {
    const outcome = frame.y[0] + ((frame.y[1] - frame.y[0]) * k) / samples;
    const y = w0 + w1 * outcome;
    const t = (y ** 3 - beta0 * y - alpha0) / (alpha1 + beta1 * y);
    const x = units[0].mean + units[0].deviation * t;
    // Beyond the frame there may be a pole, which is no part of the curve.
    const reach = frame.x[1] - frame.x[0];
    const isNear = Math.abs(x - (frame.x[0] + frame.x[1]) / 2) < 2 * reach;
    const point = [isNear ? px(x) : NaN, py(outcome)] as const;
    const stable = 3 * y * y > beta0 + beta1 * t;
    const last = branches.at(-1);
    last?.points.push(point);
    if (last?.stable !== stable) branches.push({ stable, points: [point] });
  }
  const marks = places.map((_, i) => ({
    run: used[i],
    x: px(rows[used[i]].controls[0]),
    y: py(rows[used[i]].outcome),
  }));
  const drawn = svgElement(
    'g',
    { 'clip-path': 'url(#clip-sweep-section)' },
    ...branches.map(({ stable, points }) =>
      svgElement('path', {
        class: stable ? 'branch-stable' : 'branch-unstable',
        d: pathThrough(points),
      }),
    ),
    ...symbolsOf(drawing, marks),
  );
  return { svg: svgOf(frame, [...axesOf(frame, scale, 'clip-sweep-section'), drawn]), marks };
}

/** The chosen run comes last, so that it lies over the others. */
function symbolsOf({ reading, chosen }: SweepDrawing, marks: SweepChart['marks']): SVGElement[] {
  const symbols = marks.map(({ run, x, y }, i) => ({
    run,
    node: svgElement('path', {
      class: run === chosen ? 'sweep-run sweep-chosen' : 'sweep-run',
      d: symbolPath(reading.places[i], x, y, run === chosen ? 6.5 : 4.5),
    }),
  }));
  return symbols
    .sort((a, b) => Number(a.run === chosen) - Number(b.run === chosen))
    .map(({ node }) => node);
}

/** A circle; a triangle that points to where a run ended of two possible outcomes. */
function symbolPath({ upper }: SweepPlace, x: number, y: number, r: number): string {
  if (upper === undefined)
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  const up = upper ? -1 : 1;
  return `M${x} ${y + up * 1.2 * r}l${1.1 * r} ${-up * 2 * r}h${-2.2 * r}Z`;
}

function svgOf({ width }: PlotFrame, parts: readonly SVGElement[]): SVGElement {
  return svgElement('svg', { class: 'axes-plot', width, height, 'aria-hidden': 'true' }, ...parts);
}
