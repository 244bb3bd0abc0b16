import type { Role } from '../../../language/log/roles.ts';
import type { FromRunView, ShownLog } from '../../../protocol/entropy/runs.ts';
import { html, render, type TemplateResult } from 'lit-html';
import { dropdown } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { RunPane } from './state.ts';

function roles(): readonly (readonly [Role, string])[] {
  return [
    ['step', l10n.t('Step')],
    ['entropy', l10n.t('Entropy')],
    ['reward', l10n.t('Reward')],
    ['validation', l10n.t('Validation accuracy')],
    ['kl', l10n.t('KL to reference')],
    ['clip', l10n.t('Clip fraction')],
    ['zeroDeviation', l10n.t('Share of groups with zero deviation')],
    ['klWeight', l10n.t('KL weight β')],
    ['entropyBonus', l10n.t('Entropy bonus τ')],
    ['covariance', l10n.t('Covariance of log-probability and advantage')],
  ];
}

/** The roles of the columns of a log. Changes by the user are saved. */
export function createColumns(send: (message: FromRunView) => void): RunPane {
  const node = elementOf(
    html`<section class="run-section" id="columns" aria-label=${l10n.t('Columns')}></section>`,
  );
  return {
    node,
    update: ({ columnsOpen, logs }) => {
      node.hidden = !columnsOpen;
      if (!columnsOpen) return;
      const hint = l10n.t(
        'What each column means. Corrections apply to all logs with the same columns.',
      );
      render(
        html`<h2>${l10n.t('Columns')}</h2>
          <p class="muted">${hint}</p>
          <div class="run-columns">${logs.map((log) => mappingOf(log, send))}</div>`,
        node,
      );
    },
  };
}

function mappingOf(
  { uri, fileName, result }: ShownLog,
  send: (message: FromRunView) => void,
): TemplateResult {
  const mapping = result?.runs[0]?.mapping ?? {};
  const choices = [
    { value: '', label: l10n.t('none') },
    ...(result?.columns ?? []).map((column) => ({ value: column, label: column })),
  ];
  const rows = roles().map(([role, name]) => {
    const list = dropdown({
      label: `${name} · ${fileName}`,
      choices,
      value: mapping[role] ?? '',
      onChange: (column) => send({ kind: 'map', uri, role, column }),
    });
    return html`<div class="run-column"><span>${name}</span>${list}</div>`;
  });
  return html`<div>
    <h3>${fileName}</h3>
    ${rows}
  </div>`;
}
