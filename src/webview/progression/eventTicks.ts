import { html, type TemplateResult } from 'lit-html';
import type { Network } from '../../core/network/network.ts';
import type { ProgressionEvent } from '../../core/progression/events.ts';
import { l10n } from '../kit/l10n.ts';
import { eventNews, eventTime } from './eventNames.ts';
import { eventsByFrame } from './eventStops.ts';

/** Number of events that the tooltip of a tick lists. */
const mostLines = 8;

/** A tick at each frame that is the first to show an event. Clicking it goes to the frame. */
export function eventTicks(
  events: readonly ProgressionEvent[],
  last: number,
  network: Network,
  goTo: (position: number) => void,
): readonly TemplateResult[] {
  return [...eventsByFrame(events, last)].map(([frame, own]) => {
    const text = ownText(own, network);
    // Not tab stops, as there may be many; the slider serves the keyboard.
    return html`<button
      class="time-event"
      type="button"
      tabindex="-1"
      title=${text}
      aria-label=${text}
      .style=${placed(frame, last)}
      @click=${() => goTo(frame)}
    ></button>`;
  });
}

/** The style that positions an element at a frame of the timeline. */
export function placed(frame: number, last: number): string {
  return `left: ${(100 * frame) / Math.max(1, last)}%`;
}

/** The first events, one per line, and the number of the others. */
function ownText(own: readonly ProgressionEvent[], network: Network): string {
  const lines = own
    .slice(0, mostLines)
    .map((event) => `t = ${eventTime(event)}: ${eventNews(event, network)}`);
  const rest = own.length - lines.length;
  return [...lines, ...(rest > 0 ? [l10n.t('and {0} more', rest)] : [])].join('\n');
}
