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
            ${commandButtons(commands, toolbar, state)}
          </div>`,
        node,
      );
    },
  };
}

const toolbar = [
  'switchView',
  'fit',
  'faces',
  'lines',
  'statistics',
  'table',
  'copy',
  'explain',
  'help',
] as const;
