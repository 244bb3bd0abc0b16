import { html } from 'lit-html';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { effectGroups, evidenceText } from './labels.ts';
import type { BenchPane } from './state.ts';

/** Explains the scope of the simulator, and what is reported elsewhere that it cannot show. */
export function createAbout(): BenchPane {
  const node = elementOf(
    html`<section class="run-section run-about" aria-label=${l10n.t('About this model')}>
      <h2>${l10n.t('About this model')}</h2>
      ${listOf(simulated())}
      <h3>${l10n.t('Reported, but not shown here')}</h3>
      ${listOf(reported())}
    </section>`,
  );
  return { node, update: ({ aboutOpen }) => void (node.hidden = !aboutOpen) };
}

type Parts = readonly (readonly [name: string, text: string])[];

function listOf(parts: Parts): unknown {
  return html`<dl>
    ${parts.map(
      ([name, text]) =>
        html`<dt>${name}</dt>
          <dd>${text}</dd>`,
    )}
  </dl>`;
}

function simulated(): Parts {
  return [
    [
      l10n.t('Simulated'),
      l10n.t(
        'A tabular policy: an answer has four tokens out of a vocabulary of sixteen and is right if all four are. Prompts differ by fixed random logits and share what is learned. Entropy and reward are exact expectations; only the training is sampled. The same seeds give the same curves.',
      ),
    ],
    [
      l10n.t('Not included'),
      l10n.t(
        'No language, no long sequences, no neural network. Clip-Cov and KL-Cov affect a larger share of tokens than in their papers, because a step here has only a few thousand tokens.',
      ),
    ],
    [
      l10n.t('Effect on the fold'),
      effectGroups()
        .map(({ effect, text, names }) =>
          l10n.t('{0} ({1}): {2}.', text, evidenceText(effect), names.join('; ')),
        )
        .join(' '),
    ],
    [
      l10n.t('Derived or only simulated'),
      l10n.t(
        'Derived: the model of the entropy view says what the method does to the fold, for one update per batch and without the random differences between prompts. Only simulated: what you see here, in this toy model, is all that is known. The runs make sixteen updates per batch with six right tokens and eight with one, so ratios leave 1 and the clip acts.',
      ),
    ],
  ];
}

/** Findings about real training, each with what the toys of this view lack for it. */
function reported(): Parts {
  return [
    [
      l10n.t('Formats'),
      l10n.t(
        'Reinforcement learning amplifies one format of the pretraining data within the first epoch, and which one depends on the scale of the model; it is often, but not always, the best one (Zhao et al. 2025). The toy has no epochs and no scale; what lets an inherited format win in it is usage feedback, an assumption.',
      ),
    ],
    [
      l10n.t('Plans and execution'),
      l10n.t(
        'The entropy of execution falls and then stabilises, while plans become more diverse (Wang et al. 2025, HICRA). In the toy nothing holds the entropy of execution, so it does not stabilise.',
      ),
    ],
    [
      l10n.t('Breadth'),
      l10n.t(
        'On mathematics, reinforcement learning concentrates on few reasoning steps, and supervised fine-tuning spreads over many (Matsutani et al. 2025). That diverse fine-tuning also restores the breadth of search agents is reported second-hand only. A refresh here mixes in the reference: it restores entropy, and whether that is useful breadth is not modelled.',
      ),
    ],
    [
      l10n.t('Plasticity'),
      l10n.t(
        'Models that stay closer to their base, by up to 70 % of the KL divergence, learn the next task better (Tiwari et al. 2026). There is no next task here.',
      ),
    ],
    [
      l10n.t('What is selected from'),
      l10n.t(
        'Networks often solve parts of a task in modular subnetworks (Lepori et al. 2023), reinforcement learning changes few parameters (Mukherjee et al. 2025), and unfamiliar inputs have sparser activations (arXiv 2603.03415). So a collapse may select from parts that exist already; a table of logits has no such parts.',
      ),
    ],
  ];
}
