import type { Network } from '../../core/network/network.ts';
import type { ProgressionEvent } from '../../core/progression/events.ts';
import { element } from '../kit/element.ts';
import { l10n } from '../kit/l10n.ts';
import { eventNews, eventTime } from './eventNames.ts';
import { eventsByFrame } from './eventStops.ts';

/** Events of one moment that its tick names. */
const mostLines = 8;

/** A tick for every moment before which something happens; pressing it goes there. */
export function eventTicks(
  events: readonly ProgressionEvent[],
  last: number,
  network: Network,
  goTo: (position: number) => void,
): HTMLElement[] {
  return [...eventsByFrame(events, last)].map(([frame, own]) => {
    const text = ownText(own, network);
    // The slider is the way for the keyboard; so many stops would be in its way.
    const tick = element('button', {
      class: 'time-event',
      type: 'button',
      tabindex: -1,
      title: text,
      'aria-label': text,
    });
    tick.style.left = `${(100 * frame) / Math.max(1, last)}%`;
    tick.addEventListener('click', () => goTo(frame));
    return tick;
  });
}

/** Events, one a line: the first of them, and how many more there are. */
function ownText(own: readonly ProgressionEvent[], network: Network): string {
  const lines = own
    .slice(0, mostLines)
    .map((event) => `t = ${eventTime(event)}: ${eventNews(event, network)}`);
  const rest = own.length - lines.length;
  return [...lines, ...(rest > 0 ? [l10n.t('and {0} more', rest)] : [])].join('\n');
}
