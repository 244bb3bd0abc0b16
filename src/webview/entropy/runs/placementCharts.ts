import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { foldCurves } from '../../../core/entropy/bifurcation.ts';
import type { RunEnds } from '../../../core/entropy/diagnostics/ends.ts';
import type { Placement } from '../../../core/entropy/diagnostics/placement.ts';
import type { Estimator } from '../../../core/entropy/grpo/estimator.ts';
import { decisionLogit, successRate } from '../../../core/entropy/grpo/gain.ts';
import { grpoModel } from '../../../core/entropy/grpo/grpoModel.ts';
import { trailingMedian } from '../../../core/numeric/series.ts';
import type { TrainingSetup } from '../../../language/entropy/specOfRun.ts';
import { l10n } from '../../kit/l10n.ts';
import { axes, clipped, createPlot, cursor, label, linePath, type Point } from '../../kit/plot.ts';
import { equilibriumCurve } from './equilibriumCurve.ts';

/** The placement of a run on its model, and its inputs. */
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

const height = 228;

/** The control plane with its folds and the run; empty without regularisation. */
export function drawControlPlane(standing: Standing, width: number): TemplateResult | undefined {
  const { placement, estimator, setup } = standing;
  const { pull } = placement;
  if (!pull) return undefined;
  const model = grpoModel(estimator, setup.decisions);
  const cusp = model.cusps.at(-1);
  const top = Math.max(1.4 * (cusp?.control2 ?? 0.5), 1.3 * pull.strength);
  const left = Math.min((cusp?.control1 ?? 0) - 4, pull.anchor - 1);
  const right = Math.max((cusp?.control1 ?? 0) + 1.5, pull.anchor + 1);
  const plot = createPlot(
    { width: Math.max(240, width), height },
    { name: l10n.t('anchor u₀ (logit)'), domain: [left, right] },
    { name: l10n.t('strength B = β + τ'), domain: [0, top] },
  );
  const { x, y } = plot;
  const curves = foldCurves(model, {
    control2: [0.02 * top, top],
    rows: { folded: 48, single: 2 },
  }).map(({ points }) => {
    const path = linePath(points.map(({ control1, control2 }) => [x(control1), y(control2)]));
    return svg`<path class="fold-curve" d=${path}></path>`;
  });
  const cusps = model.cusps.map(
    ({ control1, control2 }) =>
      svg`<circle class="cusp-point" cx=${x(control1)} cy=${y(control2)} r="3"></circle>`,
  );
  const [hereX, hereY] = [x(pull.anchor), y(pull.strength)];
  const here = svg`<circle class="run-here" cx=${hereX} cy=${hereY} r="5"></circle>`;
  return html`<svg
    class="axes-plot"
    width=${plot.width}
    height=${height}
    role="img"
    aria-label=${l10n.t('Control plane: two states are stable between the fold curves')}
  >
    ${axes(plot)}${clipped(plot, 'clip-plane', [curves, cusps, here])}
    ${label('plot-note', hereX + 8, hereY - 6, l10n.t('this run'))}
  </svg>`;
}

/**
 * The equilibria over the strength at the anchor of the run, and the success of the run over time.
 */
export function drawSection(standing: Standing, width: number): TemplateResult | undefined {
  const { placement, estimator, setup, reward } = standing;
  const { pull } = placement;
  if (!pull) return undefined;
  const { decisions } = setup;
  const { gain } = grpoModel(estimator, decisions);
  const plot = createPlot(
    { width: Math.max(240, width), height },
    {
      name: l10n.t('strength B = β + τ, at this anchor'),
      domain: [0, Math.max(1, 1.5 * pull.strength)],
    },
    { name: l10n.t('success rate'), domain: [0, 1] },
  );
  const { x, y } = plot;
  // Along the section B = M(u)/(u − u₀); it is stable where M′ < B.
  const samples = 400;
  const highest = decisionLogit(1 - 1e-6, decisions);
  const states = Array.from({ length: samples }, (_, k) => {
    const u = pull.anchor + ((highest - pull.anchor) * (k + 1)) / samples;
    const [M, slope] = gain.jet(u);
    const B = M / (u - pull.anchor);
    const point: Point = [x(B), y(successRate(u, decisions))];
    return { point, stable: slope < B };
  });
  const path = trailingMedianOf(reward).map((rate): Point => [x(pull.strength), y(rate)]);
  const [first, last] = [path.at(0), path.at(-1)];
  const stable = placement.points.filter((point) => point.stable).length;
  return html`<svg
    class="axes-plot"
    width=${plot.width}
    height=${height}
    role="img"
    aria-label=${l10n.t('Equilibria over strength: {0} stable for this run', stable)}
  >
    ${axes(plot)}
    ${clipped(plot, 'clip-section', [
      cursor(plot, pull.strength),
      equilibriumCurve(states),
      svg`<path class="run-trace" d=${linePath(path)}></path>`,
      first
        ? svg`<circle class="run-start" cx=${first[0]} cy=${first[1]} r="4"></circle>`
        : nothing,
      last ? svg`<circle class="run-here" cx=${last[0]} cy=${last[1]} r="5"></circle>` : nothing,
    ])}
  </svg>`;
}

function trailingMedianOf(values: ArrayLike<number>): readonly number[] {
  const finite = Array.from(values).filter(Number.isFinite);
  const every = Math.ceil(finite.length / 600);
  return trailingMedian(
    finite.filter((_, i) => i % every === 0),
    15,
  );
}
