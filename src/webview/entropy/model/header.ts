import { render } from 'lit-html';
import { element } from '../../kit/element.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import { iconButton } from '../../kit/toolkit.ts';
import type { EntropyState } from './state.ts';
import { estimatorNames, modelNames } from './labels.ts';

/** What the tool bar can ask for. */
export interface EntropyHeaderActions {
  readonly toggleControls: () => void;
  readonly toggleLayout: () => void;
  readonly fit: () => void;
  readonly toggleTable: () => void;
  readonly exportFigure: () => void;
  readonly toggleAbout: () => void;
  readonly toggleHelp: () => void;
}

/** Title of the model, and the tool bar. */
export function createEntropyHeader(actions: EntropyHeaderActions): {
  readonly node: HTMLElement;
  update(state: EntropyState): void;
} {
  const controls = iconButton(icon('settings'), l10n.t('Controls (s)'), actions.toggleControls);
  const layout = iconButton(icon('plane'), '', actions.toggleLayout);
  const fit = iconButton(icon('fit'), l10n.t('Usual look (f)'), actions.fit);
  const table = iconButton(icon('table'), l10n.t('Folds as a table (t)'), actions.toggleTable);
  const figure = iconButton(icon('export'), l10n.t('Export the figure (x)'), actions.exportFigure);
  const about = iconButton(icon('hint'), l10n.t('About this model (i)'), actions.toggleAbout);
  const help = iconButton(icon('help'), l10n.t('Keys (?)'), actions.toggleHelp);
  const title = element('h1', { class: 'title' });
  const subtitle = element('span', { class: 'subtitle' });
  const node = element(
    'header',
    { class: 'header' },
    controls,
    element('div', { class: 'titles' }, title, subtitle),
    element(
      'div',
      { class: 'toolbar', role: 'toolbar', 'aria-label': l10n.t('View') },
      ...[layout, fit, table, figure, about, help],
    ),
  );
  let shownLayout = '';

  return {
    node,
    update: ({ document, modelView, choices, aboutOpen, helpOpen }) => {
      title.textContent = title.title = document.title;
      subtitle.textContent = subtitleOf(modelView.settings);
      controls.setAttribute('aria-expanded', String(choices.controlsOpen));
      table.setAttribute('aria-expanded', String(choices.tableOpen));
      about.setAttribute('aria-expanded', String(aboutOpen));
      help.setAttribute('aria-expanded', String(helpOpen));
      if (choices.layout === shownLayout) return;
      shownLayout = choices.layout;
      const isSurface = choices.layout === 'surface';
      const label = isSurface ? l10n.t('Phase diagram first (b)') : l10n.t('Surface first (b)');
      render(icon(isSurface ? 'plane' : 'solid'), layout);
      layout.setAttribute('aria-label', label);
      layout.title = label;
    },
  };
}

function subtitleOf(settings: EntropyState['modelView']['settings']): string {
  if (settings.kind !== 'grpo') return modelNames()[settings.kind];
  const { estimator, decisions } = settings;
  const group = 'group' in estimator ? `G = ${estimator.group}, ` : '';
  return `${estimatorNames()[estimator.kind]}, ${group}T = ${decisions}`;
}
