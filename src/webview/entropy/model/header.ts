import { html, render } from 'lit-html';
import { estimatorNames } from '../../../core/entropy/words/modelNames.ts';
import { commandButtons } from '../../kit/commandButton.ts';
import type { Command } from '../../kit/commands.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { klGradientLabels, modelNames } from './labels.ts';
import type { EntropyState } from './state.ts';

/** The title of the model, and the toolbar. */
export function createEntropyHeader(commands: readonly Command<EntropyState>[]): {
  readonly node: HTMLElement;
  update(state: EntropyState): void;
} {
  const node = elementOf(html`<header class="header"></header>`);
  return {
    node,
    update: (state) => {
      const { title } = state.document;
      const subtitle = subtitleOf(state);
      render(
        html`${commandButtons(commands, ['settings'], state)}
          <div class="titles">
            <h1 class="title" title=${title}>${title}</h1>
            <span class="subtitle" title=${subtitle}>${subtitle}</span>
          </div>
          <div class="toolbar" role="toolbar" aria-label=${l10n.t('View')}>
            ${commandButtons(commands, toolbar, state)}
          </div>`,
        node,
      );
    },
  };
}

const toolbar = ['switchView', 'fit', 'table', 'export', 'explain', 'help'] as const;

function subtitleOf({ modelView: { settings } }: EntropyState): string {
  if (settings.kind !== 'grpo') return modelNames()[settings.kind];
  const { estimator, decisions, klGradient } = settings;
  const group = 'group' in estimator ? `G = ${estimator.group}, ` : '';
  return `${estimatorNames(l10n)[estimator.kind]}, ${group}T = ${decisions} · ${klGradientLabels()[klGradient]}`;
}
