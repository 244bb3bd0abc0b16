import { scaleLinear } from 'd3-scale';
import { element, setAttributes, svgElement } from '../kit/element.ts';
import { l10n } from '../kit/l10n.ts';
import { linePath, type Point } from '../kit/plot.ts';
import { curveRange, type Curve } from './curves.ts';

/** One curve, with its name and its current value. */
export interface CurveRow {
  readonly node: HTMLElement;
  update(curve: Curve, length: number): void;
  /**
   * Marks the current frame. A value that a loaded frame does not have is shown as missing, not as
   * pending.
   */
  mark(position: number, length: number, isHere: boolean): void;
}

/** Creates an empty row; the first update fills it. */
export function createCurveRow({ name: title, hint }: Curve): CurveRow {
  const value = element('span', { class: 'curve-value number' });
  const limit = element('span', { class: 'curve-limit number' });
  const line = svgElement('path', { class: 'curve-line' });
  const dots = svgElement('path', { class: 'curve-dots' });
  const ceiling = svgElement('path', { class: 'curve-bound' });
  const plot = svgElement(
    'svg',
    { class: 'curve-plot', preserveAspectRatio: 'none', role: 'img' },
    ceiling,
    line,
    dots,
  );
  const marker = element('i', { class: 'curve-marker' });
  const node = element(
    'div',
    { class: 'curve' },
    element('span', { class: 'curve-name', title: hint }, title),
    value,
    element('div', { class: 'curve-track' }, plot, marker),
    limit,
  );
  let curve: Curve | undefined;
  return {
    node,
    update: (next, length) => {
      curve = next;
      const range = curveRange(next);
      const { lo, hi } = range;
      setAttributes(plot, {
        viewBox: `0 0 ${Math.max(1, length - 1)} 100`,
        'aria-label': l10n.t('{0}, from {1} to {2}', title, next.text(lo), next.text(hi)),
      });
      const paths = pathsOf(next.values, range);
      line.setAttribute('d', paths.line);
      dots.setAttribute('d', paths.dots);
      ceiling.setAttribute('d', next.bound ? pathsOf(next.bound.values, range).line : '');
      limit.textContent = next.text(hi);
    },
    mark: (position, length, isHere) => {
      if (!curve) return;
      marker.style.left = `${(100 * position) / Math.max(1, length - 1)}%`;
      const now = curve.values[position];
      const most = curve.bound?.values[position] ?? NaN;
      value.textContent = Number.isFinite(now) ? curve.text(now) : isHere ? '–' : '…';
      value.title =
        curve.bound && Number.isFinite(most) ? `${curve.bound.name}: ${curve.text(most)}` : '';
    },
  };
}

/**
 * Path data of a curve in a box of height 100, with gaps where values are missing; higher values are
 * clipped. An isolated value becomes a dot: a zero-length line with round caps.
 */
function pathsOf(
  values: readonly number[],
  { lo, hi }: ReturnType<typeof curveRange>,
): { readonly line: string; readonly dots: string } {
  const y = scaleLinear([lo, hi], [94, 6]);
  const isDrawn = (i: number): boolean => Number.isFinite(values[i]) && y(values[i]) >= -170;
  const points = values.map((value, i): Point => [i, isDrawn(i) ? y(value) : NaN]);
  const dots = points
    .filter((_, i) => isDrawn(i) && !isDrawn(i - 1) && !isDrawn(i + 1))
    .map(([at, height]) => `M${at} ${height}h0`);
  return { line: linePath(points), dots: dots.join('') };
}
