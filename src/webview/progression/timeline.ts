import { render } from 'lit-html';
import type { ProgressionEvent } from '../../core/progression/events.ts';
import { commandButtons } from '../kit/commandButton.ts';
import type { Command } from '../kit/commands.ts';
import { element } from '../kit/element.ts';
import { icon } from '../kit/icons.ts';
import { l10n } from '../kit/l10n.ts';
import { dropdown, iconButton } from '../kit/toolkit.ts';
import { createCurveRow, type CurveRow } from './curveRow.ts';
import { curvesOf } from './curves.ts';
import { snapped } from './eventStops.ts';
import { eventTicks } from './eventTicks.ts';
import { collectionOf } from './gridFrames.ts';
import { frameTitle } from './frameNames.ts';
import type { Frames } from './frames.ts';
import { speeds } from './playback.ts';
import type { ProgressionPane, ProgressionState } from './state.ts';

export interface TimelineActions {
  readonly goTo: (position: number) => void;
  readonly setSpeed: (speed: number) => void;
  /** Stops computing. */
  readonly stop: () => void;
}

const transportButtons = ['previousEvent', 'goLeft', 'play', 'goRight', 'nextEvent'] as const;

/** Pixels within which the slider is drawn to an event. */
const magnet = 6;

/** The time line: what plays and scrubs, and below it the curves over the same axis. */
export function createTimeline(
  frames: Frames,
  commands: readonly Command<ProgressionState>[],
  actions: TimelineActions,
): ProgressionPane {
  const slider = element('input', {
    type: 'range',
    class: 'slider time-slider',
    id: 'time',
    min: 0,
    step: 1,
    'aria-label': l10n.t('Frame'),
  });
  let shownEvents: readonly ProgressionEvent[] | undefined;
  // Only a pointer is held at events: a key could never leave them.
  let dragged = false;
  slider.addEventListener('pointerdown', () => (dragged = true));
  for (const end of ['pointerup', 'pointercancel', 'blur'])
    slider.addEventListener(end, () => (dragged = false));
  slider.addEventListener('input', () => {
    const last = Number(slider.max);
    const reach = dragged ? (magnet * last) / Math.max(1, slider.clientWidth) : 0;
    actions.goTo(snapped(shownEvents ?? [], last, slider.valueAsNumber, reach));
  });
  const transport = element('div', { class: 'transport-buttons' });
  const speed = dropdown(l10n.t('Speed'), (value) => actions.setSpeed(Number(value)));
  const arrived = element('div', { class: 'time-arrived', 'aria-hidden': 'true' });
  const ticks = element('div', { class: 'time-events' });
  const places = element('div', { 'aria-hidden': 'true' });
  const count = element('output', { class: 'number' });
  const stop = iconButton(icon('stop'), l10n.t('Stop computing'), actions.stop, 'cancel');
  const curves = element('div', { class: 'curves' });
  const node = element(
    'section',
    { class: 'timeline', 'aria-label': l10n.t('Time line') },
    element(
      'div',
      { class: 'time-row' },
      element(
        'div',
        { class: 'transport', role: 'group', 'aria-label': l10n.t('Playing') },
        transport,
        speed.node,
      ),
      element('div', { class: 'time-track' }, arrived, slider, places, ticks),
      element('div', { class: 'time-count' }, stop, count),
    ),
    curves,
  );
  listenToScrubbing(curves, (share) => actions.goTo(Math.round(share * Number(slider.max))));
  const rows = new Map<string, CurveRow>();
  let shown: unknown[] = [];
  let placed = '';

  const showCurves = (state: ProgressionState, length: number, output: number): void => {
    const list = state.curvesOpen ? curvesOf(frames, length, output) : [];
    const keys = new Set(list.map(({ key }) => key));
    for (const [key, row] of rows)
      if (!keys.has(key)) {
        row.node.remove();
        rows.delete(key);
      }
    for (const curve of list) {
      let row = rows.get(curve.key);
      if (!row) rows.set(curve.key, (row = createCurveRow(curve)));
      row.update(curve, length);
      curves.append(row.node);
    }
  };

  return {
    node,
    update: (state, drawing) => {
      const { plan, position } = state;
      node.hidden = !plan;
      if (!plan) return;
      const last = plan.length - 1;
      slider.max = String(last);
      slider.valueAsNumber = position;
      const frame = frames.at(position);
      slider.setAttribute('aria-valuetext', frame ? frameTitle(frame) : String(position));
      count.value = `${position} / ${last}`;
      stop.hidden = frames.complete || state.status.kind !== 'current';
      render(commandButtons(commands, transportButtons, state), transport);
      speed.set(
        speeds.map((value) => ({ value: String(value), label: l10n.t('{0} frames/s', value) })),
        String(state.speed),
      );
      const height = drawing?.height;
      const output = height?.kind === 'output' ? height.index : 0;
      const now = [frames.generation, state.curvesOpen, plan, output];
      if (!now.every((part, i) => part === shown[i])) {
        shown = now;
        arrived.style.background = arrivedStripes(frames, plan.length);
        showCurves(state, plan.length, output);
      }
      const network = state.picture?.network;
      if (network && shownEvents !== state.events) {
        shownEvents = state.events;
        ticks.replaceChildren(...eventTicks(state.events ?? [], last, network, actions.goTo));
      }
      const inGrid = collectionOf(state);
      if (placed !== inGrid.join()) {
        placed = inGrid.join();
        places.replaceChildren(...inGrid.map((frame) => placeMark(frame, last)));
      }
      const isHere = frames.has(position);
      for (const row of rows.values()) row.mark(position, plan.length, isHere);
    },
  };
}

/** A mark under the track for a moment that is in the grid. */
function placeMark(frame: number, last: number): HTMLElement {
  const mark = element('i', { class: 'time-place' });
  mark.style.left = `${(100 * frame) / Math.max(1, last)}%`;
  return mark;
}

/** Reports a press or drag on the plots as a share of their width. */
function listenToScrubbing(node: HTMLElement, scrub: (share: number) => void): void {
  const tell = (event: PointerEvent): void => {
    const plot =
      (event.target as Element).closest('.curve-plot') ?? node.querySelector('.curve-plot');
    const box = plot?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    scrub(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  node.addEventListener('pointerdown', (event) => {
    if (!(event.target as Element).closest('.curve-plot')) return;
    node.setPointerCapture(event.pointerId);
    tell(event);
  });
  node.addEventListener('pointermove', (event) => {
    if (node.hasPointerCapture(event.pointerId)) tell(event);
  });
}

/** Where moments have arrived, as stripes along the track. */
function arrivedStripes(frames: Frames, length: number): string {
  const colour = 'var(--bar)';
  const stops: string[] = [];
  for (let i = 0; i < length; i++) {
    if (!frames.has(i)) continue;
    let end = i;
    while (end + 1 < length && frames.has(end + 1)) end++;
    const from = ((i - 0.5) / Math.max(1, length - 1)) * 100;
    const to = ((end + 0.5) / Math.max(1, length - 1)) * 100;
    stops.push(
      `transparent ${from}%`,
      `${colour} ${from}%`,
      `${colour} ${to}%`,
      `transparent ${to}%`,
    );
    i = end;
  }
  return stops.length > 0 ? `linear-gradient(to right, ${stops.join(', ')})` : 'none';
}
