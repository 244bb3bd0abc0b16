import { createKeyList } from '../../kit/keyList.ts';
import type { Pane } from '../state.ts';
import { l10n } from '../../kit/l10n.ts';

function keys(): readonly (readonly [key: string, meaning: string])[] {
  return [
    [l10n.t('Drag'), l10n.t('Turn the surface; from above, move it')],
    [l10n.t('Drag a fold'), l10n.t('From above: move it, and its bias in the text')],
    [l10n.t('Alt+drag a fold'), l10n.t('Turn it, and its weights')],
    [l10n.t('Right drag'), l10n.t('Move; so does Shift+drag')],
    [l10n.t('Wheel, + −'), l10n.t('Zoom')],
    ['b, 2, 3', l10n.t('Look from above, or at the surface')],
    ['f', l10n.t('Fit to view')],
    [l10n.t('Arrows'), l10n.t('Walk from region to region')],
    [l10n.t('Shift+arrows'), l10n.t('Turn, or move from above')],
    [l10n.t('Enter, click'), l10n.t('Pin the region')],
    [l10n.t('Alt+arrows'), l10n.t('Move the pinned fold; with Shift, turn it')],
    [l10n.t('Ctrl+Z, Ctrl+Y'), l10n.t('Take back what was moved here, or do it again')],
    [l10n.t('Escape'), l10n.t('Cancel a move or computing; unpin')],
    ['a, l', l10n.t('Faces, fold lines')],
    ['s', l10n.t('Settings')],
    ['i', l10n.t('Statistics')],
    ['t', l10n.t('Table of regions')],
    ['/', l10n.t('Filter the table')],
    ['c', l10n.t('Copy the picture as an image')],
    ['w', l10n.t('What am I looking at?')],
    ['?', l10n.t('These keys')],
  ];
}

/** The list of keys. */
export function createHelp(onClose: () => void): Pane {
  return createKeyList(keys(), onClose);
}
