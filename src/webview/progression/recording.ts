import { element } from '../kit/element.ts';
import { icon } from '../kit/icons.ts';
import { l10n } from '../kit/l10n.ts';
import { iconButton, progressRing } from '../kit/toolkit.ts';
import type { ProgressionPane } from './state.ts';

/** Over the picture while a film is made of it: how far it is, and how to stop it. */
export function createRecordingNote(stop: () => void): ProgressionPane {
  const text = element('span', { class: 'number' });
  const node = element(
    'div',
    { class: 'recording', role: 'status' },
    progressRing(l10n.t('Recording')),
    text,
    iconButton(icon('close'), l10n.t('Stop recording'), stop, 'cancel'),
  );
  return {
    node,
    update: ({ recording, plan }) => {
      node.hidden = recording === undefined;
      if (recording === undefined || !plan) return;
      const label = l10n.t('Recording frame {0} of {1}', recording + 1, plan.length);
      if (text.textContent !== label) text.textContent = label;
    },
  };
}
