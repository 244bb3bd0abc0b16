import { html, nothing, render, svg, type SVGTemplateResult, type TemplateResult } from 'lit-html';
import type { BandRange } from '../../../core/entropy/diagnostics/bandBars.ts';
import { bandRangeText } from '../../../core/entropy/words/bandText.ts';
import { paletteOf } from '../../../core/plot/palette.ts';
import { numberText } from '../../../core/numberText.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Geometry } from './geometry.ts';
import { inkOf, inkOfRun, type Ink } from './plotColours.ts';
import { heightName } from './labels.ts';
import { shownRuns } from './runs.ts';
import { shade } from './shade.ts';
import type { EntropyState } from './state.ts';

/** The legend of lines and colours, which are the same in all panes. */
export function createEntropyLegend(): {
  readonly node: HTMLElement;
  update(state: EntropyState, geometry: Geometry): void;
} {
  const node = elementOf(html`<footer class="legend" aria-label=${l10n.t('Legend')}></footer>`);
  return {
    node,
    update: (state, geometry) => {
      const { theme, modelView } = state;
      const ink = inkOf(theme);
      const [low, high] = geometry.range;
      render(
        html`<div class="legend-lines">
            ${key(l10n.t('fold'), lineSample(ink.fold, 3, ink))}
            ${key(l10n.t('Maxwell set'), lineSample(ink.maxwell, 2, ink, '5 3'))}
            ${key(l10n.t('path'), lineSample(ink.trail, 2.4, ink))}
            ${key(l10n.t('jump'), lineSample(ink.jump, 2.4, ink))}
            ${key(stripesText(geometry), stripes)} ${bandKeys(state)}
            ${shownRuns(state).map(({ run, steps }, i) => {
              const { css, dash } = inkOfRun(ink, i);
              return steps.length > 0 ? key(run.name, lineSample(css, 2.4, ink, dash)) : nothing;
            })}
          </div>
          <div class="legend-faces">
            <span class="legend-name">${heightName(modelView, geometry.height.key)}</span>
            <span class="number">${numberText(low, 3)}</span>
            ${colourBar(paletteOf(theme.kind).sequential)}
            <span class="number">${numberText(high, 3)}</span>
          </div>`,
        node,
      );
    },
  };
}

/** What the stripes mean: two stable states, or one that holds only those who never leave it. */
function stripesText({ modelView }: Geometry): string {
  return modelView.model.lostBelow ? l10n.t('held, or lost for good') : l10n.t('two stable states');
}

function key(label: string, sample: SVGTemplateResult, title?: string): TemplateResult {
  return html`<span class="key" title=${title ?? nothing}
    ><svg width="24" height="12" aria-hidden="true">${sample}</svg>${label}</span
  >`;
}

/** The ranges of β of the runs that have some. */
function bandKeys(state: EntropyState): readonly TemplateResult[] {
  const names = bandNames();
  return (['hold', 'undo'] as const).flatMap((threshold) => {
    const texts = shownRuns(state).flatMap(({ run, band, bars }) =>
      band
        ? bars
            .filter((bar) => bar.threshold === threshold)
            .map((bar) => `${run.name}: ${bandRangeText(bar, band, l10n)}`)
        : [],
    );
    const sample = svg`<path class="run-band ${threshold}" d="M1 6H23"></path>`;
    return texts.length > 0 ? [key(names[threshold], sample, texts.join('\n'))] : [];
  });
}

/** What the bars of a run show. */
export function bandNames(): Readonly<Record<BandRange['threshold'], string>> {
  return {
    hold: l10n.t('β that keeps entropy high'),
    undo: l10n.t('β that brings entropy back'),
  };
}

/** A line as it is drawn in the panes. */
export function lineSample(
  stroke: string,
  width: number,
  { weight }: Ink,
  dash = 'none',
): SVGTemplateResult {
  return svg`<line x1="1" y1="6" x2="23" y2="6" stroke=${stroke} stroke-width=${width * weight} stroke-dasharray=${dash}></line>`;
}

const stripes = svg`<path class="legend-stripes" d="M-2 12L10 0M6 12L18 0M14 12L26 0"></path>
  <rect class="legend-frame" x="0.5" y="0.5" width="23" height="11"></rect>`;

function colourBar(table: Uint8Array): TemplateResult {
  const steps = 24;
  const cells = Array.from({ length: steps }, (_, i) => {
    const [r, g, b] = shade(table, i, [0, steps - 1]);
    return svg`<rect x=${4 * i} width="4.2" height="10" fill="rgb(${r} ${g} ${b})"></rect>`;
  });
  return html`<svg class="bar" width=${4 * steps} height="10" aria-hidden="true">${cells}</svg>`;
}
