import { element } from './element.ts';
import { icon } from './icons.ts';
import { l10n } from './l10n.ts';
import { iconButton } from './toolkit.ts';

/** The panel that lists the keys of a view, shown while `helpOpen`. */
export function createKeyList(
  keys: readonly (readonly [key: string, meaning: string])[],
  onClose: () => void,
): { readonly node: HTMLElement; update(state: { readonly helpOpen: boolean }): void } {
  const node = element(
    'section',
    { class: 'help', id: 'help', 'aria-label': l10n.t('Keys'), hidden: true },
    element(
      'div',
      { class: 'panel-head' },
      element('h2', {}, l10n.t('Keys')),
      iconButton(icon('close'), l10n.t('Close'), onClose),
    ),
    element(
      'dl',
      {},
      ...keys.flatMap(([key, meaning]) => [element('dt', {}, key), element('dd', {}, meaning)]),
    ),
  );
  return { node, update: ({ helpOpen }) => void (node.hidden = !helpOpen) };
}
