import type { Localizer } from '../../localizer.ts';
import { unknownSettings, type AssumedSetup, type Origin } from '../diagnostics/assumedSetup.ts';
import type { ConfiguredKl, FoundConfig } from '../diagnostics/trainerConfig.ts';
import { numberText } from '../../numberText.ts';
import { estimatorNames, klGradientNames } from './modelNames.ts';

/** Where a setting of a training is from, to stand behind its value. */
export function originText(origin: Origin, l10n: Localizer): string {
  switch (origin.from) {
    case 'log':
      return l10n.t('from the column {0}', origin.column);
    case 'user':
      return l10n.t('set here');
    case 'config':
      return origin.file === undefined
        ? l10n.t('from {0} in the log, line {1}', origin.key, origin.line)
        : l10n.t('from {0} in {1}, line {2}', origin.key, origin.file, origin.line);
    case 'trainer':
      return l10n.t('default of the trainer for {0}', origin.key);
    case 'default':
      return l10n.t('assumed');
  }
}

/** What was taken from the configuration of a training, one text for each setting. */
export function configuredTexts(
  assumed: AssumedSetup,
  found: FoundConfig | undefined,
  l10n: Localizer,
): readonly string[] {
  const { klGradient, kl, entropyBonus, group, estimator } = assumed;
  const settings = [
    [l10n.t('KL weight β: {0}', numberText(kl.value)), kl.origin],
    [klText(klGradient.value, l10n), klGradient.origin],
    [l10n.t('Entropy bonus τ: {0}', numberText(entropyBonus.value)), entropyBonus.origin],
    [l10n.t('Answers per prompt G: {0}', group.value), group.origin],
    [l10n.t('Estimator: {0}', estimatorNames(l10n)[estimator.value]), estimator.origin],
  ] as const;
  const taken = settings.filter(([, { from }]) => from === 'config' || from === 'trainer');
  return [
    ...taken.map(([text, origin]) => `${text} (${originText(origin, l10n)})`),
    ...unknownSettings(found).map(({ setting, value, origin }) => {
      const where = originText(origin, l10n);
      return setting === 'estimator'
        ? l10n.t('The model does not know the estimator {0} ({1})', value, where)
        : l10n.t('The model does not know this KL term: {0} ({1})', value, where);
    }),
  ];
}

function klText(gradient: ConfiguredKl, l10n: Localizer): string {
  return gradient === 'none'
    ? l10n.t('No KL gradient')
    : l10n.t('KL gradient: {0}', klGradientNames(l10n)[gradient]);
}
