import { html, nothing, type TemplateResult } from 'lit-html';
import { iconButton } from './controls.ts';
import { icon } from './icons.ts';
import { l10n } from './l10n.ts';

/** Why a view has no surface: there is no WebGL, or its context was lost. */
export type FlatReason = 'unavailable' | 'lost';

/**
 * Creates a notice that says why there is no surface, until the user closes it or the reason changes.
 * The texts say what is shown instead; `redraw` is called when it has been closed.
 */
export function createFlatNotice(
  texts: Readonly<Record<FlatReason, string>>,
): (because: FlatReason | undefined, redraw: () => void) => TemplateResult | typeof nothing {
  let closed: FlatReason | undefined;
  return (because, redraw) => {
    if (because === undefined) closed = undefined;
    if (because === undefined || because === closed) return nothing;
    const close = (): void => {
      closed = because;
      redraw();
    };
    const title =
      because === 'lost'
        ? l10n.t('The graphics context was lost')
        : l10n.t('WebGL is not available');
    return html`<div class="box warning">
      ${icon('warning')}
      <div class="box-text"><strong>${title}</strong><span>${texts[because]}</span></div>
      ${iconButton({ icon: 'close', label: l10n.t('Close'), onClick: close })}
    </div>`;
  };
}
