import { css } from '../../core/picture/colour.ts';
import type { FromView, SourcePlace } from '../../protocol/preview.ts';
import type { Drawing } from '../viewport/drawing.ts';
import { element } from '../kit/element.ts';
import { l10n } from '../kit/l10n.ts';

/** A neuron by name, in the colour of its layer; leads to its row in the spec. */
export function neuronLink(
  { palette: { layers } }: Drawing,
  place: Required<SourcePlace>,
  name: string,
  send: (message: FromView) => void,
): HTMLElement {
  const link = element(
    'button',
    { class: 'neuron', type: 'button', title: l10n.t('Show this neuron in the spec') },
    name,
  );
  link.style.borderLeftColor = css(layers[place.layer % layers.length]);
  link.addEventListener('click', () => send({ kind: 'openSource', place }));
  return link;
}
