import { element } from '../element.ts';
import { icon } from '../icons.ts';
import type { Pane } from '../state.ts';
import { iconButton } from '../toolkit.ts';

const keys: readonly (readonly [string, string])[] = [
  ['Drag', 'Turn the surface; from above, move it'],
  ['Right drag', 'Move; so does Shift+drag'],
  ['Wheel, + −', 'Zoom'],
  ['b, 2, 3', 'Look from above, or at the surface'],
  ['f', 'Fit to view'],
  ['Arrows', 'Walk from region to region'],
  ['Shift+arrows', 'Turn, or move from above'],
  ['Enter, click', 'Pin the region'],
  ['Escape', 'Unpin, or cancel computing'],
  ['a, l', 'Faces, fold lines'],
  ['s', 'Settings'],
  ['i', 'Statistics'],
  ['t', 'Table of regions'],
  ['?', 'These keys'],
];

/** The list of keys. */
export function createHelp(onClose: () => void): Pane {
  const node = element(
    'section',
    { class: 'help', id: 'help', 'aria-label': 'Keys' },
    element(
      'div',
      { class: 'panel-head' },
      element('h2', {}, 'Keys'),
      iconButton(icon('close'), 'Close', onClose),
    ),
    element(
      'dl',
      {},
      ...keys.flatMap(([key, meaning]) => [element('dt', {}, key), element('dd', {}, meaning)]),
    ),
  );
  return { node, update: ({ helpOpen }) => void (node.hidden = !helpOpen) };
}
