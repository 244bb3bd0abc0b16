import { foldCurves } from '../../../core/entropy/bifurcation.ts';
import type { RunEnds } from '../../../core/entropy/diagnostics/ends.ts';
import type { Placement } from '../../../core/entropy/diagnostics/placement.ts';
import type { Estimator } from '../../../core/entropy/grpo/estimator.ts';
import { decisionLogit, successRate } from '../../../core/entropy/grpo/gain.ts';
import { grpoModel } from '../../../core/entropy/grpo/grpoModel.ts';
import { trailingMedian } from '../../../core/numeric/series.ts';
import type { TrainingSetup } from '../../../language/entropy/specOfRun.ts';
import { svgElement } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { axesOf, label, line, pathThrough, scaleOf, type PlotFrame } from '../../kit/plot.ts';

/** Where a run stands, and what it takes to say so. */
export interface Standing {
  readonly setup: TrainingSetup;
  readonly estimator: Estimator;
  readonly ends: RunEnds;
  readonly placement: Placement;
  /** The placement with another number of decisions. */
  readonly place: (decisions: number) => Placement | undefined;
  readonly entropy: ArrayLike<number>;
  readonly reward: ArrayLike<number>;
}

const height = 210;

/** The control plane with its folds, and the run in it; nothing without regularisation. */
export function drawControlPlane(standing: Standing, wide: number): SVGElement[] {
  const { placement, estimator, setup } = standing;
  const { pull } = placement;
  if (!pull) return [];
  const model = grpoModel(estimator, setup.decisions);
  const cusp = model.cusps.at(-1);
  const top = Math.max(1.4 * (cusp?.control2 ?? 0.5), 1.3 * pull.strength);
  const left = Math.min((cusp?.control1 ?? 0) - 4, pull.anchor - 1);
  const right = Math.max((cusp?.control1 ?? 0) + 1.5, pull.anchor + 1);
  const frame: PlotFrame = {
    width: Math.max(240, wide),
    height,
    x: [left, right],
    y: [0, top],
    xTitle: l10n.t('anchor u₀ (logit)'),
    yTitle: l10n.t('strength B = β + τ'),
  };
  const scale = scaleOf(frame);
  const { px, py } = scale;
  const curves = foldCurves(model, {
    control2: [0.02 * top, top],
    rows: { folded: 48, single: 2 },
  }).map(({ points }) =>
    svgElement('path', {
      class: 'fold-curve',
      d: pathThrough(points.map(({ control1, control2 }) => [px(control1), py(control2)] as const)),
    }),
  );
  const cusps = model.cusps.map(({ control1, control2 }) =>
    svgElement('circle', { class: 'cusp-point', cx: px(control1), cy: py(control2), r: 3 }),
  );
  const here = svgElement('circle', {
    class: 'run-here',
    cx: px(pull.anchor),
    cy: py(pull.strength),
    r: 5,
  });
  return [
    svgElement(
      'svg',
      {
        class: 'axes-plot',
        width: frame.width,
        height,
        role: 'img',
        'aria-label': l10n.t('Control plane: between the fold curves two states are stable'),
      },
      ...axesOf(frame, scale, 'clip-plane'),
      svgElement('g', { 'clip-path': 'url(#clip-plane)' }, ...curves, ...cusps, here),
      label('plot-note', px(pull.anchor) + 8, py(pull.strength) - 6, l10n.t('this run')),
    ),
  ];
}

/** The states over the strength at the run's anchor, and the success of the run on its way. */
export function drawSection(standing: Standing, wide: number): SVGElement[] {
  const { placement, estimator, setup, reward } = standing;
  const { pull } = placement;
  if (!pull) return [];
  const { decisions } = setup;
  const { gain } = grpoModel(estimator, decisions);
  const top = Math.max(1, 1.5 * pull.strength);
  const frame: PlotFrame = {
    width: Math.max(240, wide),
    height,
    x: [0, top],
    y: [0, 1],
    xTitle: l10n.t('strength B = β + τ, at this anchor'),
    yTitle: l10n.t('success rate'),
  };
  const scale = scaleOf(frame);
  const { px, py } = scale;
  // Along the section B = M(u)/(u − u₀); it is stable where M′ < B.
  const branches: { readonly stable: boolean; readonly points: [number, number][] }[] = [];
  const samples = 400;
  const highest = decisionLogit(1 - 1e-6, decisions);
  for (let k = 1; k <= samples; k++) {
    const u = pull.anchor + ((highest - pull.anchor) * k) / samples;
    const [M, slope] = gain.jet(u);
    const B = M / (u - pull.anchor);
    const point: [number, number] = [px(B), py(successRate(u, decisions))];
    const stable = slope < B;
    const last = branches.at(-1);
    last?.points.push(point);
    if (last?.stable !== stable) branches.push({ stable, points: [point] });
  }
  const rates = trailingMedianOf(reward);
  const way = rates.map((rate) => [px(pull.strength), py(rate)] as const);
  return [
    svgElement(
      'svg',
      {
        class: 'axes-plot',
        width: frame.width,
        height,
        role: 'img',
        'aria-label': l10n.t(
          'States over strength: {0} stable here',
          placement.points.filter(({ stable }) => stable).length,
        ),
      },
      ...axesOf(frame, scale, 'clip-section'),
      svgElement(
        'g',
        { 'clip-path': 'url(#clip-section)' },
        line('section-here', px(pull.strength), py(0), px(pull.strength), py(1)),
        ...branches.map(({ stable, points }) =>
          svgElement('path', {
            class: stable ? 'branch-stable' : 'branch-unstable',
            d: pathThrough(points),
          }),
        ),
        svgElement('path', { class: 'run-way', d: pathThrough(way) }),
        svgElement('circle', { class: 'run-start', cx: way[0][0], cy: way[0][1], r: 4 }),
        svgElement('circle', { class: 'run-here', cx: way.at(-1)![0], cy: way.at(-1)![1], r: 5 }),
      ),
    ),
  ];
}

function trailingMedianOf(values: ArrayLike<number>): readonly number[] {
  const finite = Array.from(values).filter(Number.isFinite);
  const every = Math.ceil(finite.length / 600);
  return trailingMedian(
    finite.filter((_, i) => i % every === 0),
    15,
  );
}
