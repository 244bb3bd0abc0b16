import { heightName } from '../../core/picture/heightName.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import type { Pane } from '../state.ts';
import { iconButton } from '../toolkit.ts';

/** What the tool bar can ask for. */
export interface HeaderActions {
  readonly toggleSettings: () => void;
  readonly toggleMode: () => void;
  readonly fit: () => void;
  readonly toggleFaces: () => void;
  readonly toggleLines: () => void;
  readonly toggleStatistics: () => void;
  readonly toggleTable: () => void;
  readonly toggleHelp: () => void;
}

/** Title of the picture, and the tool bar. */
export function createHeader(actions: HeaderActions): Pane {
  const settings = iconButton(icon('settings'), 'Settings (s)', actions.toggleSettings);
  const mode = iconButton(icon('plane'), '', actions.toggleMode);
  const fit = iconButton(icon('fit'), 'Fit to view (f)', actions.fit);
  const faces = iconButton(icon('faces'), 'Faces (a)', actions.toggleFaces);
  const lines = iconButton(icon('lines'), 'Fold lines (l)', actions.toggleLines);
  const statistics = iconButton(icon('statistics'), 'Statistics (i)', actions.toggleStatistics);
  const table = iconButton(icon('table'), 'Table of regions (t)', actions.toggleTable);
  const help = iconButton(icon('help'), 'Keys (?)', actions.toggleHelp);
  const title = element('h1', { class: 'title' });
  const subtitle = element('span', { class: 'subtitle' });
  const node = element(
    'header',
    { class: 'header' },
    settings,
    element('div', { class: 'titles' }, title, subtitle),
    element(
      'div',
      { class: 'toolbar', role: 'toolbar', 'aria-label': 'View' },
      mode,
      fit,
      faces,
      lines,
      statistics,
      table,
      help,
    ),
  );
  let shownMode = '';

  return {
    node,
    update: ({ choices, camera, helpOpen, picture, flatBecause }, drawing) => {
      title.textContent = picture?.title ?? 'Fold complex';
      title.title = picture?.title ?? '';
      subtitle.textContent = drawing ? heightName(drawing.picture.outputNames, drawing.height) : '';
      settings.setAttribute('aria-expanded', String(choices.settingsOpen));
      faces.setAttribute('aria-pressed', String(choices.faces));
      lines.setAttribute('aria-pressed', String(choices.lines));
      statistics.setAttribute('aria-expanded', String(choices.statisticsOpen));
      table.setAttribute('aria-expanded', String(choices.tableOpen));
      help.setAttribute('aria-expanded', String(helpOpen));
      node.classList.toggle('empty', picture === undefined);
      mode.hidden = picture?.graph === true || flatBecause !== undefined;
      const current = camera?.mode ?? '3d';
      if (current === shownMode) return;
      shownMode = current;
      const label = current === '3d' ? 'Look from above (b)' : 'Look at the surface (b)';
      mode.replaceChildren(icon(current === '3d' ? 'plane' : 'solid'));
      mode.setAttribute('aria-label', label);
      mode.title = label;
    },
  };
}
