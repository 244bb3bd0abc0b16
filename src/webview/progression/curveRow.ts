import { scaleLinear } from 'd3-scale';
import { html, render, type TemplateResult } from 'lit-html';
import { elementOf } from '../kit/elementOf.ts';
import { l10n } from '../kit/l10n.ts';
import { linePath, type Point } from '../kit/plot.ts';
import { curveRange, type Curve } from './curves.ts';

/** One curve, with its name and its current value. */
export interface CurveRow {
  readonly node: HTMLElement;
  /** Sets the curve; `mark` shows it. */
  update(curve: Curve, length: number): void;
  /**
   * Shows the curve and marks the current frame. A value that a loaded frame does not have is shown as missing, not as
   * pending.
   */
  mark(position: number, length: number, isHere: boolean): void;
}

/** Creates an empty row; the first `mark` after an `update` fills it. */
export function createCurveRow({ name: title, hint }: Curve): CurveRow {
  const node = elementOf(html`<div class="curve"></div>`);
  let curve: Curve | undefined;
  let plot: TemplateResult | undefined;
  let limit = '';
  return {
    node,
    update: (next, length) => {
      curve = next;
      const range = curveRange(next);
      const { lo, hi } = range;
      const paths = pathsOf(next.values, range);
      plot = html`<svg
        class="curve-plot"
        viewBox=${`0 0 ${Math.max(1, length - 1)} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label=${l10n.t('{0}, from {1} to {2}', title, next.text(lo), next.text(hi))}
      >
        <path class="curve-bound" d=${next.bound ? pathsOf(next.bound.values, range).line : ''} />
        <path class="curve-line" d=${paths.line} />
        <path class="curve-dots" d=${paths.dots} />
      </svg>`;
      limit = next.text(hi);
    },
    mark: (position, length, isHere) => {
      if (!curve) return;
      const left = `left: ${(100 * position) / Math.max(1, length - 1)}%`;
      const now = curve.values[position];
      const most = curve.bound?.values[position] ?? NaN;
      const bound =
        curve.bound && Number.isFinite(most) ? `${curve.bound.name}: ${curve.text(most)}` : '';
      render(
        html`<span class="curve-name" title=${hint}>${title}</span>
          <span class="curve-value number" title=${bound}>
            ${Number.isFinite(now) ? curve.text(now) : isHere ? '–' : '…'}
          </span>
          <div class="curve-track">${plot}<i class="curve-marker" .style=${left}></i></div>
          <span class="curve-limit number">${limit}</span>`,
        node,
      );
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
