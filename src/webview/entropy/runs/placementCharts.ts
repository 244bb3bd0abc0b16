import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit-html';
import { foldCurves, type FoldPoint } from '../../../core/entropy/bifurcation.ts';
import { forceOf } from '../../../core/entropy/controls.ts';
import {
  bandBars,
  bandRanges,
  type BandRange,
} from '../../../core/entropy/diagnostics/bandBars.ts';
import type { PlacedRun, RunPlacement } from '../../../core/entropy/diagnostics/placement.ts';
import type { ModelledRun } from '../../../core/entropy/diagnostics/training.ts';
import { decisionLogit, successRate } from '../../../core/entropy/grpo/gain.ts';
import type { GrpoModel } from '../../../core/entropy/grpo/grpoModel.ts';
import { klSection } from '../../../core/entropy/grpo/klThresholds.ts';
import { rememberedModel } from '../../../core/entropy/grpo/rememberedModel.ts';
import type { GrpoSettings } from '../../../core/entropy/modelView.ts';
import {
  centresBeside,
  placeLabels,
  rectAround,
  type PlaceableLabel,
  type Rect,
} from '../../../core/plot/labelPlacement.ts';
import { numberText } from '../../../core/numberText.ts';
import { l10n } from '../../kit/l10n.ts';
import {
  axes,
  clipped,
  createPlot,
  cursor,
  label,
  linePath,
  type Axis,
  type Plot,
  type Point,
} from '../../kit/plot.ts';
import { equilibriumCurve } from './equilibriumCurve.ts';

const height = 244;

/** Where a run is drawn in the control plane. */
interface RunInPlane {
  readonly path: readonly Point[];
  readonly name: string;
}

/** A diagram: its axes, what is drawn between them, and what it shows in words. */
export interface Diagram {
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly marks: (plot: Plot) => unknown;
  readonly description: string;
}

/**
 * The control plane with its folds and the run. A run without regularisation is on the edge B = 0; one
 * whose rewards are no success rates is a line, because only its strength is known.
 */
export function controlPlane({ placement, settings, band }: ModelledRun): Diagram {
  const model = modelOf(placement, settings);
  const isReverse = settings.klGradient === 'reverse';
  const cusp = model.cusps.at(-1);
  const isPlaced = placement.status === 'placed';
  const own = isPlaced
    ? placement.steps
    : [{ control1: cusp?.control1 ?? 0, control2: placement.strength }];
  const anchors = own.map(({ control1 }) => control1);
  const strengths = own.map(({ control2 }) => control2);
  const bars = isPlaced && band ? bandBars(placement, settings, band, 1) : [];
  const top = Math.max(
    1.4 * (cusp?.control2 ?? 0.5),
    1.3 * Math.max(...strengths),
    ...bars.map(({ path }) => 1.1 * path[0].control2).filter((end) => end <= mostBeta),
  );
  const left = Math.min((cusp?.control1 ?? 0) - 4, Math.min(...anchors) - 1);
  const right = Math.max((cusp?.control1 ?? 0) + 1.5, Math.max(...anchors) + 1);
  const curves = foldCurves(model, {
    control2: [0.02 * top, top],
    rows: { folded: 160, single: 2 },
  });
  const last = strengths[strengths.length - 1];
  const symbol = isReverse ? 'B' : 'β';
  const name = last > 0 ? l10n.t('this run') : l10n.t('this run, {0} = 0', symbol);
  const marks = (plot: Plot): unknown => {
    const pixelOf = ({ control1, control2 }: Pick<FoldPoint, 'control1' | 'control2'>): Point => [
      plot.x(control1),
      plot.y(control2),
    ];
    const lines = curves.map(({ points }) => points.map(pixelOf));
    const folds = [
      lines.length === 2
        ? svg`<path class="fold-inside" d=${`${linePath([...lines[0], ...lines[1].toReversed()])}Z`}></path>`
        : nothing,
      lines.map((points) => svg`<path class="fold-curve" d=${linePath(points)}></path>`),
      model.cusps.map((point) => {
        const [cx, cy] = pixelOf(point);
        return svg`<circle class="cusp-point" cx=${cx} cy=${cy} r="3"></circle>`;
      }),
    ];
    const run: RunInPlane = {
      path: isPlaced
        ? placement.steps.map(pixelOf)
        : [
            [plot.left, plot.y(last)],
            [plot.right, plot.y(last)],
          ],
      name,
    };
    const names = [
      runName(run, isPlaced),
      ...(cusp ? [beside(l10n.t('cusp'), pixelOf(cusp))] : []),
      ...regionNames(plot, curves),
    ];
    const ends = isPlaced ? [run.path[0], run.path[run.path.length - 1]] : [];
    return [
      clipped(plot, 'clip-plane', [
        folds,
        bars.map(
          ({ threshold, path }) =>
            svg`<path class="run-band ${threshold}" d=${linePath(path.map(pixelOf))}></path>`,
        ),
      ]),
      isPlaced
        ? svg`<path class="run-trace" d=${linePath(run.path)}></path>`
        : svg`<path class="run-level" d=${linePath(run.path)}></path>`,
      isPlaced ? endMarks(ends) : nothing,
      namesIn(plot, names, along(run.path)),
    ];
  };
  return {
    xAxis: {
      name: isReverse ? l10n.t('anchor u₀ (logit)') : l10n.t('reference (logit)'),
      domain: [left, right],
    },
    yAxis: {
      name: isReverse ? l10n.t('strength B = β + τ') : l10n.t('KL weight β'),
      domain: [0, top],
    },
    marks,
    description: l10n.t(
      'Phase diagram: two states are stable between the fold curves. {0}: {1} = {2}.',
      name,
      symbol,
      numberText(last, 3),
    ),
  };
}

