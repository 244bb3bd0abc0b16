import { control2At } from '../../../core/entropy/controlAxis.ts';
import { foldControls } from '../../../core/entropy/equilibriumModel.ts';
import { maxwellPoints } from '../../../core/entropy/maxwell.ts';
import { numberText } from '../../../core/numberText.ts';
import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { icon } from '../../kit/icons.ts';
import { iconButton, textButton } from '../../kit/toolkit.ts';
import type { Geometry } from './geometry.ts';
import type { EntropyState } from './state.ts';
import { wordsOf } from './labels.ts';

/** Rows of the table. */
const rows = 16;

/** The phase diagram as numbers: for values of the second control, where the first meets a fold. */
export function createThresholdTable(actions: {
  readonly close: () => void;
  readonly copy: (text: string) => void;
}): { readonly node: HTMLElement; update(state: EntropyState, geometry: Geometry): void } {
  let cells: readonly (readonly string[])[] = [];
  const table = element('table', { class: 'regions' });
  const copy = (): void => actions.copy(cells.map((row) => row.join('\t')).join('\n'));
  const node = element(
    'section',
    { class: 'table', id: 'thresholds', 'aria-label': l10n.t('Folds as a table') },
    element(
      'div',
      { class: 'panel-head' },
      element('h2', {}, l10n.t('Folds')),
      textButton(l10n.t('Copy'), 'secondary', copy),
      iconButton(icon('close'), l10n.t('Close the table'), actions.close),
    ),
    element(
      'div',
      { class: 'table-scroller', tabindex: 0, role: 'region', 'aria-label': l10n.t('Folds') },
      table,
    ),
  );
  let shown: Geometry | undefined;
  return {
    node,
    update: ({ modelView, choices, hurried }, geometry) => {
      node.hidden = !choices.tableOpen;
      if (node.hidden || geometry === shown || hurried) return;
      shown = geometry;
      const { symbol1, symbol2 } = wordsOf(modelView);
      const head = [
        symbol2,
        l10n.t('{0} of the folds', symbol1),
        l10n.t('{0} of the Maxwell set', symbol1),
      ];
      const text = (all: readonly number[]): string =>
        all.length === 0 ? l10n.t('none') : all.map((x) => numberText(x, 5)).join(', ');
      const body = Array.from({ length: rows }, (_, i) => {
        const control2 = control2At(geometry.window, i / (rows - 1));
        const folds = [...foldControls(modelView.model, control2)].sort((a, b) => a - b);
        const maxwell = maxwellPoints(modelView.model, control2).map(({ control1 }) => control1);
        return [numberText(control2, 4), text(folds), text(maxwell)];
      });
      cells = [head, ...body];
      table.replaceChildren(
        element(
          'thead',
          {},
          element('tr', {}, ...head.map((name) => element('th', { scope: 'col' }, name))),
        ),
        element(
          'tbody',
          {},
          ...body.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell)))),
        ),
      );
    },
  };
}
