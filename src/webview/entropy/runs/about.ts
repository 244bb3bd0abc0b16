import { html } from 'lit-html';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { RunPane } from './state.ts';

/** Explains what is measured, fitted, tested and modelled, with sources. */
export function createAbout(): RunPane {
  const parts: readonly (readonly [string, string])[] = [
    [
      l10n.t('Measured'),
      l10n.t(
        'The curves show the log after cleaning: if a step occurs twice, its last values count, and values that are not numbers are left out.',
      ),
    ],
    [
      l10n.t('Judged'),
      l10n.t(
        'The first sentence is about the level of entropy alone, its median over 15 rows. Below a quarter of its start it has collapsed; above twice its start for ten rows it has exploded.',
      ),
    ],
    [
      l10n.t('Fitted'),
      l10n.t(
        'R = −a·exp(H) + b is an empirical law (Cui et al. 2025) for validation accuracy while entropy falls. It is fitted to the descent only. The interval of its ceiling allows for correlated residuals and for noise of the entropy; where these are too large, the view says that it cannot tell.',
      ),
    ],
    [
      l10n.t('Tested'),
      l10n.t(
        'Slowing down is tested against surrogate noise. It is often missed: finding nothing is not evidence of absence. Two states are not tested for, since in one run a cause that comes and goes looks the same.',
      ),
    ],
    [
      l10n.t('Across runs'),
      l10n.t(
        'The cusp fit treats each run as one sample from a density with one or two modes (Cobb 1981; Grasman et al. 2009). It assumes runs that have settled, are independent and share the same noise. Two groups with any other cause look the same. Two outcomes do not show hysteresis; that takes runs started on both sides.',
      ),
    ],
    [
      l10n.t('Modelled'),
      l10n.t(
        'The phase diagram is a model: T decisions that must all be right, identical prompts and the mean update of the estimator. It shows what such a training would do. A log cannot prove that yours is one.',
      ),
    ],
    [
      l10n.t('Not seen'),
      l10n.t(
        'A log has the entropy of tokens. Answers that all follow one template (Wang et al. 2026, RAGEN-2) or become fewer (Wu et al. 2025) can leave it unchanged or raise it. So an entropy that is held does not exclude a collapse of another kind.',
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
