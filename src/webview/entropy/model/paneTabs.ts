import { html, nothing, render } from 'lit-html';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Arrangement, PaneId } from './arrangement.ts';

/** The tabs of the panes that share a place. */
export function createPaneTabs(choose: (tab: PaneId) => void): {
  readonly node: HTMLElement;
  update(arrangement: Arrangement): void;
} {
  const names: Readonly<Record<PaneId, string>> = {
    surface: l10n.t('Surface'),
    plane: l10n.t('Phase diagram'),
    section: l10n.t('Section'),
    landscape: l10n.t('Potential'),
    readout: l10n.t('Numbers'),
  };
  const node = elementOf(
    html`<div class="pane-tabs" role="tablist" aria-label=${l10n.t('More panes')}></div>`,
  );
  return {
    node,
    update: ({ tabs, tab }) => {
      node.hidden = tabs.length === 0;
      const step = (event: KeyboardEvent): void => {
        const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (by === undefined || tab === undefined) return;
        // Otherwise it would move the point as well.
        event.preventDefault();
        event.stopPropagation();
        const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
        choose(next);
        node.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
      };
      render(
        tabs.map(
          (id) =>
            html`<button
              type="button"
              role="tab"
              id="tab-${id}"
              class="pane-tab"
              aria-selected=${id === tab}
              aria-controls=${id === tab ? id : nothing}
              tabindex=${id === tab ? 0 : -1}
              @click=${() => choose(id)}
              @keydown=${step}
            >
              ${names[id]}
            </button>`,
        ),
        node,
      );
    },
  };
}