/** Draws a diagram in a view. */
export function drawDiagram(
  { xAxis, yAxis, marks, description }: Diagram,
  width: number,
  kind: string,
): TemplateResult {
  const plot = createPlot({ width: Math.max(240, width), height }, xAxis, yAxis);
  return html`<svg
    class="axes-plot ${kind}"
    width=${plot.width}
    height=${height}
    role="img"
    aria-label=${description}
  >
    ${axes(plot)}${marks(plot)}
  </svg>`;
}

/** The open start and the filled end of a path. */
function endMarks([first, last]: readonly Point[]): readonly SVGTemplateResult[] {
  return [
    svg`<circle class="run-start" cx=${first[0]} cy=${first[1]} r="4"></circle>`,
    svg`<circle class="run-here" cx=${last[0]} cy=${last[1]} r="5"></circle>`,
  ];
}

interface Name extends PlaceableLabel {
  readonly text: string;
}

/** Pixels around the name of a part of the plane, so that no other name reads as its second line. */
const clearance = 12;

/** Pixels of a name: of a character, and of a line. */
const characterWidth = 6.2;
const lineHeight = 14;

function sizeOf(text: string): { readonly width: number; readonly height: number } {
  return { width: characterWidth * text.length + 4, height: lineHeight };
}

function beside(text: string, at: Point): Name {
  return { text, ...sizeOf(text), centres: centresBeside(at, sizeOf(text), 10) };
}

function runName({ path, name }: RunInPlane, isPlaced: boolean): Name {
  const at = path[path.length - 1];
  if (isPlaced) return beside(name, at);
  // Above its line, or below it at the upper edge.
  const size = sizeOf(name);
  const x = at[0] - size.width / 2 - 6;
  return {
    text: name,
    ...size,
    centres: [
      [x, at[1] - 14],
      [x, at[1] + 14],
    ],
  };
}

/** The parts of the plane by their stable states, where they are wide enough for their names. */
function regionNames(plot: Plot, curves: ReturnType<typeof foldCurves>): readonly Name[] {
  // The pixels at which the folds of a height begin and end the parts of the plane.
  const edgesAt = (y: number): readonly number[] | undefined => {
    const row = plot.y.invert(y);
    const folds = curves
      .filter(
        ({ points }) => row >= points[0].control2 && row <= points[points.length - 1].control2,
      )
      .map(({ at }) => Math.min(plot.right, Math.max(plot.left, plot.x(at(row).control1))))
      .sort((a, b) => a - b);
    return folds.length === 2 ? [plot.left, ...folds, plot.right] : undefined;
  };
  const heights = Array.from(
    { length: 24 },
    (_, i) => plot.bottom - ((plot.bottom - plot.top) * (i + 1)) / 26,
  );
  const name = (text: string, part: 0 | 1 | 2): Name => {
    const size = sizeOf(text);
    // Where the part has room for the whole name, the widest place first.
    const places = heights.flatMap((y) => {
      const sides = [y - size.height / 2, y + size.height / 2].map(edgesAt);
      const [above, below] = sides;
      if (!above || !below) return [];
      const from = Math.max(above[part], below[part]);
      const to = Math.min(above[part + 1], below[part + 1]);
      return to - from > size.width + 8 ? [{ from, to, y }] : [];
    });
    const centres = places
      .sort((a, b) => b.to - b.from - (a.to - a.from))
      .map(({ from, to, y }): Point => [(from + to) / 2, y]);
    return { text, width: size.width, height: size.height + 2 * clearance, centres };
  };
  return [
    name(l10n.t('two stable states'), 1),
    name(l10n.t('low entropy only'), 2),
    name(l10n.t('high entropy only'), 0),
  ];
}

/** Points along a path, close enough that no name fits between them. */
function along(path: readonly Point[]): readonly Point[] {
  return path.flatMap((to, i) => {
    const from = path[Math.max(0, i - 1)];
    const parts = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / 10));
    return Array.from({ length: parts }, (_, k): Point => {
      const share = (k + 1) / parts;
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    });
  });
}

