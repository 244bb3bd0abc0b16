import { html, render } from 'lit-html';
import { commandButtons } from '../../kit/commandButton.ts';
import type { Command } from '../../kit/commands.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { ListedRun, RunPane, RunState } from './state.ts';

/** Title and toolbar of the view. */
export function createRunHeader(commands: readonly Command<RunState>[]): RunPane {
  const node = elementOf(html`<header class="header run-header"></header>`);
  return {
    node,
    update: (state, runs) =>
      void render(
        html`<div class="titles">
            <h1 class="title">${l10n.t('Training run')}</h1>
            <span class="subtitle muted" title=${subtitleOf(runs)}>${subtitleOf(runs)}</span>
          </div>
          <div class="toolbar" role="toolbar" aria-label=${l10n.t('View')}>
            ${commandButtons(commands, ['add', 'columns', 'explain', 'help'], state)}
          </div>`,
        node,
      ),
  };
}

function subtitleOf(runs: readonly ListedRun[]): string {
  if (runs.length > 1) return l10n.t('{0} runs', runs.length);
  return runs.map(({ label }) => label).join();
}
