import { html } from 'lit-html';
import { isDerived } from '../../../core/entropy/simulator/catalogue.ts';
import { iconButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { effectGroups } from '../interventions/labels.ts';
import type { EntropyState } from './state.ts';

type Status = 'mathematics' | 'derived' | 'simulated' | 'assumed' | 'disputed' | 'false';

/** The claims of the model, each with its status. */
function claims(): readonly (readonly [claim: string, status: Status])[] {
  return [
    [
      l10n.t(
        'The surface x³ + a·x + b = 0 has two folds that meet in a cusp. A state that descends its potential shows hysteresis and slows down before a fold; on the Maxwell set both wells are equally deep.',
      ),
      'mathematics',
    ],
    [
      l10n.t(
        'The mean update of GRPO with rewards 0 or 1 and a reverse KL penalty, an entropy bonus or both has folds that can meet in a cusp, over the anchor u₀ and the strength B = β + τ. The equation is in closed form, and sampled training of a table of logits follows it.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'With reverse KL, either of two mechanisms can cause the fold: credit for T decisions that must all be right, and division by the standard deviation of the group. RLOO and Dr. GRPO with T = 1 have neither, and no fold.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'Trainers differentiate different KL estimators. TRL uses k3 as a loss, on average the forward KL, which pulls by β(q − q_ref); verl also clamps each sample at 10, so that choices which have become rare no longer count. With k3, β and τ do not combine: the plane is β over the reference, and τ shapes the surface.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'With the clamp, or with reverse KL and dynamic sampling or infinite groups, nothing holds a policy beyond the unstable state: it is lost for good, and its entropy declines to zero.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'With β = τ = 0, a common default, nothing holds entropy at a level. It declines to zero without a fold, under the ordinary gradient roughly as 1/t.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'Entropy and success are two readings of one logit. So what holds entropy also holds success near that of the reference, and what undoes a collapse undoes what was learned. That a diverse policy learns better later is not in the model.',
      ),
      'derived',
    ],
    ...effectGroups().map(({ effect, text, names }): readonly [string, Status] => [
      l10n.t('{0}: {1}.', text, names.join('; ')),
      isDerived(effect) ? 'derived' : 'simulated',
    ]),
    [
      l10n.t(
        'The natural and the ordinary gradient have the same equilibria. The ordinary one takes 1/(q(1 − q)) times as long, so both times are shown.',
      ),
      'derived',
    ],
    [
      l10n.t(
        'Training is on-policy, prompts are identical, all T decisions are alike and independent, and all tokens of a class are equally likely. A policy that is certain and wrong, or that ignores its prompt, is therefore not in the model.',
      ),
      'assumed',
    ],
    [
      l10n.t(
        'The more an answer format is used, the larger its advantage: usage feedback of strength κ. Exact reinforcement learning has none.',
      ),
      'assumed',
    ],
    [
      l10n.t(
        'Validation accuracy follows R = −a·exp(H) + b (Cui et al. 2025). Others report relations that are not monotone, and in our simulations it depends on the task whether this law or a straight line in H fits better.',
      ),
      'disputed',
    ],
    [
      l10n.t(
        '“A log of one collapse shows a fold.” Any smooth change from one level to another fits it as well. It takes runs that start on both sides.',
      ),
      'false',
    ],
    [
      l10n.t(
        '“Critical slowing down warns of every collapse.” It comes before a fold that is approached slowly, and our test finds about one of those in four. A decline without a pull and a jump before the fold come without it.',
      ),
      'false',
    ],
    [
      l10n.t(
        '“Entropy is held, so nothing has collapsed.” Answers can follow one template, or become fewer, while the entropy of their tokens stays or even rises (Wang et al. 2026, RAGEN-2; Wu et al. 2025).',
      ),
      'false',
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
    l10n.t('arXiv 2510.01555; 2512.21852: which KL gradient reaches the policy.'),
    l10n.t('Davis and Recht 2025, arXiv 2510.13651: GRPO is gradient ascent on arcsin √p.'),
    l10n.t('Cui et al. 2025, arXiv 2505.22617: entropy, covariance, and R = −a·exp(H) + b.'),
    l10n.t(
      'Against it: Wang et al. 2025, arXiv 2510.08141; Wu et al. 2025, arXiv 2507.14843. What entropy cannot see: Wang et al. 2026, arXiv 2604.06268.',
    ),
    l10n.t(
      'Ghosh et al. 2026, arXiv 2606.30789: a rival model, in which the mean path does not depend on G.',
    ),
    l10n.t('Dakos et al. 2008; Scheffer et al. 2009: critical slowing down.'),
    l10n.t('All sources, and where they disagree: docs/literature.md in the repository.'),
  ];
}

function statusNames(): Readonly<Record<Status, string>> {
  return {
    mathematics: l10n.t('Mathematics'),
    derived: l10n.t('Derived'),
    simulated: l10n.t('Simulated'),
    assumed: l10n.t('Assumed'),
    disputed: l10n.t('Disputed'),
    false: l10n.t('False'),
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
        ${l10n.t('Entropy collapse is often described as a fold. Each statement here says what it rests on.')}
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
