import { paletteOf } from '../../../core/picture/palette.ts';
import { numberText } from '../../../core/numberText.ts';
import { element, svgElement } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Geometry } from './geometry.ts';
import { inkOf, inkOfRun, type Ink } from './ink.ts';
import { shownRuns } from './runs.ts';
import { shade } from './shade.ts';
import type { EntropyState } from './state.ts';
import { heightName } from './labels.ts';

/** What lines and colours mean, in every pane the same. */
export function createEntropyLegend(): {
  readonly node: HTMLElement;
  update(state: EntropyState, geometry: Geometry): void;
} {
  const lines = element('div', { class: 'legend-lines' });
  const faces = element('div', { class: 'legend-faces' });
  const node = element('footer', { class: 'legend', 'aria-label': l10n.t('Legend') }, lines, faces);
  let shown: readonly unknown[] = [];
  return {
    node,
    update: (state, geometry) => {
      const { theme, modelView, runs } = state;
      const now = [theme, modelView, runs, geometry.height, ...geometry.range];
      if (now.every((part, i) => Object.is(part, shown[i]))) return;
      shown = now;
      const ink = inkOf(theme);
      lines.replaceChildren(
        key(l10n.t('fold'), ink.fold, ink, 3),
        key(l10n.t('Maxwell set'), ink.maxwell, ink, 2, '5 3'),
        key(l10n.t('way of the state'), ink.trail, ink, 2.4),
        key(l10n.t('jump'), ink.jump, ink, 2.4),
        element('span', { class: 'key' }, stripes(ink), l10n.t('two stable states')),
        ...shownRuns(state).flatMap(({ run, places }, i) => {
          const { css, dash } = inkOfRun(ink, i);
          return places.length > 0 ? [key(run.name, css, ink, 2.4, dash)] : [];
        }),
      );
      const [lo, hi] = geometry.range;
      faces.replaceChildren(
        element('span', { class: 'legend-name' }, heightName(modelView, geometry.height.key)),
        element('span', { class: 'number' }, numberText(lo, 3)),
        ramp(paletteOf(theme.kind).sequential),
        element('span', { class: 'number' }, numberText(hi, 3)),
      );
    },
  };
}

function key(label: string, stroke: string, ink: Ink, width: number, dash?: string): HTMLElement {
  const line = svgElement('line', {
    ...{ x1: 1, y1: 6, x2: 23, y2: 6, stroke, 'stroke-width': width * ink.weight },
    'stroke-dasharray': dash,
  });
  const sample = svgElement('svg', { width: 24, height: 12, 'aria-hidden': 'true' }, line);
  return element('span', { class: 'key' }, sample, label);
}

function stripes(ink: Ink): SVGElement {
  const d = 'M-2 12L10 0M6 12L18 0M14 12L26 0';
  const path = svgElement('path', { d, stroke: ink.foreground, 'stroke-width': 3, opacity: 0.6 });
  const frame = svgElement('rect', {
    ...{ x: 0.5, y: 0.5, width: 23, height: 11, fill: 'none', stroke: ink.muted },
  });
  return svgElement('svg', { width: 24, height: 12, 'aria-hidden': 'true' }, path, frame);
}

function ramp(table: Uint8Array): SVGElement {
  const steps = 24;
  const cells = Array.from({ length: steps }, (_, i) => {
    const [r, g, b] = shade(table, i, [0, steps - 1]);
    return svgElement('rect', {
      x: 4 * i,
      y: 0,
      width: 4.2,
      height: 10,
      fill: `rgb(${r} ${g} ${b})`,
    });
  });
  return svgElement(
    'svg',
    { class: 'bar', width: 4 * steps, height: 10, 'aria-hidden': 'true' },
    ...cells,
  );
}
