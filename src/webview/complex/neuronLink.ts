import { html, type TemplateResult } from 'lit-html';
import { css } from '../../core/plot/colour.ts';
import type { FromView, SourcePlace } from '../../protocol/preview.ts';
import { l10n } from '../kit/l10n.ts';
import type { Drawing } from '../viewport/drawing.ts';

/** The name of a neuron, in the colour of its layer, as a link to its row in the spec. */
export function neuronLink(
  { palette: { layers } }: Drawing,
  place: Required<SourcePlace>,
  name: string,
  send: (message: FromView) => void,
): TemplateResult {
  const colour = css(layers[place.layer % layers.length]);
  return html`<button
    class="neuron"
    type="button"
    title=${l10n.t('Show this neuron in the spec')}
    .style=${`border-left-color: ${colour}`}
    @click=${() => send({ kind: 'openSource', place })}
  >
    ${name}
  </button>`;
}
