import { html, nothing, type TemplateResult } from 'lit-html';
import { areaHistogram } from '../../../core/analysis/areaHistogram.ts';
import { numberText } from '../../../core/numberText.ts';
import { l10n } from '../../kit/l10n.ts';

/** A histogram of region sizes over a logarithmic axis. */
export function areaChart(sizes: Float64Array, kind: 'area' | 'length'): TemplateResult {
  const size = kind === 'area' ? l10n.t('area') : l10n.t('length');
  const { edges, counts, slivers, range } = areaHistogram(sizes);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const bars = counts.map((count, i) => {
    const between = l10n.t('{0} to {1}', numberText(edges[i], 2), numberText(edges[i + 1], 2));
    // A single region among thousands stays visible.
    const height = count === 0 ? 0 : Math.max(3, (100 * count) / most);
    return html`<i
      class="chart-bar"
      title="${size} ${between}: ${count}"
      .style=${`height: ${height}%`}
    ></i>`;
  });
  return html`<figure class="chart">
    ${range ? chart(bars, size, numberText(range.min, 3), numberText(range.max, 3), most) : nothing}
    ${slivers > 0 ? html`<p class="muted">${sliversText(slivers, kind)}</p>` : nothing}
  </figure>`;
}

function chart(
  bars: readonly TemplateResult[],
  size: string,
  from: string,
  to: string,
  most: number,
): TemplateResult {
  const label = l10n.t(
    'From {0} to {1}, at most {2} regions per bar',
    from,
    to,
    most.toLocaleString('en'),
  );
  return html`<div class="chart-bars" role="img" aria-label=${label}>${bars}</div>
    <figcaption class="chart-axis number">
      <span>${from}</span>
      <span class="muted">${l10n.t('{0} (log scale)', size)}</span>
      <span>${to}</span>
    </figcaption>`;
}

function sliversText(slivers: number, kind: 'area' | 'length'): string {
  return kind === 'area'
    ? l10n.t('{0} too thin for their area to be resolved in double precision', slivers)
    : l10n.t('{0} too short for their length to be resolved in double precision', slivers);
}
