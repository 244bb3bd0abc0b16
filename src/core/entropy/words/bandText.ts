import type { Localizer } from '../../localizer.ts';
import type { BandRange } from '../diagnostics/bandBars.ts';
import type { RunBand } from '../diagnostics/placementBand.ts';
import { rangeText } from './outlookText.ts';

/** The range of a threshold in one sentence: what it does, over which models, and from where to where. */
export function bandRangeText(
  { threshold, range }: BandRange,
  { decisions: [fewest, most], kinds }: Pick<RunBand, 'decisions' | 'kinds'>,
  l10n: Localizer,
): string {
  const values = rangeText(range, l10n);
  if (threshold === 'hold')
    return kinds.length > 1
      ? l10n.t(
          'β that keeps entropy high, for T from {0} to {1} and each KL gradient: {2}.',
          fewest,
          most,
          values,
        )
      : l10n.t('β that keeps entropy high, for T from {0} to {1}: {2}.', fewest, most, values);
  return kinds.length > 1
    ? l10n.t(
        'β that brings entropy back, for T from {0} to {1} and each KL gradient: {2}.',
        fewest,
        most,
        values,
      )
    : l10n.t('β that brings entropy back, for T from {0} to {1}: {2}.', fewest, most, values);
}
