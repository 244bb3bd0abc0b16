import { html, render } from 'lit-html';
import { control2At } from '../../../core/entropy/controlAxis.ts';
import { foldControls } from '../../../core/entropy/equilibriumModel.ts';
import { maxwellPoints } from '../../../core/entropy/maxwell.ts';
import { numberText } from '../../../core/numberText.ts';
import { iconButton, textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo } from '../../kit/memo.ts';
import type { Geometry } from './geometry.ts';
import { labelsOf } from './labels.ts';
import type { EntropyState } from './state.ts';

/** Number of rows of the table. */
const rows = 16;

/** The phase diagram as a table: the first control at each fold, by values of the second. */
export function createThresholdTable(actions: {
  readonly close: () => void;
  readonly copy: (text: string) => void;
}): { readonly node: HTMLElement; update(state: EntropyState, geometry: Geometry): void } {
  const node = elementOf(
    html`<section
      class="table"
      id="thresholds"
      aria-label=${l10n.t('Folds as a table')}
    ></section>`,
  );
  const cellsOf = memo(thresholdsOf);
  return {
    node,
    update: ({ modelView, choices, hurried }, geometry) => {
      node.hidden = !choices.tableOpen;
      if (node.hidden || hurried) return;
      const { symbol1, symbol2 } = labelsOf(modelView);
      const head = [
        symbol2,
        l10n.t('{0} of the folds', symbol1),
        l10n.t('{0} of the Maxwell set', symbol1),
      ];
      const body = cellsOf(geometry);
      const copy = (): void =>
        actions.copy([head, ...body].map((row) => row.join('\t')).join('\n'));
      render(
        html`<div class="panel-head">
            <h2>${l10n.t('Folds')}</h2>
            ${textButton({ label: l10n.t('Copy'), appearance: 'secondary', onClick: copy })}
            ${iconButton({
              icon: 'close',
              label: l10n.t('Close the table'),
              command: 'table',
              onClick: actions.close,
            })}
          </div>
          <div class="table-scroller" tabindex="0" role="region" aria-label=${l10n.t('Folds')}>
            <table class="regions">
              <thead>
                <tr>
                  ${head.map((name) => html`<th scope="col" title=${name}>${name}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${body.map(
                  (row) =>
                    html`<tr>
                      ${row.map((cell) => html`<td>${cell}</td>`)}
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`,
        node,
      );
    },
  };
}

function thresholdsOf({ modelView: { model }, window }: Geometry): readonly (readonly string[])[] {
  const text = (all: readonly number[]): string =>
    all.length === 0 ? l10n.t('none') : all.map((x) => numberText(x, 5)).join(', ');
  return Array.from({ length: rows }, (_, i) => {
    const control2 = control2At(window, i / (rows - 1));
    const folds = [...foldControls(model, control2)].sort((a, b) => a - b);
    const maxwell = maxwellPoints(model, control2).map(({ control1 }) => control1);
    return [numberText(control2, 4), text(folds), text(maxwell)];
  });
}
