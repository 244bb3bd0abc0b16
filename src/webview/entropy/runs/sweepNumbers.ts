import type { CuspFit, SweepModel } from '../../../core/entropy/diagnostics/cuspFit.ts';
import { numberText } from '../../../core/numberText.ts';
import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { criteriaTexts, modelNames } from './sweepWords.ts';

/** The parameters of a cusp with their errors, the models that it is compared with, the criteria. */
export function sweepNumbers(fit: CuspFit, controlTexts: readonly string[]): HTMLElement[] {
  return [
    element('div', {}, element('h3', {}, l10n.t('Estimates')), estimatesOf(fit, controlTexts)),
    element('div', {}, element('h3', {}, l10n.t('Compared with')), scoresOf(fit)),
    element('div', {}, element('h3', {}, l10n.t('When a cusp is claimed')), criteriaOf(fit)),
  ];
}

function estimatesOf(fit: CuspFit, controlTexts: readonly string[]): HTMLElement {
  const { asymmetry, bifurcation, scale, errors } = fit;
  const value = (x: number, error: number | undefined): string =>
    error === undefined ? numberText(x, 3) : `${numberText(x, 3)} ± ${numberText(error, 2)}`;
  const rows = [l10n.t('intercept'), ...controlTexts].map((name, i) => [
    name,
    value(asymmetry[i], errors?.asymmetry[i]),
    value(bifurcation[i], errors?.bifurcation[i]),
  ]);
  const note = errors
    ? l10n.t(
        'Per standard deviation of a control; ± is the standard error by the observed information. y = {0} + {1} · outcome.',
        value(scale[0], errors.scale[0]),
        value(scale[1], errors.scale[1]),
      )
    : l10n.t('The information is singular: these runs do not determine the parameters.');
  return element(
    'div',
    {},
    tableOf([l10n.t('Control'), 'α', 'β'], rows),
    element('p', { class: 'muted' }, note),
  );
}

function scoresOf({ scores }: CuspFit): HTMLElement {
  const models = (Object.keys(scores) as SweepModel[]).sort(
    (a, b) => scores[a].bic - scores[b].bic,
  );
  return tableOf(
    [l10n.t('Model'), l10n.t('parameters'), 'AIC', 'BIC'],
    models.map((model) => {
      const { parameters, aic, bic } = scores[model];
      return [modelNames()[model], String(parameters), aic.toFixed(1), bic.toFixed(1)].map((text) =>
        text.replace('-', '−'),
      );
    }),
  );
}

function criteriaOf(fit: CuspFit): HTMLElement {
  return element(
    'ul',
    { class: 'sweep-criteria' },
    ...criteriaTexts(fit).map(([text, holds]) =>
      element('li', {}, `${holds ? l10n.t('yes') : l10n.t('no')}: ${text}`),
    ),
  );
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): HTMLTableElement {
  return element(
    'table',
    { class: 'sweep-table number' },
    element(
      'thead',
      {},
      element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text))),
    ),
    element(
      'tbody',
      {},
      ...rows.map(([name, ...cells]) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, name),
          ...cells.map((text) => element('td', {}, text)),
        ),
      ),
    ),
  );
}
