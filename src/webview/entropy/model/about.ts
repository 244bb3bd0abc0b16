import { html } from 'lit-html';
import { iconButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { EntropyState } from './state.ts';

type Status = 'mathematics' | 'derived' | 'assumed' | 'empirical' | 'refuted';

/** What is claimed, and on what ground: the reader should know which is which. */
function claims(): readonly (readonly [claim: string, status: Status])[] {
  return [
    [
      l10n.t(
        'The surface x³ + a·x + b = 0 with its folds, cusp, hysteresis, Maxwell set and slowing down.',
      ),
      'mathematics',
    ],
    [
      l10n.t(
        'GRPO (rewards 0 or 1, normalised by group) with KL and/or an entropy bonus has a genuine fold and cusp in anchor u₀ and strength B = β + τ. The equation is closed, and sampled GRPO was seen to follow it.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'Two mechanisms make the fold: division by the group’s standard deviation, and credit for T decisions that must all be right. With T = 1 and RLOO or Dr. GRPO there is none.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'Without KL and entropy bonus (β = τ = 0, a common default) there is no anchored sheet. Collapse is then a smooth slide to zero entropy, about as 1/t, and no catastrophe.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'Learning rate, PPO clipping and KL-Cov change how fast the state moves, not where the folds are. β, τ, group size, normalisation and reference move the folds.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'All T decisions are alike, and tokens of a class are equally likely. Time is that of the natural gradient; the ordinary one is slower by q(1 − q), so the read-out gives both.',
      ),
      'assumed',
    ],
    [l10n.t('One answer format wins because it is used: feedback κ from use to use.'), 'assumed'],
    [l10n.t('R = −a·exp(H) + b between reward and entropy in training logs.'), 'empirical'],
    [
      l10n.t(
        'One training log shows the fold. A single monotone passage fits any sigmoid, so the fold is usually not identifiable from it.',
      ),
      'refuted',
    ],
    [
      l10n.t(
        'Slowing down warns of every collapse. It does on a slowly forced sheet that ends in a fold; jumps at the Maxwell set come without it, and the test finds about one in four.',
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
      'Mroueh 2025, arXiv 2503.06639: fixed points of GRPO with KL. Folds and cusps are added here.',
    ),
    l10n.t('Davis and Recht 2025, arXiv 2510.13651: GRPO ascends arcsin √p.'),
    l10n.t('Cui et al. 2025, arXiv 2505.22617: entropy, covariance, and R = −a·exp(H) + b.'),
  ];
}

function statusNames(): Readonly<Record<Status, string>> {
  return {
    mathematics: l10n.t('Mathematics'),
    derived: l10n.t('Derived'),
    assumed: l10n.t('Assumed'),
    empirical: l10n.t('Empirical'),
    refuted: l10n.t('Not so'),
  };
}

/** The panel that says what is true of a model, what is assumed, and where it comes from. */
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
        ${l10n.t('Entropy collapse is often pictured as a fold. Here is what of that is proved, what is assumed, and what is not so.')}
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
