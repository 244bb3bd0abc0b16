import type { Verdict } from '../../../core/entropy/diagnostics/verdicts.ts';
import { l10n } from '../../kit/l10n.ts';

/** A verdict on a run as a sentence. */
export function verdictText(verdict: Verdict): string {
  return `${texts()[verdict]}.`;
}

function texts(): Readonly<Record<Verdict, string>> {
  return {
    tooLittleSpent: l10n.t('Too little entropy was consumed to fit the law'),
    lawNotSupported: l10n.t('The law R = −a·exp(H) + b is not supported by this run'),
    indistinguishable: l10n.t(
      'The law is supported but cannot be distinguished from a straight line',
    ),
    linearBetter: l10n.t('A straight line in H describes this run better than the law'),
    lawSupported: l10n.t('The law describes this run better than a straight line'),
    ceilingUnpredictable: l10n.t('The ceiling cannot be predicted from this run'),
    trainReward: l10n.t('This is training reward; the published law is about validation accuracy'),
    explosion: l10n.t('Entropy explosion: the law does not apply afterwards'),
    notIdentifiable: l10n.t(
      'A fold cannot be identified from this run: any sigmoid fits a single transition. This does not mean that there is none',
    ),
    bistable: l10n.t(
      'This run switched back and forth between two states, as expected of a folded surface',
    ),
    measurementNoise: l10n.t('Measurement noise dominates: too few prompts per step'),
    slowing: l10n.t('Critical slowing down: fluctuations grow and become more persistent'),
    notSlowing: l10n.t(
      'No critical slowing down was found; the test misses it three times out of four',
    ),
    noRestoringForce: l10n.t(
      'No restoring force: with β = τ = 0, entropy decays to zero without a fold, and nothing brings it back',
    ),
    oneState: l10n.t('These controls have one stable state'),
    twoStates: l10n.t('These controls have two stable states; history decides between them'),
    severalStates: l10n.t('These controls have three stable states; history decides between them'),
    runaway: l10n.t('These controls have no stable state: the policy keeps becoming more certain'),
  };
}