/** The names that fit, the first ones first; none covers a mark or another name. */
function namesIn(
  { left, right, top, bottom }: Plot,
  names: readonly Name[],
  path: readonly Point[],
): readonly SVGTemplateResult[] {
  const taken: readonly Rect[] = path.map((at) => rectAround(at, { width: 12, height: 12 }));
  const frame = { left: left + 2, right, top, bottom: bottom - 1 };
  return placeLabels(names, frame, taken).flatMap((rect, i) =>
    rect
      ? [label('plot-note', (rect.left + rect.right) / 2, baseline(rect), names[i].text, 'middle')]
      : [],
  );
}

/** The baseline of a line of text in the middle of a rectangle. */
function baseline({ top, bottom }: Rect): number {
  return (top + bottom + lineHeight) / 2 - 3;
}

/** The model at the settings of a run. */
function modelOf(placement: RunPlacement, settings: GrpoSettings): GrpoModel {
  const entropyBonus = placement.status === 'placed' ? placement.weights.entropyBonus : 0;
  const force = forceOf(settings, {
    ...{ kind: 'grpo', kl: 0, entropyBonus, credit: 1, referenceSuccess: 0.5 },
  });
  return rememberedModel(settings.estimator, settings.decisions, force);
}

/** The equilibria over β at the reference and the entropy bonus of the run, and its success over time. */
export function equilibria({ placement, settings, band }: ModelledRun): Diagram | undefined {
  if (placement.status !== 'placed' || !band) return undefined;
  const { decisions, tokens } = settings;
  const { reference, weights, steps } = placement;
  const model = modelOf(placement, settings);
  const logit = decisionLogit(reference, decisions);
  const bonus = { bonus: weights.entropyBonus, free: Math.log(tokens.right / tokens.wrong) };
  const { betaAt } = klSection(model, bonus, logit);
  const samples = 400;
  const highest = Math.max(decisionLogit(1 - 1e-6, decisions), logit + 1);
  const stable = placement.rest.filter((point) => point.stable).length;
  const ranges = bandRanges(band);
  const end = betaEnd(placement, ranges);
  return {
    xAxis: { name: l10n.t('KL weight β, at this reference'), domain: [0, end] },
    yAxis: { name: l10n.t('success rate'), domain: [0, 1] },
    marks: (plot) => {
      const { x, y } = plot;
      const betas = Array.from({ length: samples + 1 }, (_, k) => {
        const u = logit + ((highest - logit) * (k + 1)) / samples;
        return { u, beta: betaAt(u) };
      });
      const states = betas.slice(0, -1).map(({ u, beta }, k) => ({
        point: [x(beta), y(successRate(u, decisions))] as Point,
        // β falls along a stable branch.
        stable: betas[k + 1].beta < beta,
      }));
      const path = steps.map(({ logged }): Point => [
        x(logged.kl ?? weights.kl),
        y(logged.success),
      ]);
      return [
        clipped(plot, 'clip-section', [
          ranges.map(
            ({ threshold, range: [least, most] }) =>
              svg`<rect class="run-range ${threshold}" x=${x(least)} y=${plot.top} width=${Math.max(2, x(most) - x(least))} height=${plot.bottom - plot.top}></rect>`,
          ),
          cursor(plot, weights.kl),
          equilibriumCurve(states),
        ]),
        svg`<path class="run-trace" d=${linePath(path)}></path>`,
        endMarks([path[0], path[path.length - 1]]),
      ];
    },
    description: l10n.t('Equilibria over β: {0} stable for this run', stable),
  };
}

/** Most of the axis of β is for the run; thresholds far above it are beyond the end. */
const mostBeta = 2;

/** The end of the axis of β: it shows the run and the thresholds, unless these are out of reach. */
function betaEnd({ steps, weights }: PlacedRun, ranges: readonly BandRange[]): number {
  const own = steps.map(({ logged }) => logged.kl ?? weights.kl);
  const ends = ranges.flatMap(({ range }) => range).filter((beta) => beta <= mostBeta);
  return 1.25 * Math.max(0.2, ...own, ...ends);
}

/** What the bars and the shaded ranges are. */
export function bandNote({ band }: ModelledRun): string | undefined {
  if (!band || bandRanges(band).length === 0) return undefined;
  const [fewest, most] = band.decisions;
  return band.kinds.length > 1
    ? l10n.t(
        'Shaded: the β that keeps entropy high and the β that brings it back, for T from {0} to {1} and each KL gradient. The curves are those of one model.',
        fewest,
        most,
      )
    : l10n.t(
        'Shaded: the β that keeps entropy high and the β that brings it back, for T from {0} to {1}. The curves are those of one model.',
        fewest,
        most,
      );
}
