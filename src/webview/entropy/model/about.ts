import { html } from 'lit-html';
import { iconButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { effectGroups } from '../interventions/labels.ts';
import type { EntropyState } from './state.ts';

type Status = 'mathematics' | 'derived' | 'simulated' | 'assumed' | 'empirical' | 'refuted';

/** The claims of the model, each with its status. */
function claims(): readonly (readonly [claim: string, status: Status])[] {
  return [
    [
      l10n.t(
        'The surface x³ + a·x + b = 0 has folds, a cusp, hysteresis, a Maxwell set and critical slowing down.',
      ),
      'mathematics',
    ],
    [
      l10n.t(
        'GRPO with rewards 0 or 1, normalised per group, and with a KL term, an entropy bonus or both has a genuine fold and cusp in the anchor u₀ and the strength B = β + τ. The equation is in closed form, and sampled GRPO follows it in our simulations.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'Two mechanisms cause the fold: division by the standard deviation of the group, and credit for T decisions that must all be right. With T = 1 and RLOO or Dr. GRPO there is no fold.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'Without a KL term or an entropy bonus (β = τ = 0, a common default) there is no anchored sheet. Entropy then decays smoothly to zero, roughly as 1/t: a collapse, but not a catastrophe.',
      ),
      'derived',
    ],
    ...effectGroups().map(({ effect, text, names }): readonly [string, Status] => [
      l10n.t('{0}: {1}.', text, names.join(', ')),
      effect === 'bias' ? 'simulated' : 'derived',
    ]),
    [
      l10n.t(
        'All T decisions are alike, and all tokens of a class are equally likely. Times are for the natural gradient; the ordinary gradient is slower by a factor of q(1 − q), so both are shown.',
      ),
      'assumed',
    ],
    [
      l10n.t(
        'The more an answer format is used, the larger its advantage: usage feedback of strength κ.',
      ),
      'assumed',
    ],
    [l10n.t('Reward and entropy in training logs follow R = −a·exp(H) + b.'), 'empirical'],
    [
      l10n.t(
        '“A single training log can show the fold.” Any sigmoid fits a single monotone transition, so the fold usually cannot be identified from a single log.',
      ),
      'refuted',
    ],
    [
      l10n.t(
        '“Critical slowing down warns of every collapse.” It does so only when a slowly forced state approaches a fold. Jumps at the Maxwell set come without it, and the test finds about one in four.',
      ),
      'refuted',
    ],
  ];
}

function sources(): readonly string[] {
  return [
    l10n.t('Thom 1972; Zeeman 1977: the cusp catastrophe.'),
    l10n.t(
      'Shao et al. 2024 (GRPO); Ahmadian et al. 2024 (RLOO); Liu et al. 2025 (Dr. GRPO); Yu et al. 2025 (DAPO, dynamic sampling).',
    ),
    l10n.t(
      'Mroueh 2025, arXiv 2503.06639: fixed points of GRPO with KL. The analysis of folds and cusps is ours.',
    ),
    l10n.t('Davis and Recht 2025, arXiv 2510.13651: GRPO is gradient ascent on arcsin √p.'),
    l10n.t('Cui et al. 2025, arXiv 2505.22617: entropy, covariance, and R = −a·exp(H) + b.'),
  ];
}

function statusNames(): Readonly<Record<Status, string>> {
  return {
    mathematics: l10n.t('Mathematics'),
    derived: l10n.t('Derived'),
    simulated: l10n.t('Simulated'),
    assumed: l10n.t('Assumed'),
    empirical: l10n.t('Empirical'),
    refuted: l10n.t('Refuted'),
  };
}

/** The panel with the claims, assumptions and sources of a model. */
export function createAbout(close: () => void): {
  readonly node: HTMLElement;
  update(state: EntropyState): void;
} {
  const names = statusNames();
  const title = l10n.t('About this model');
  const node = elementOf(
    html`<section class="about" id="about" aria-label=${title} tabindex="0" hidden>
      <div class="panel-head">
        <h2>${title}</h2>
        ${iconButton({ icon: 'close', label: l10n.t('Close'), command: 'explain', onClick: close })}
      </div>
      <p>
        ${l10n.t('Entropy collapse is often described as a fold. This page lists what is proved, what is assumed and what has been refuted.')}
      </p>
      <dl class="claims">
        ${claims().map(
          ([claim, status]) =>
            html`<dt class=${status}>${names[status]}</dt>
              <dd>${claim}</dd>`,
        )}
      </dl>
      <h3>${l10n.t('Sources')}</h3>
      <ul class="sources">
        ${sources().map((source) => html`<li>${source}</li>`)}
      </ul>
    </section>`,
  );
  return {
    node,
    update: ({ aboutOpen }) => {
      node.hidden = !aboutOpen;
    },
  };
}
