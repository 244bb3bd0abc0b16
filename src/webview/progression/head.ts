import { render } from 'lit-html';
import { element } from '../kit/element.ts';
import { icon, type IconName } from '../kit/icons.ts';
import { l10n } from '../kit/l10n.ts';
import { heightLabel } from '../complex/names.ts';
import { iconButton } from '../kit/toolkit.ts';
import { collectionOf, mostTiles } from './gridFrames.ts';
import { hasEvents, hasOwnWeights } from './looks.ts';
import type { FrameDrawing, ProgressionPane, ProgressionState } from './state.ts';

export interface HeadActions {
  readonly toggleSettings: () => void;
  readonly toggleMode: () => void;
  readonly fit: () => void;
  readonly toggleLayout: () => void;
  readonly toggleChosen: () => void;
  readonly toggleCurves: () => void;
  readonly toggleEvents: () => void;
  readonly exportSequence: () => void;
  readonly openFrame: () => void;
  readonly toggleHelp: () => void;
}

/** Title of the page, and its tool bar. */
export function createHead(actions: HeadActions): ProgressionPane {
  const settings = iconButton(icon('settings'), l10n.t('Settings (s)'), actions.toggleSettings);
  const mode = iconButton(icon('plane'), '', actions.toggleMode);
  const fit = iconButton(icon('fit'), l10n.t('Fit to view (f)'), actions.fit);
  const grid = iconButton(
    icon('grid'),
    l10n.t('Several moments side by side (g)'),
    actions.toggleLayout,
  );
  const own = iconButton(icon('addTile'), '', actions.toggleChosen);
  const curves = iconButton(icon('curve'), l10n.t('Curves (c)'), actions.toggleCurves);
  const events = iconButton(icon('events'), l10n.t('Events (t)'), actions.toggleEvents);
  const files = iconButton(icon('export'), l10n.t('Export… (e)'), actions.exportSequence);
  const spec = iconButton(
    icon('spec'),
    l10n.t('Open this moment as a spec (o)'),
    actions.openFrame,
  );
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
      grid,
      own,
      curves,
      events,
      files,
      spec,
      help,
    ),
  );
  return {
    node,
    update: (state, drawing) => {
      const { choices, camera, helpOpen, plan, layout, curvesOpen, eventsOpen, flatBecause } =
        state;
      title.textContent = plan?.title ?? l10n.t('Progression');
      subtitle.textContent = drawing ? subtitleOf(drawing) : '';
      settings.setAttribute('aria-expanded', String(choices.settingsOpen));
      grid.setAttribute('aria-pressed', String(layout === 'grid'));
      showOwn(own, state);
      curves.setAttribute('aria-expanded', String(curvesOpen));
      events.setAttribute('aria-expanded', String(eventsOpen));
      events.hidden = !plan || !hasEvents(plan.sequence);
      help.setAttribute('aria-expanded', String(helpOpen));
      spec.hidden = !plan || !hasOwnWeights(plan.sequence);
      node.classList.toggle('empty', plan === undefined);
      mode.hidden = plan?.graph === true || flatBecause !== undefined;
      const above = camera?.mode === '2d';
      const label = above ? l10n.t('Look at the surface (b)') : l10n.t('Look from above (b)');
      relabel(mode, above ? 'solid' : 'plane', label);
    },
  };
}

/** Whether the present moment is one of those side by side, and may become one. */
function showOwn(button: HTMLElement, state: ProgressionState): void {
  const frames = collectionOf(state);
  const isThere = frames.includes(state.position);
  button.setAttribute('aria-pressed', String(isThere));
  const isFull = !isThere && frames.length >= mostTiles;
  button.toggleAttribute('disabled', isFull);
  if (isThere) relabel(button, 'removeTile', l10n.t('Take this moment out of the grid (m)'));
  else if (isFull)
    relabel(button, 'addTile', l10n.t('The grid has {0} moments already', mostTiles));
  else relabel(button, 'addTile', l10n.t('Add this moment to the grid (m)'));
}

function relabel(button: HTMLElement, name: IconName, label: string): void {
  if (label === button.title) return;
  render(icon(name), button);
  button.setAttribute('aria-label', label);
  button.title = label;
}

function subtitleOf({ picture, height, image }: FrameDrawing): string {
  return image ? l10n.t('Folded sheet') : heightLabel(picture, height);
}
