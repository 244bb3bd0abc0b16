import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit-html';
import {
  outcomeAsFitted,
  type FittedSweep,
  type SweepPlace,
  type SweepRow,
} from '../../../core/entropy/diagnostics/runSweep.ts';
import { l10n } from '../../kit/l10n.ts';
import {
  axes,
  clipped,
  createPlot,
  label,
  linePath,
  paddedExtent,
  type Plot,
  type Point,
} from '../../kit/plot.ts';
import { equilibriumCurve } from './equilibriumCurve.ts';

/** A fitted sweep with what its charts show. */
export interface SweepDrawing {
  readonly reading: FittedSweep;
  /** One per run, including those not in the fit. */
  readonly rows: readonly SweepRow[];
  /** The selected run, by its number among all. */
  readonly chosen: number;
  readonly outcomeName: string;
  /** Of the first control, which the section is along. */
  readonly controlName: string;
}

/** A chart, and where its runs are on it, in pixels. */
export interface SweepChart {
  readonly drawing: TemplateResult;
  readonly marks: readonly { readonly run: number; readonly x: number; readonly y: number }[];
}

const height = 268;

/** The control plane of the cusp: inside the bifurcation set 27α² = 4β³ two outcomes are possible. */
export function drawSweepPlane(drawing: SweepDrawing, width: number): SweepChart {
  const { places, used } = drawing.reading;
  const plot = createPlot(
    { width: Math.max(240, width), height },
    {
      name: l10n.t('asymmetry α'),
      domain: paddedExtent([...places.map(({ alpha }) => alpha), -1, 1]),
    },
    {
      name: l10n.t('bifurcation β'),
      domain: paddedExtent([...places.map(({ beta }) => beta), -0.5, 1]),
    },
  );
  const { x, y } = plot;
  const top = Math.max(0, plot.yAxis.domain[1]);
  const side = (sign: number): Point[] =>
    Array.from({ length: 61 }, (_, k): Point => {
      const beta = (top * k) / 60;
      return [x(sign * Math.sqrt((4 * beta ** 3) / 27)), y(beta)];
    });
  const fold = linePath([...side(-1).reverse(), ...side(1)]);
  const marks = places.map(({ alpha, beta }, i) => ({ run: used[i], x: x(alpha), y: y(beta) }));
  const isNamed = top > 0 && x(0) > plot.left && x(0) < plot.right;
  const content = [
    svg`<path class="sweep-inside" d=${`${fold}Z`}></path>
      <path class="fold-curve" d=${fold}></path>
      <circle class="cusp-point" cx=${x(0)} cy=${y(0)} r="3"></circle>`,
    symbolsOf(drawing, marks),
  ];
  const name = isNamed
    ? label('plot-note', x(0), plot.top + 14, l10n.t('two outcomes'), 'middle')
    : nothing;
  return { drawing: drawn(plot, 'clip-sweep-plane', content, name), marks };
}

/**
 * The outcomes over the first control, in their own units, with the states of the cusp: a curve that
 * folds where it folds. Other controls are those of the selected run, or their means.
 */
export function drawSweepSection(drawing: SweepDrawing, width: number): SweepChart {
  const { reading, rows, chosen } = drawing;
  const { fit, units, used, places } = reading;
  const plot = createPlot(
    { width: Math.max(240, width), height },
    { name: drawing.controlName, domain: paddedExtent(used.map((i) => rows[i].controls[0])) },
    { name: drawing.outcomeName, domain: paddedExtent(used.map((i) => rows[i].outcome)) },
  );
  const [[left, right], [bottom, top]] = [plot.xAxis.domain, plot.yAxis.domain];
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
  const samples = 600;
  const states = Array.from({ length: samples + 1 }, (_, k) => {
    const outcome = bottom + ((top - bottom) * k) / samples;
    const y = w0 + w1 * outcomeAsFitted(reading, outcome);
    const t = (y ** 3 - beta0 * y - alpha0) / (alpha1 + beta1 * y);
    const control = units[0].mean + units[0].deviation * t;
    // There may be a pole outside the frame, which is not part of the curve.
    const isNear = Math.abs(control - (left + right) / 2) < 2 * (right - left);
    const point: Point = [isNear ? plot.x(control) : NaN, plot.y(outcome)];
    return { point, stable: 3 * y * y > beta0 + beta1 * t };
  });
  const marks = places.map((_, i) => ({
    run: used[i],
    x: plot.x(rows[used[i]].controls[0]),
    y: plot.y(rows[used[i]].outcome),
  }));
  const content = [equilibriumCurve(states), symbolsOf(drawing, marks)];
  return { drawing: drawn(plot, 'clip-sweep-section', content), marks };
}

/** The selected run comes last, so that it is drawn on top. */
function symbolsOf(
  { reading, chosen }: SweepDrawing,
  marks: SweepChart['marks'],
): readonly SVGTemplateResult[] {
  const symbols = marks.map(({ run, x, y }, i) => {
    const [kind, radius] = run === chosen ? ['sweep-run sweep-chosen', 6.5] : ['sweep-run', 4.5];
    const path = symbolPath(reading.places[i], x, y, radius);
    return { run, symbol: svg`<path class=${kind} d=${path}></path>` };
  });
  return symbols
    .sort((a, b) => Number(a.run === chosen) - Number(b.run === chosen))
    .map(({ symbol }) => symbol);
}

/** A circle, or a triangle that points to the outcome of the run if two were possible. */
function symbolPath({ upper }: SweepPlace, x: number, y: number, r: number): string {
  if (upper === undefined)
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  const up = upper ? -1 : 1;
  return `M${x} ${y + up * 1.2 * r}l${1.1 * r} ${-up * 2 * r}h${-2.2 * r}Z`;
}

function drawn(
  plot: Plot,
  clip: string,
  content: unknown,
  over: unknown = nothing,
): TemplateResult {
  const { width } = plot;
  return html`<svg class="axes-plot" width=${width} height=${height} aria-hidden="true">
    ${axes(plot)}${clipped(plot, clip, content)}${over}
  </svg>`;
}
