import { html, render } from 'lit-html';
import { iconButton, progressRing } from '../kit/controls.ts';
import { elementOf } from '../kit/elementOf.ts';
import { l10n } from '../kit/l10n.ts';
import type { ProgressionPane } from './state.ts';

/** The pane over the picture during a recording: its progress, and a button to stop it. */
export function createRecordingPane(stop: () => void): ProgressionPane {
  const node = elementOf(html`<div class="recording" role="status"></div>`);
  return {
    node,
    update: ({ recording, plan }) => {
      node.hidden = recording === undefined;
      if (recording === undefined || !plan) return;
      render(
        html`${progressRing(l10n.t('Recording'))}
          <span class="number">
            ${l10n.t('Recording frame {0} of {1}', recording + 1, plan.length)}
          </span>
          ${iconButton({
            icon: 'close',
            label: l10n.t('Stop recording'),
            command: 'cancel',
            onClick: stop,
          })}`,
        node,
      );
    },
  };
}
