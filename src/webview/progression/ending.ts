import { numberText } from '../../core/numberText.ts';
import type { Ending } from '../../core/training/plan.ts';
import { l10n } from '../kit/l10n.ts';

/** Explains why the training ended, and what to do if it diverged. */
export function endingText(ending: Ending): string {
  switch (ending.kind) {
    case 'epochs':
      return l10n.t('The training has finished all epochs.');
    case 'loss':
      return l10n.t('The training stopped: the loss reached the value in the spec.');
    case 'accuracy':
      return l10n.t('The training stopped: the accuracy reached the value in the spec.');
    case 'patience':
      return l10n.t(
        'The training stopped: the loss did not improve within the patience of the spec.',
      );
    case 'diverged': {
      const { step, rate, initialLoss, curvature } = ending;
      if (!Number.isFinite(initialLoss))
        return l10n.t(
          'The training cannot start: the loss at the initial weights is not a number. The points or the weights are too large.',
        );
      const text = l10n.t(
        'The training diverged at step {0}: with learning rate {1}, the loss grew without bound from {2}. Go back and choose a lower rate.',
        step,
        numberText(rate, 3),
        numberText(initialLoss, 3),
      );
      if (!(curvature > 0)) return text;
      const limit = numberText(2 / curvature, 2);
      return `${text} ${l10n.t('At the start, plain gradient descent needs a rate below about {0}.', limit)}`;
    }
  }
}
