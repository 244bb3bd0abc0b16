import { stabilityOf } from '../../../core/entropy/stability.ts';
import { sigmoid } from '../../../core/numeric/logistic.ts';
import { numberText } from '../../../core/numberText.ts';
import type { Refresh } from '../../../language/entropy/entropySpec.ts';
import { l10n } from '../../kit/l10n.ts';
import { natsText } from './headline.ts';
import type { EntropyState } from './state.ts';

/** The sheet of a state: one that it could collapse from, one that it could recover from, or neither. */
type Sheet = 'held' | 'collapsed' | 'gradual';

type Before = Pick<EntropyState, 'modelView' | 'place' | 'trail'>;

/** What an intervention has done, in plain words. */
export function outcomeText(before: Before, after: Before, refresh: Refresh | undefined): string {
  const { modelView } = after;
  if (!after.place) return l10n.t('Nothing holds entropy up now: it declines to zero.');
  if (!before.place)
    return l10n.t('Entropy is held again, at {0}.', natsText(modelView, after.place.state));
  const [from, to] = [before.place.state, after.place.state];
  switch (modelView.settings.kind) {
    case 'grpo':
      return trainingText(before, after, refresh);
    case 'twoFormats': {
      const shares = [from, to].map((state) => numberText(100 * sigmoid(Math.abs(state)), 2));
      const leader = to > 0 ? l10n.t('The first format') : l10n.t('The second format');
      return from > 0 === to > 0
        ? l10n.t('{0} keeps the lead: from {1} % to {2} %.', leader, shares[0], shares[1])
        : l10n.t('{0} takes the lead with {1} %.', leader, shares[1]);
    }
    case 'normalForm': {
      const states = [numberText(from, 3), numberText(to, 3)];
      return after.trail.jumps.length > before.trail.jumps.length
        ? l10n.t('The state jumps from {0} to {1}.', states[0], states[1])
        : l10n.t('The state moves from {0} to {1} without a jump.', states[0], states[1]);
    }
  }
}

function trainingText(before: Before, after: Before, refresh: Refresh | undefined): string {
  const { modelView } = after;
  const was = sheetOf(before);
  const is = sheetOf(after);
  const start = natsText(modelView, before.place?.state ?? NaN);
  const end = natsText(modelView, after.place?.state ?? NaN);
  if (was === 'held' && is === 'collapsed')
    return l10n.t('Entropy collapses from {0} to {1}.', start, end);
  if (was === 'collapsed' && is === 'held')
    return l10n.t('Entropy recovers from {0} to {1}.', start, end);
  if (was === 'collapsed' && is === 'collapsed')
    return refresh
      ? l10n.t('The refresh is too small: training returns to the collapse, at {0}.', end)
      : l10n.t('This does not undo the collapse: entropy stays at {0}.', end);
  if (was === 'held' && is === 'held')
    return l10n.t('Entropy stays held: from {0} to {1}.', start, end);
  return l10n.t('Entropy goes from {0} to {1}.', start, end);
}

/** The sheet that the state of a training is on; a state between two jumps counts as held. */
function sheetOf({ modelView, place }: Before): Sheet | undefined {
  if (!place) return undefined;
  const { falling, rising } = stabilityOf(modelView, place);
  return falling ? 'held' : rising ? 'collapsed' : 'gradual';
}
