import { createKeyList } from '../kit/keyList.ts';
import { l10n } from '../kit/l10n.ts';
import type { ProgressionPane } from './state.ts';

/** The list of keys. */
export function createProgressionHelp(onClose: () => void): ProgressionPane {
  return createKeyList(keys(), onClose);
}

function keys(): readonly (readonly [key: string, meaning: string])[] {
  return [
    [l10n.t('Space'), l10n.t('Play, pause')],
    ['← →', l10n.t('One moment back, one on')],
    [l10n.t('Page up, page down'), l10n.t('Ten moments on, ten back')],
    ['n, p', l10n.t('Next event between two networks, event before')],
    [l10n.t('Home, End'), l10n.t('First moment, last moment')],
    [l10n.t('Click'), l10n.t('Follow the region through time')],
    [l10n.t('Click a curve'), l10n.t('Go to that moment')],
    ['g', l10n.t('Several moments side by side')],
    ['m', l10n.t('Add this moment to them, or take it out')],
    ['c', l10n.t('Curves')],
    ['t', l10n.t('List of the events between two networks')],
    ['o', l10n.t('Open the weights of this moment as a spec')],
    ['e', l10n.t('Export as PNG, SVG, GIF or CSV')],
    [l10n.t('Drag, Shift+arrows'), l10n.t('Turn the surface; from above, move it')],
    [l10n.t('Wheel, + −'), l10n.t('Zoom')],
    ['b, 2, 3', l10n.t('Look from above, or at the surface')],
    ['f', l10n.t('Fit to view')],
    ['a, l', l10n.t('Faces, fold lines')],
    ['s', l10n.t('Settings')],
    [l10n.t('Escape'), l10n.t('Let go of the region, or stop computing')],
    ['?', l10n.t('These keys')],
  ];
}
