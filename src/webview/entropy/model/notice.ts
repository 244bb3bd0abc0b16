import type { FromEntropyView } from '../../../protocol/entropy/model.ts';
import type { ViewProblem } from '../../../protocol/panel.ts';
import { element } from '../../kit/element.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import type { EntropyState } from './state.ts';

/** Problems listed on the page; the Problems panel has them all. */
const listed = 4;

/** What stands in the way of showing the text as it is now; the last good picture stays. */
export function createEntropyNotice(send: (message: FromEntropyView) => void): {
  readonly node: HTMLElement;
  update(state: EntropyState): void;
} {
  const node = element('div', { class: 'notice', role: 'status', 'aria-live': 'polite' });
  let shown: readonly ViewProblem[] | undefined;
  return {
    node,
    update: ({ problems }) => {
      if (problems === shown) return;
      shown = problems;
      node.hidden = problems.length === 0;
      node.replaceChildren(
        element(
          'div',
          { class: 'box tall error' },
          element(
            'div',
            { class: 'box-head' },
            icon('error'),
            element('strong', {}, l10n.t('The spec has errors')),
            element('span', {}, l10n.t('This is the picture from before them.')),
          ),
          element('div', { class: 'problems' }, ...problems.slice(0, listed).map(row)),
        ),
      );
    },
  };

  function row({ message, line, column }: ViewProblem, i: number): HTMLElement {
    const button = element(
      'button',
      { class: 'problem error' },
      icon('error'),
      element('span', { class: 'problem-text' }, message),
      element('span', { class: 'problem-place' }, `${line}:${column}`),
    );
    button.addEventListener('click', () => send({ kind: 'openSource', problem: i }));
    return button;
  }
}
