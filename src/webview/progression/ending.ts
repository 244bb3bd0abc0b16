import { numberText } from '../../core/numberText.ts';
import type { Ending } from '../../core/training/plan.ts';
import { l10n } from '../kit/l10n.ts';

/** Why a training is over, and what to do about one that went astray. */
export function endingText(ending: Ending): string {
  switch (ending.kind) {
    case 'epochs':
      return l10n.t('The training has run all its epochs.');
    case 'loss':
      return l10n.t('The training stopped: the loss is as low as the spec asks.');
    case 'accuracy':
      return l10n.t('The training stopped: the accuracy is as high as the spec asks.');
    case 'patience':
      return l10n.t('The training stopped: the loss had no new low for as long as the spec waits.');
    case 'diverged': {
      const { step, rate, initialLoss, curvature } = ending;
      if (!Number.isFinite(initialLoss))
        return l10n.t(
          'The training cannot begin: with the initial weights the loss is no number. The points or the weights are too large.',
        );
      const text = l10n.t(
        'The training diverged at step {0}: with the learning rate {1} the loss, {2} at first, left all bounds. Go back and choose a lower rate.',
        step,
        numberText(rate, 3),
        numberText(initialLoss, 3),
      );
      if (!(curvature > 0)) return text;
      const limit = numberText(2 / curvature, 2);
      return `${text} ${l10n.t('At the start, plain gradient descent wants a rate below about {0}.', limit)}`;
    }
  }
}
