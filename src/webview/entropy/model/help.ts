import { createKeyList } from '../../kit/keyList.ts';
import { l10n } from '../../kit/l10n.ts';
import type { EntropyState } from './state.ts';

function keys(): readonly (readonly [key: string, meaning: string])[] {
  return [
    [l10n.t('Drag the point'), l10n.t('Move the controls; the state follows')],
    [l10n.t('Shift+drag'), l10n.t('In the phase diagram, draw the line of the section')],
    [l10n.t('Arrows'), l10n.t('Move the point; with Shift, finely')],
    [l10n.t('Press in the potential'), l10n.t('Put the state there; it rolls down')],
    [l10n.t('Drag beside it'), l10n.t('Turn the surface')],
    ['[, ]', l10n.t('Turn the surface')],
    [l10n.t('Wheel, + −'), l10n.t('Zoom')],
    ['f', l10n.t('Usual look')],
    ['b', l10n.t('Surface or phase diagram first')],
    ['p', l10n.t('Sweep there and back along the line')],
    ['r', l10n.t('The next run, where it is now')],
    [', .', l10n.t('Back and on along the run; with Shift, ten moments')],
    ['s', l10n.t('Controls')],
    ['t', l10n.t('Folds as a table')],
    ['x', l10n.t('Export the figure')],
    ['i', l10n.t('About this model')],
    [l10n.t('Escape'), l10n.t('Close a panel, or stop a sweep')],
    ['?', l10n.t('These keys')],
  ];
}

/** The list of keys. */
export function createEntropyHelp(close: () => void): {
  readonly node: HTMLElement;
  update(state: EntropyState): void;
} {
  return createKeyList(keys(), close);
}
