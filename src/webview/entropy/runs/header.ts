import type { FromRunView } from '../../../protocol/entropy/runs.ts';
import { element } from '../../kit/element.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import { iconButton } from '../../kit/toolkit.ts';
import type { RunPane } from './state.ts';

export interface HeaderActions {
  readonly send: (message: FromRunView) => void;
  readonly toggleColumns: () => void;
  readonly toggleAbout: () => void;
}

/** Title and buttons of the view. */
export function createRunHeader({ send, toggleColumns, toggleAbout }: HeaderActions): RunPane {
  const title = element('h1', { class: 'title' }, l10n.t('Training run'));
  const subtitle = element('span', { class: 'subtitle muted' });
  const columns = iconButton(icon('table'), l10n.t('Columns'), toggleColumns);
  const about = iconButton(icon('help'), l10n.t('About this view'), toggleAbout);
  const add = iconButton(icon('add'), l10n.t('Add a log to compare'), () => send({ kind: 'add' }));
  const node = element(
    'header',
    { class: 'header' },
    element('div', { class: 'titles' }, title, subtitle),
    element('div', { class: 'buttons', role: 'toolbar' }, add, columns, about),
  );
  return {
    node,
    update: ({ columnsOpen, aboutOpen }, runs) => {
      columns.setAttribute('aria-expanded', String(columnsOpen));
      about.setAttribute('aria-expanded', String(aboutOpen));
      subtitle.textContent =
        runs.length === 1 ? runs[0].label : runs.length > 1 ? l10n.t('{0} runs', runs.length) : '';
    },
  };
}
