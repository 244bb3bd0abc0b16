import { html, svg, type TemplateResult } from 'lit-html';
import type { KlGradient } from '../../../core/entropy/grpo/klGradient.ts';
import type {
  HysteresisExperiment,
  Level,
  Side,
} from '../../../core/entropy/simulator/hysteresisExperiment.ts';
import type { Branch, Comparison } from '../../../core/entropy/simulator/hysteresisVerdict.ts';
import type { ToyEquilibria } from '../../../core/entropy/simulator/toyEquilibria.ts';
import { klGradientNames } from '../../../core/entropy/words/modelNames.ts';
import { l10n } from '../../kit/l10n.ts';
import { axes, clipped, createPlot, linePath, type Plot, type Point } from '../../kit/plot.ts';

const height = 240;
const styles: Readonly<Record<Side, string>> = { reference: 'bench-1', collapsed: 'bench-5' };
/** Pixels by which each side is moved, so that equal ends do not cover each other. */
const shifts: Readonly<Record<Side, number>> = { reference: -4, collapsed: 4 };

/** The end states over β for one KL gradient, over the equilibria of the model. */
export function endStatesPlot(
  klGradient: KlGradient,
  { strengths }: HysteresisExperiment,
  { branches }: ToyEquilibria,
  found: readonly Comparison[],
  quantity: keyof Level,
  available: number,
): TemplateResult {
  const columns = available >= 900 ? 3 : available >= 620 ? 2 : 1;
  const width = Math.max(240, Math.floor(available / columns) - 24);
  const [low, high] = [Math.min(...strengths), Math.max(...strengths)];
  const plot = createPlot(
    { width, height },
    { name: 'β', domain: [low / 1.15, high * 1.15], logarithmic: true },
    quantity === 'entropy'
      ? { name: l10n.t('entropy (nats)'), domain: [-0.02, 0.72] }
      : { name: l10n.t('success rate'), domain: [-0.03, 1.03] },
  );
  const { x, y } = plot;
  const curves = branches.map(({ stable, points }) => {
    const path = linePath(
      points
        .filter(({ strength }) => strength > low / 2 && strength < high * 2)
        .map((point): Point => [x(point.strength), y(point[quantity])]),
    );
    return svg`<path class=${stable ? 'experiment-stable' : 'experiment-unstable'} d=${path}></path>`;
  });
  const own = found.filter((one) => one.klGradient === klGradient);
  const name = klGradientNames(l10n)[klGradient];
  return html`<figure class="run-figure">
    <figcaption>${name}</figcaption>
    <svg
      class="axes-plot"
      width=${width}
      height=${height}
      role="img"
      aria-label=${l10n.t('End states over β: {0}', name)}
    >
      ${axes(plot)}
      ${clipped(plot, `clip-experiment-${klGradient}`, [
        curves,
        own.map((one) => [
          markOf('reference', one.reference, one.strength, quantity, plot),
          markOf('collapsed', one.collapsed, one.strength, quantity, plot),
        ]),
      ])}
    </svg>
  </figure>`;
}

/** A dot per training, and a bar from the lowest to the highest. */
function markOf(
  side: Side,
  branch: Branch,
  strength: number,
  quantity: keyof Level,
  { x, y }: Plot,
): unknown {
  const at = x(strength) + shifts[side];
  const { low, high } = branch[quantity];
  const bar = svg`<line class="experiment-bar" x1=${at} x2=${at} y1=${y(low)} y2=${y(high)}></line>`;
  const dots = branch.runs.map(({ end }) => dotOf(side, at, y(end[quantity])));
  return svg`<g class=${styles[side]}>${bar}${dots}</g>`;
}

function dotOf(side: Side, x: number, y: number): unknown {
  return side === 'reference'
    ? svg`<circle class="experiment-dot" cx=${x} cy=${y} r="3"></circle>`
    : svg`<rect class="experiment-dot" x=${x - 2.6} y=${y - 2.6} width="5.2" height="5.2"></rect>`;
}

/** What dots and lines of the charts mean. */
export function endStatesLegend(): TemplateResult {
  const dot = (side: Side): TemplateResult =>
    html`<svg class=${styles[side]} width="12" height="12" aria-hidden="true">
      ${dotOf(side, 6, 6)}
    </svg>`;
  const line = (kind: string): TemplateResult =>
    html`<svg width="26" height="10" aria-hidden="true">
      <path class=${kind} d="M1 5H25"></path>
    </svg>`;
  return html`<ul class="bench-legend">
    <li>${dot('reference')}${l10n.t('started at the reference')}</li>
    <li>${dot('collapsed')}${l10n.t('started collapsed')}</li>
    <li>${line('experiment-stable')}${l10n.t('stable equilibrium of the model')}</li>
    <li>${line('experiment-unstable')}${l10n.t('unstable')}</li>
  </ul>`;
}
