import type { Localizer } from '../../localizer.ts';
import type { Estimator } from '../grpo/estimator.ts';
import type { KlGradient } from '../grpo/klGradient.ts';

/** The estimators by their names. */
export function estimatorNames(l10n: Localizer): Readonly<Record<Estimator['kind'], string>> {
  return {
    grpo: 'GRPO',
    rloo: 'RLOO',
    drGrpo: 'Dr. GRPO',
    maxRl: 'MaxRL',
    dynamicSampling: l10n.t('Dynamic sampling'),
    infiniteGroup: l10n.t('Infinite groups'),
  };
}

/** The KL gradients by their names. */
export function klGradientNames(l10n: Localizer): Readonly<Record<KlGradient, string>> {
  return {
    k3: l10n.t('k3 as a loss'),
    k3Clamped: l10n.t('k3 clamped at 10'),
    reverse: l10n.t('Reverse KL'),
  };
}
