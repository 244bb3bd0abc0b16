import { html, nothing, render, svg, type TemplateResult } from 'lit-html';
import { enclosureText, numberText } from '../../../core/numberText.ts';
import type { FaceLegend, LineKey, PictureLegend } from '../../../core/picture/pictureLegend.ts';
import { css } from '../../../core/plot/colour.ts';
import type { Rgb } from '../../../core/plot/palette.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Drawable, Drawing } from '../../viewport/drawing.ts';
import type { Choices, ChoicesChange } from '../../viewport/choices.ts';
import { legendOf } from '../../viewport/legendOf.ts';
import { isDrawn, isolate, toggle, toggledBy, type Toggled } from '../../viewport/legendToggles.ts';
import type { PaneOf, State } from '../state.ts';

type Content = TemplateResult | typeof nothing;

export interface LegendActions {
  readonly choose: (change: ChoicesChange) => void;
}

/** What the colours of faces and lines mean, and a switch for each of them. */
export function createLegend({ choose }: LegendActions): PaneOf<Pick<State, 'choices'>> {
  const node = elementOf(html`<section class="legend" aria-label=${l10n.t('Legend')}></section>`);
  return {
    node,
    update: ({ choices }, drawing) => {
      node.hidden = !drawing;
      if (drawing) render(contents(drawing, choices, choose), node);
    },
  };
}

function contents(
  drawing: Drawing<Drawable>,
  choices: Choices,
  choose: LegendActions['choose'],
): TemplateResult {
  const legend = legendOf(drawing, choices);
  const { lines } = legend;
  const keyOf = (toggled: Toggled | undefined, name: string, sample: TemplateResult): Content => {
    if (!toggled || toggled.kind === 'contours')
      return html`<span class="key">${sample}${name}</span>`;
    // The second click of a double click may come before the page shows the effect of the first.
    const change = (act: typeof toggle): void =>
      choose((current) => act(toggled, legend, current, current.boundaries ?? drawing.boundaries));
    return toggleKey(name, sample, {
      isPressed: isDrawn(toggled, choices, drawing.boundaries),
      toggle: () => change(toggle),
      isolate: () => change(isolate),
    });
  };
  return html`<ul class="legend-lines" aria-label=${l10n.t('Lines')}>
      ${lines.map((key) => html`<li>${keyOf(key.of, key.name, lineSample(key))}</li>`)}
    </ul>
    <div class="legend-faces">
      ${choices.faces ? faceColours(legend, drawing, keyOf) : nothing}
    </div>`;
}

interface KeyToggle {
  readonly isPressed: boolean;
  readonly toggle: () => void;
  readonly isolate: () => void;
}

/**
 * An entry that a click hides, and a double click isolates. The two clicks of a double click undo each
 * other before.
 */
function toggleKey(name: string, sample: TemplateResult, key: KeyToggle): TemplateResult {
  const click = ({ shiftKey, altKey }: MouseEvent): void =>
    shiftKey || altKey ? key.isolate() : key.toggle();
  return html`<button
    class="key"
    aria-pressed=${key.isPressed}
    title=${l10n.t('{0}: click to show or hide, double-click or Shift+Enter to show it alone', name)}
    @click=${click}
    @dblclick=${key.isolate}
  >
    ${sample}${name}
  </button>`;
}

/** A piece of line as on the faces. The ground is that of the pane, so that all entries look alike. */
function lineSample({ colour, width, casing }: LineKey): TemplateResult {
  const line = (stroke: Rgb, strokeWidth: number): TemplateResult =>
    svg`<path d="M3 6H23" stroke=${css(stroke)} stroke-width=${strokeWidth}></path>`;
  return html`<svg class="sample" width="26" height="12" aria-hidden="true">
    ${casing ? line(casing.colour, casing.width) : nothing}${line(colour, width)}
  </svg>`;
}

function faceColours(
  { faces, lines }: PictureLegend,
  drawing: Drawing<Drawable>,
  keyOf: (toggled: Toggled | undefined, name: string, sample: TemplateResult) => Content,
): TemplateResult {
  const name = html`<span class="legend-name">${faces.title}</span>`;
  // The lines list the layers, in the same colours.
  const hasLineColours =
    drawing.colouring === 'layer' && lines.some(({ of }) => of.kind === 'layer');
  switch (faces.kind) {
    case 'ramp':
      return html`${name}${colourBar(faces)}${entropySummary(drawing)}`;
    case 'keys':
      return html`${name}
      ${hasLineColours ? html`<span class="muted">${l10n.t('in the colours of the fold lines')}</span>` : nothing}
      ${faces.keys
        .filter(({ index }) => !hasLineColours || index < 0)
        .map((key) => keyOf(toggledBy(key, drawing), key.name, faceSample(css(key.colour))))}`;
    case 'distinct':
      return html`${name}<span class="muted">${faces.note}</span>`;
  }
}

function faceSample(colour: string): TemplateResult {
  return html`<svg width="12" height="12" aria-hidden="true">
    <rect width="12" height="12" rx="3" fill=${colour}></rect>
  </svg>`;
}

/** The entropy of the policy over the whole domain. */
function entropySummary({ colouring, entropy }: Drawing<Drawable>): Content {
  if (colouring !== 'entropy') return nothing;
  const text = entropy
    ? l10n.t(
        'nats · mean {0} · minimum {1}',
        enclosureText(entropy.mean),
        enclosureText(entropy.least),
      )
    : l10n.t('nats · computing the mean…');
  return html`<span class="number" role="status">${text}</span>`;
}

const barWidth = 160;

/** A colour bar with its ticks below. */
function colourBar({ table, lo, hi, ticks }: FaceLegend & { kind: 'ramp' }): TemplateResult {
  const stops = 33;
  const gradient = Array.from({ length: stops }, (_, i) => {
    const at = 3 * Math.round((255 * i) / (stops - 1));
    const colour = css(table.subarray(at, at + 3));
    return svg`<stop offset=${i / (stops - 1)} stop-color=${colour}></stop>`;
  });
  // Halved, because the difference of huge heights can overflow.
  const placeOf = (value: number): number =>
    hi > lo ? ((value / 2 - lo / 2) / (hi / 2 - lo / 2)) * barWidth : barWidth / 2;
  const margin = 22;
  return html`<svg
    class="bar"
    width=${barWidth + 2 * margin}
    height="27"
    viewBox="${-margin} 0 ${barWidth + 2 * margin} 27"
    role="img"
    aria-label=${l10n.t('From {0} to {1}', numberText(lo, 3), numberText(hi, 3))}
  >
    <linearGradient id="bar-colours">${gradient}</linearGradient>
    <rect width=${barWidth} height="10" fill="url(#bar-colours)"></rect>
    ${ticks.map(({ value, text }) => {
      const x = placeOf(value);
      return svg`<path class="bar-tick" d="M${x} 10v4"></path>
        <text class="bar-text" x=${x} y="25" text-anchor="middle">${text}</text>`;
    })}
  </svg>`;
}
