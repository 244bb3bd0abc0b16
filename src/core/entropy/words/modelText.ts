import type { Localizer } from '../../localizer.ts';
import type { TrainingSetup } from '../diagnostics/training.ts';
import { estimatorNames } from './modelNames.ts';

/** The settings of a model in short. */
export function modelText({ estimator, group, decisions }: TrainingSetup, l10n: Localizer): string {
  return l10n.t('Model: {0}, G = {1}, T = {2}', estimatorNames(l10n)[estimator], group, decisions);
}
