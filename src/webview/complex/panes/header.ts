import { html, render } from 'lit-html';
import { commandButtons } from '../../kit/commandButton.ts';
import type { Command } from '../../kit/commands.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { heightLabel } from '../../viewport/names.ts';
import type { Pane, State } from '../state.ts';

/** Title of the picture, and the toolbar. */
export function createHeader(commands: readonly Command<State>[]): Pane {
  const node = elementOf(html`<header class="header"></header>`);
  return {
    node,
    update: (state, drawing) => {
      const { picture } = state;
      node.classList.toggle('empty', picture === undefined);
      render(
        html`${commandButtons(commands, ['settings'], state)}
          <div class="titles">
            <h1 class="title" title=${picture?.title ?? ''}>
              ${picture?.title ?? l10n.t('Fold complex')}
            </h1>
            <span class="subtitle">
              ${drawing && heightLabel(drawing.picture, drawing.height)}
            </span>
          </div>
          <div class="toolbar" role="toolbar" aria-label=${l10n.t('View')}>
            ${commandButtons(commands, toolbar, state, names(state))}
          </div>`,
        node,
      );
    },
  };
}

const toolbar = [
  ...(['switchView', 'fit', 'faces', 'lines', 'statistics', 'table'] as const),
  ...(['copy', 'export', 'explain', 'help'] as const),
] as const;

/** Short labels, which are part of the full ones, as voice control expects. */
function names({ camera }: State): Partial<Record<(typeof toolbar)[number], string>> {
  return {
    switchView: camera?.mode === '2d' ? l10n.t('Surface') : l10n.t('Top view'),
    fit: l10n.t('Fit'),
    faces: l10n.t('Faces'),
    lines: l10n.t('Fold lines'),
    copy: l10n.t('Copy'),
    statistics: l10n.t('Statistics'),
    table: l10n.t('Table'),
    export: l10n.t('Export'),
    explain: l10n.t('What am I looking at?'),
  };
}
