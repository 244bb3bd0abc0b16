import { areaHistogram } from '../../core/analysis/areaHistogram.ts';
import type { Complex } from '../../core/complex/complex.ts';
import { numberText } from '../../core/picture/formula.ts';
import { element } from '../element.ts';

/** How many regions have which size, as bars over a logarithmic axis; `size` is area or length. */
export function areaChart(complex: Complex, size: 'area' | 'length'): HTMLElement {
  const { edges, counts, slivers, range } = areaHistogram(complex);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const bars = counts.map((count, i) => {
    const between = `${numberText(edges[i], 2)} to ${numberText(edges[i + 1], 2)}`;
    const bar = element('i', { class: 'chart-bar', title: `${size} ${between}: ${count}` });
    // A single region among thousands is still to be seen.
    bar.style.height = count === 0 ? '0' : `${Math.max(3, (100 * count) / most)}%`;
    return bar;
  });
  const from = range ? numberText(range.min, 3) : '';
  const to = range ? numberText(range.max, 3) : '';
  const label = `From ${from} to ${to}, at most ${most.toLocaleString('en')} regions a bar`;
  return element(
    'figure',
    { class: 'chart' },
    range && element('div', { class: 'chart-bars', role: 'img', 'aria-label': label }, ...bars),
    range &&
      element(
        'figcaption',
        { class: 'chart-axis number' },
        element('span', {}, from),
        element('span', { class: 'muted' }, `${size}, logarithmic`),
        element('span', {}, to),
      ),
    slivers > 0
      ? element('p', { class: 'muted' }, `${slivers} too thin for doubles to tell their ${size}`)
      : undefined,
  );
}
