import { html, render } from 'lit-html';
import { heightLabel } from '../viewport/names.ts';
import { commandButtons } from '../kit/commandButton.ts';
import type { Command } from '../kit/commands.ts';
import { elementOf } from '../kit/elementOf.ts';
import { l10n } from '../kit/l10n.ts';
import type { FrameDrawing, ProgressionPane, ProgressionState } from './state.ts';

/** The title and the toolbar of the page. */
export function createHeader(commands: readonly Command<ProgressionState>[]): ProgressionPane {
  const node = elementOf(html`<header class="header"></header>`);
  return {
    node,
    update: (state, drawing) => {
      const { plan } = state;
      node.classList.toggle('empty', plan === undefined);
      render(
        html`${commandButtons(commands, ['settings'], state)}
          <div class="titles">
            <h1 class="title">${plan?.title ?? l10n.t('Progression')}</h1>
            <span class="subtitle">${drawing && subtitleOf(drawing)}</span>
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
  'switchView',
  'fit',
  'grid',
  'mark',
  'curves',
  'table',
  'export',
  'open',
  'help',
] as const;

/** Short labels, which are part of the full ones, as voice control expects. */
function names({ camera }: ProgressionState): Partial<Record<(typeof toolbar)[number], string>> {
  return {
    switchView: camera?.mode === '2d' ? l10n.t('Surface') : l10n.t('Top view'),
    fit: l10n.t('Fit'),
    grid: l10n.t('Frames'),
    curves: l10n.t('Curves'),
    table: l10n.t('Events'),
    export: l10n.t('Export'),
  };
}

function subtitleOf({ picture, height, image }: FrameDrawing): string {
  return image ? l10n.t('Folded sheet') : heightLabel(picture, height);
}
