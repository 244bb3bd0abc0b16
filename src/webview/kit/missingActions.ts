import type { TemplateResult } from 'lit-html';
import type { FromPage } from '../../protocol/panel.ts';
import { textButton } from './controls.ts';
import { l10n } from './l10n.ts';

/** What can be done in a view whose document is gone. */
export function missingActions(
  send: (message: FromPage & { readonly kind: 'openInstead' | 'close' }) => void,
): TemplateResult[] {
  return [
    textButton({
      label: l10n.t('Open Another File…'),
      appearance: 'primary',
      onClick: () => send({ kind: 'openInstead' }),
    }),
    textButton({
      label: l10n.t('Close'),
      appearance: 'secondary',
      onClick: () => send({ kind: 'close' }),
    }),
  ];
}
