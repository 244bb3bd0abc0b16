import { render } from 'lit-html';
import { element } from '../../kit/element.ts';
import { icon } from '../../kit/icons.ts';
import type { Pane } from '../state.ts';
import { iconButton } from '../../kit/toolkit.ts';
import { l10n } from '../../kit/l10n.ts';
import { heightLabel } from '../names.ts';

/** What the tool bar can ask for. */
export interface HeaderActions {
  readonly toggleSettings: () => void;
  readonly toggleMode: () => void;
  readonly fit: () => void;
  readonly toggleFaces: () => void;
  readonly toggleLines: () => void;
  readonly toggleStatistics: () => void;
  readonly toggleTable: () => void;
  readonly copyImage: () => void;
  readonly toggleHelp: () => void;
  readonly toggleGuide: () => void;
}

/** Title of the picture, and the tool bar. */
export function createHeader(actions: HeaderActions): Pane {
  const settings = iconButton(icon('settings'), l10n.t('Settings (s)'), actions.toggleSettings);
  const mode = iconButton(icon('plane'), '', actions.toggleMode);
  const fit = iconButton(icon('fit'), l10n.t('Fit to view (f)'), actions.fit);
  const faces = iconButton(icon('faces'), l10n.t('Faces (a)'), actions.toggleFaces);
  const lines = iconButton(icon('lines'), l10n.t('Fold lines (l)'), actions.toggleLines);
  const statistics = iconButton(
    icon('statistics'),
    l10n.t('Statistics (i)'),
    actions.toggleStatistics,
  );
  const table = iconButton(icon('table'), l10n.t('Table of regions (t)'), actions.toggleTable);
  const copy = iconButton(icon('copy'), l10n.t('Copy image (c)'), actions.copyImage);
  const guide = iconButton(icon('guide'), l10n.t('What am I looking at? (w)'), actions.toggleGuide);
  const help = iconButton(icon('help'), l10n.t('Keys (?)'), actions.toggleHelp);
  const title = element('h1', { class: 'title' });
  const subtitle = element('span', { class: 'subtitle' });
  const node = element(
    'header',
    { class: 'header' },
    settings,
    element('div', { class: 'titles' }, title, subtitle),
    element(
      'div',
      { class: 'toolbar', role: 'toolbar', 'aria-label': l10n.t('View') },
      mode,
      fit,
      faces,
      lines,
      statistics,
      table,
      copy,
      guide,
      help,
    ),
  );
  let shownMode = '';

  return {
    node,
    update: ({ choices, camera, helpOpen, guide: guideStep, picture, flatBecause }, drawing) => {
      title.textContent = picture?.title ?? l10n.t('Fold complex');
      title.title = picture?.title ?? '';
      subtitle.textContent = drawing ? heightLabel(drawing.picture, drawing.height) : '';
      settings.setAttribute('aria-expanded', String(choices.settingsOpen));
      faces.setAttribute('aria-pressed', String(choices.faces));
      lines.setAttribute('aria-pressed', String(choices.lines));
      statistics.setAttribute('aria-expanded', String(choices.statisticsOpen));
      table.setAttribute('aria-expanded', String(choices.tableOpen));
      guide.setAttribute('aria-expanded', String(guideStep !== undefined));
      help.setAttribute('aria-expanded', String(helpOpen));
      node.classList.toggle('empty', picture === undefined);
      mode.hidden = picture?.graph === true || flatBecause !== undefined;
      const current = camera?.mode ?? '3d';
      if (current === shownMode) return;
      shownMode = current;
      const label =
        current === '3d' ? l10n.t('Look from above (b)') : l10n.t('Look at the surface (b)');
      render(icon(current === '3d' ? 'plane' : 'solid'), mode);
      mode.setAttribute('aria-label', label);
      mode.title = label;
    },
  };
}
