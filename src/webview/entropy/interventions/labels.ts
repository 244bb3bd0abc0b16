import {
  catalogue,
  isDerived,
  type Effect,
  type Intervention,
  type InterventionId,
} from '../../../core/entropy/simulator/catalogue.ts';
import { l10n } from '../../kit/l10n.ts';

/** The name of an intervention and its effect on the update. */
export interface Words {
  readonly name: string;
  readonly does: string;
}

/** Names and explanations of all interventions. */
export function interventionWords(): Readonly<Record<InterventionId, Words>> {
  return {
    baseline: {
      name: l10n.t('GRPO, PPO clip 0.2'),
      does: l10n.t('The baseline: no KL term, no entropy bonus.'),
    },
    clipHigher: {
      name: l10n.t('Clip higher, 0.28'),
      does: l10n.t('Lets rare right tokens grow further before they are clipped (DAPO).'),
    },
    clipLower: {
      name: l10n.t('Clip lower, 0.1'),
      does: l10n.t('Stops pushing wrong tokens down earlier, which keeps them in use.'),
    },
    clipBoth: {
      name: l10n.t('Clip lower and higher, 0.1 and 0.28'),
      does: l10n.t('Clips more below and less above; both keep entropy up (Park et al. 2025).'),
    },
    cispo: {
      name: 'CISPO',
      does: l10n.t('Limits the importance ratio but keeps the gradient of every token.'),
    },
    gspo: {
      name: 'GSPO',
      does: l10n.t(
        'Clips whole answers by the geometric mean of their ratios, at 0.03 and 0.04 here.',
      ),
    },
    sapo: {
      name: 'SAPO',
      does: l10n.t('A smooth gate in place of the clip, a little narrower for wrong answers.'),
    },
    noClip: { name: l10n.t('No clip'), does: l10n.t('The plain importance ratio.') },
    clipCov: {
      name: l10n.t('Clip-Cov, 2 %'),
      does: l10n.t(
        'Randomly excludes tokens whose covariance would consume the most entropy (Cui et al. 2025).',
      ),
    },
    klCov: {
      name: l10n.t('KL-Cov, 2 %'),
      does: l10n.t(
        'Keeps the tokens with the highest covariance near the sampling policy; this pull vanishes once the policy stops changing.',
      ),
    },
    gppo: {
      name: 'GPPO',
      does: l10n.t('Keeps the gradient beyond the clip on both sides (Su et al. 2025).'),
    },
    ceGppo: {
      name: l10n.t('CE-GPPO, 0 and 1'),
      does: l10n.t(
        'Keeps the gradient beyond the clip only where a rare right token grows, which raises entropy.',
      ),
    },
    drGrpo: {
      name: 'Dr. GRPO',
      does: l10n.t(
        'No division by the standard deviation of the group, which removes one of the two causes of the fold.',
      ),
    },
    maxRl: {
      name: 'MaxRL',
      does: l10n.t(
        'Divides by the mean reward of the group: hard prompts count more, so it takes a stronger pull to hold the entropy.',
      ),
    },
    dynamicSampling: {
      name: l10n.t('Dynamic sampling'),
      does: l10n.t('Excludes groups in which all answers are right or all are wrong.'),
    },
    bonusSmall: {
      name: l10n.t('Entropy bonus 0.005'),
      does: l10n.t('Pulls weakly towards the uniform policy.'),
    },
    bonus: {
      name: l10n.t('Entropy bonus 0.02'),
      does: l10n.t('Pulls towards the uniform policy.'),
    },
    kl: {
      name: l10n.t('KL to reference 0.05'),
      does: l10n.t('Pulls towards the reference with the exact gradient of reverse KL.'),
    },
    klK3: {
      name: l10n.t('KL 0.05, k3 as a loss'),
      does: l10n.t(
        'As in TRL: on average the gradient of forward KL, which pulls a collapsed policy back harder.',
      ),
    },
    klK3Clamped: {
      name: l10n.t('KL 0.05, k3 clamped at 10'),
      does: l10n.t(
        'As verl’s low_var_kl: a token far rarer than in the reference contributes nothing.',
      ),
    },
    klK3Corrected: {
      name: l10n.t('KL 0.05, corrected k3'),
      does: l10n.t(
        'k3 times the importance ratio (DeepSeek-V3.2): on average reverse KL again, with the noise of sampling.',
      ),
    },
    adaptive: {
      name: l10n.t('Adaptive entropy, target 1'),
      does: l10n.t('Raises the bonus while entropy is below its target (Skywork-OR1).'),
    },
    refresh: {
      name: l10n.t('SFT refresh halfway'),
      does: l10n.t(
        'Mixes in nine tenths of the reference once. The cause of the collapse remains.',
      ),
    },
    anchor: {
      name: l10n.t('KL anchor from halfway on'),
      does: l10n.t('Ties the policy to the reference from then on.'),
    },
    slower: {
      name: l10n.t('Half the learning rate'),
      does: l10n.t('The same path at half the speed.'),
    },
  };
}

/** What an effect means for the fold. */
export function effectText(effect: Effect | undefined): string {
  switch (effect) {
    case 'position':
      return l10n.t('Moves the fold');
    case 'rate':
      return l10n.t('Changes only the speed; the fold stays where it is');
    case 'state':
      return l10n.t('Moves the policy, not the fold');
    case 'offPolicy':
      return l10n.t(
        'No effect with one update per batch, when all ratios are 1; with more, it biases the mean update',
      );
    case 'bias':
      return l10n.t('Biases the mean update even with one update per batch');
    case undefined:
      return l10n.t('No restoring force: entropy decays without a fold');
  }
}

/** Whether the effect on the fold is derived or only simulated. */
export function evidenceText(effect: Effect | undefined): string {
  return isDerived(effect) ? l10n.t('derived') : l10n.t('only simulated');
}

/** The evidence of an intervention, and where it was published. */
export function sourceText({ effect, arxiv }: Intervention): string {
  return arxiv ? `${evidenceText(effect)}, arXiv ${arxiv}` : evidenceText(effect);
}

/** The interventions by their effect on the fold; the only list of what is derived and what is not. */
export function effectGroups(): readonly {
  readonly effect: Effect;
  readonly text: string;
  readonly names: readonly string[];
}[] {
  const words = interventionWords();
  const effects: readonly Effect[] = ['position', 'rate', 'state', 'offPolicy', 'bias'];
  return effects.map((effect) => ({
    effect,
    text: effectText(effect),
    names: catalogue.filter((one) => one.effect === effect).map(({ id }) => words[id].name),
  }));
}
