import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { ReadRun } from '../../../language/log/runsInLog.ts';
import { lawText } from '../../../core/entropy/words/runNumbers.ts';
import { l10n } from '../../kit/l10n.ts';
import { axes, clipped, createPlot, linePath, paddedExtent, type Point } from '../../kit/plot.ts';

/**
 * Reward over entropy by row, with the law R = −a·exp(H) + b if it could be fitted; undefined without
 * both.
 */
export function drawLaw(run: ReadRun, width: number): TemplateResult | undefined {
  const series = seriesOf(run);
  return series && chartOf(series, Math.max(240, width));
}

interface LawSeries {
  readonly law: NonNullable<ReadRun['report']['law']>;
  readonly entropy: Float64Array;
  readonly reward: Float64Array;
}

function seriesOf({ report: { law }, series }: ReadRun): LawSeries | undefined {
  const { entropy } = series;
  const reward = law && series[law.reward];
  return law && entropy && reward && { law, entropy, reward };
}

function chartOf({ law, entropy, reward }: LawSeries, width: number): TemplateResult {
  const plot = createPlot(
    { width, height: 208 },
    { name: l10n.t('entropy H (nats)'), domain: paddedExtent(entropy) },
    {
      name: law.reward === 'validation' ? l10n.t('validation') : l10n.t('reward'),
      domain: paddedExtent(reward),
    },
  );
  const dots = Array.from(entropy, (h, i) => {
    if (!Number.isFinite(h) || !Number.isFinite(reward[i])) return undefined;
    // Early rows are open, late ones filled, to show the direction of time without another colour.
    const kind = i >= entropy.length / 2 ? 'law-dot law-late' : 'law-dot';
    return svg`<circle class=${kind} cx=${plot.x(h)} cy=${plot.y(reward[i])} r="2.2"></circle>`;
  });
  const { fit } = law;
  const [from, to] = plot.xAxis.domain;
  const curve =
    fit &&
    Array.from({ length: 81 }, (_, k): Point => {
      const h = from + ((to - from) * k) / 80;
      return [plot.x(h), plot.y(fit.b - fit.a * Math.exp(h))];
    });
  return html`<h3>${l10n.t('Reward over entropy')}</h3>
    <svg
      class="axes-plot"
      width=${plot.width}
      height=${plot.height}
      role="img"
      aria-label=${l10n.t('Reward over entropy, one point per step')}
    >
      ${axes(plot)}
      ${clipped(plot, 'clip-law', [
        dots,
        curve && svg`<path class="law-curve" d=${linePath(curve)}></path>`,
      ])}
    </svg>
    <p class="muted">
      ${lawText(law, l10n)}
      ${fit ? l10n.t('Filled points are the second half of the run.') : nothing}
    </p>`;
}
