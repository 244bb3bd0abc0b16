import { html, nothing, type TemplateResult } from 'lit-html';
import type { SliceChange } from '../../../protocol/preview.ts';
import { l10n } from '../../kit/l10n.ts';
import { scrub } from '../../kit/scrub.ts';
import type { Drawable } from '../../viewport/drawing.ts';
import type { State } from '../state.ts';
import type { Trial } from '../trial.ts';
import { row } from './levelSettings.ts';

/** More numbers than this are edited in the text. */
const mostInputs = 12;

/** The origin and the directions of the slice, to be changed by scrubbing. */
export function sliceRows(
  picture: Drawable,
  tried: State['trial'],
  trial: Trial,
): readonly TemplateResult[] | typeof nothing {
  const { network, version, inputNames, graph } = picture;
  if (!network.sliced) return nothing;
  const [{ weights, bias, inputs }] = network.layers;
  if (bias.length > mostInputs) return nothing;
  const column = (k: number): number[] => Array.from(bias, (_, i) => weights[inputs * i + k]);
  const now: SliceChange =
    tried && !('layer' in tried.change)
      ? tried.change
      : {
          ...{ version, origin: Array.from(bias), u: column(0) },
          ...(!graph && { v: column(1) }),
        };
  const list = (key: 'origin' | 'u' | 'v', title: string): TemplateResult => {
    const values = now[key] ?? [];
    const fields = values.map((value, i) => {
      const change = (to: number): SliceChange => ({ ...now, version, [key]: values.with(i, to) });
      return scrub({
        label: `${title}: ${l10n.t('Input {0}', i + 1)}`,
        value,
        onTry: (to) => trial.try(change(to)),
        onKeep: (to) => trial.keep(change(to)),
        onDrop: trial.drop,
      });
    });
    return row(title, html`<div class="scrubs" role="group" aria-label=${title}>${fields}</div>`);
  };
  return [
    list('origin', l10n.t('Slice origin')),
    list('u', l10n.t('Direction {0}', inputNames[0])),
    ...(graph ? [] : [list('v', l10n.t('Direction {0}', inputNames[1]))]),
  ];
}
