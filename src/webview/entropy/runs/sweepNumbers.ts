import { html, nothing, type TemplateResult } from 'lit-html';
import type { CuspFit, SweepModel } from '../../../core/entropy/diagnostics/cuspFit.ts';
import type { FittedSweep } from '../../../core/entropy/diagnostics/runSweep.ts';
import { numberText } from '../../../core/numberText.ts';
import { l10n } from '../../kit/l10n.ts';
import { criteriaTexts, modelNames } from './sweepLabels.ts';

/** The parameters of a cusp with their standard errors, the compared models, and the criteria. */
export function sweepNumbers(
  { fit, bound }: FittedSweep,
  controlTexts: readonly string[],
): TemplateResult {
  return html`<div>
      <h3>${l10n.t('Estimates')}</h3>
      ${estimatesOf(fit, bound, controlTexts)}
    </div>
    <div>
      <h3>${l10n.t('Compared with')}</h3>
      ${scoresOf(fit)}
    </div>
    <div>
      <h3>${l10n.t('Criteria for a cusp')}</h3>
      ${criteriaOf(fit)}
    </div>`;
}

function estimatesOf(
  fit: CuspFit,
  bound: number | undefined,
  controlTexts: readonly string[],
): TemplateResult {
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
        'Per standard deviation of a control; ± is the standard error from the observed information. y = {0} + {1} · outcome.',
        value(scale[0], errors.scale[0]),
        value(scale[1], errors.scale[1]),
      )
    : l10n.t('The information matrix is singular: these runs do not determine the parameters.');
  const unit =
    bound === undefined
      ? nothing
      : l10n.t('The outcome is the logit of H / {0} nats.', numberText(bound, 3));
  return html`<div>
    ${tableOf([l10n.t('Control'), 'α', 'β'], rows)}
    <p class="muted">${note} ${unit}</p>
  </div>`;
}

function scoresOf({ scores }: CuspFit): TemplateResult {
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

function criteriaOf(fit: CuspFit): TemplateResult {
  const items = criteriaTexts(fit).map(
    ([text, holds]) => html`<li>${holds ? l10n.t('yes') : l10n.t('no')}: ${text}</li>`,
  );
  return html`<ul class="sweep-criteria">
    ${items}
  </ul>`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): TemplateResult {
  return html`<table class="sweep-table number">
    <thead>
      <tr>
        ${head.map((text) => html`<th scope="col">${text}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, ...cells]) =>
          html`<tr>
            <th scope="row">${name}</th>
            ${cells.map((text) => html`<td>${text}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
