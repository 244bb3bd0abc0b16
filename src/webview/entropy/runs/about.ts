import { html } from 'lit-html';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { RunPane } from './state.ts';

/** What is measured here, what is a fit and what a model, with the sources. */
export function createAbout(): RunPane {
  const parts: readonly (readonly [string, string])[] = [
    [
      l10n.t('Measured'),
      l10n.t(
        'The curves are the log, cleaned: of a step that comes twice the last values count, and what is not a number is left out.',
      ),
    ],
    [
      l10n.t('Fitted'),
      l10n.t(
        'R = −a·exp(H) + b is an empirical law (Cui et al. 2025) about validation accuracy while entropy falls. It is fitted to the descent only, with errors after Newey and West, and compared with other laws by the corrected Akaike criterion.',
      ),
    ],
    [
      l10n.t('Tested'),
      l10n.t(
        'Two states are claimed only for a run that passes between them twice each way: one passage alone fits any curve. Slowing down is tested against surrogates of noise. Both tests miss much; what they do not find may still be there.',
      ),
    ],
    [
      l10n.t('Across runs'),
      l10n.t(
        'The cusp fit takes every run as one draw from a density with one or two tops (Cobb 1981; Grasman et al. 2009). It supposes runs that have come to rest, drawn independently and with the same noise. Two groups that come from anything else look the same; and two outcomes are no hysteresis, which takes runs begun on both sides.',
      ),
    ],
    [
      l10n.t('Modelled'),
      l10n.t(
        'The phase diagram is a model: T decisions that must all be right, equal prompts, the mean update of the estimator. It says what such a training would do. A log cannot show that yours is one.',
      ),
    ],
  ];
  const title = l10n.t('About this view');
  const node = elementOf(
    html`<section class="run-section run-about" aria-label=${title}>
      <h2>${title}</h2>
      <dl>
        ${parts.map(
          ([name, text]) =>
            html`<dt>${name}</dt>
              <dd>${text}</dd>`,
        )}
      </dl>
    </section>`,
  );
  return { node, update: ({ aboutOpen }) => void (node.hidden = !aboutOpen) };
}
