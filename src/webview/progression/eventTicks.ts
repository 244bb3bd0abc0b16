import { html, type TemplateResult } from 'lit-html';
import type { Network } from '../../core/network/network.ts';
import type { ProgressionEvent } from '../../core/progression/events.ts';
import { l10n } from '../kit/l10n.ts';
import { eventNews, eventTime } from './eventNames.ts';
import { eventsByFrame } from './eventStops.ts';

/** Number of events that the tooltip of a tick lists. */
const mostLines = 8;

/** A tick for every frame that is the first to show an event; a click goes there. */
export function eventTicks(
  events: readonly ProgressionEvent[],
  last: number,
  network: Network,
  goTo: (position: number) => void,
): readonly TemplateResult[] {
  return [...eventsByFrame(events, last)].map(([frame, own]) => {
    const text = ownText(own, network);
    // The slider is there for the keyboard; so many tab stops would be in the way.
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

/** The style that puts something at a frame of the timeline. */
export function placed(frame: number, last: number): string {
  return `left: ${(100 * frame) / Math.max(1, last)}%`;
}

/** Events, one on a line: the first ones, and how many more there are. */
function ownText(own: readonly ProgressionEvent[], network: Network): string {
  const lines = own
    .slice(0, mostLines)
    .map((event) => `t = ${eventTime(event)}: ${eventNews(event, network)}`);
  const rest = own.length - lines.length;
  return [...lines, ...(rest > 0 ? [l10n.t('and {0} more', rest)] : [])].join('\n');
}
