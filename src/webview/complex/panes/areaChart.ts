import { areaHistogram } from '../../../core/analysis/areaHistogram.ts';
import { numberText } from '../../../core/numberText.ts';
import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';

/** How many regions have which size, as bars over a logarithmic axis; `kind` is what a size is. */
export function areaChart(sizes: Float64Array, kind: 'area' | 'length'): HTMLElement {
  const size = kind === 'area' ? l10n.t('area') : l10n.t('length');
  const { edges, counts, slivers, range } = areaHistogram(sizes);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const bars = counts.map((count, i) => {
    const between = l10n.t('{0} to {1}', numberText(edges[i], 2), numberText(edges[i + 1], 2));
    const bar = element('i', { class: 'chart-bar', title: `${size} ${between}: ${count}` });
    // A single region among thousands is still to be seen.
    bar.style.height = count === 0 ? '0' : `${Math.max(3, (100 * count) / most)}%`;
    return bar;
  });
  const from = range ? numberText(range.min, 3) : '';
  const to = range ? numberText(range.max, 3) : '';
  const label = l10n.t(
    'From {0} to {1}, at most {2} regions a bar',
    from,
    to,
    most.toLocaleString('en'),
  );
  return element(
    'figure',
    { class: 'chart' },
    range && element('div', { class: 'chart-bars', role: 'img', 'aria-label': label }, ...bars),
    range &&
      element(
        'figcaption',
        { class: 'chart-axis number' },
        element('span', {}, from),
        element('span', { class: 'muted' }, l10n.t('{0}, logarithmic', size)),
        element('span', {}, to),
      ),
    slivers > 0 ? element('p', { class: 'muted' }, sliversText(slivers, kind)) : undefined,
  );
}

function sliversText(slivers: number, kind: 'area' | 'length'): string {
  return kind === 'area'
    ? l10n.t('{0} too thin for doubles to tell their area', slivers)
    : l10n.t('{0} too thin for doubles to tell their length', slivers);
}
