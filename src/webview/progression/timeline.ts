import { html, render, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import type { ProgressionEvent } from '../../core/progression/events.ts';
import { commandButtons } from '../kit/commandButton.ts';
import type { Command } from '../kit/commands.ts';
import { dropdown, iconButton } from '../kit/controls.ts';
import { elementOf } from '../kit/elementOf.ts';
import { l10n } from '../kit/l10n.ts';
import { createCurveRow, type CurveRow } from './curveRow.ts';
import { curvesOf } from './curves.ts';
import { snapped } from './eventStops.ts';
import { eventTicks, placed } from './eventTicks.ts';
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

/** Pixels within which the slider snaps to an event. */
const magnet = 6;

/** The timeline: playback controls and slider, above the curves on the same axis. */
export function createTimeline(
  frames: Frames,
  commands: readonly Command<ProgressionState>[],
  actions: TimelineActions,
): ProgressionPane {
  const slider = document.createElement('input');
  slider.type = 'range';
  slider.classList.add('slider', 'time-slider');
  slider.id = 'time';
  slider.min = '0';
  slider.step = '1';
  slider.ariaLabel = l10n.t('Frame');
  let shownEvents: readonly ProgressionEvent[] | undefined;
  // Only the pointer snaps to events: with keys, one could never get away from them.
  let dragged = false;
  slider.addEventListener('pointerdown', () => (dragged = true));
  for (const end of ['pointerup', 'pointercancel', 'blur'])
    slider.addEventListener(end, () => (dragged = false));
  // As on the rest of the page and in lists: Page down goes on.
  slider.addEventListener('keydown', (event) => {
    const by = { PageUp: -10, PageDown: 10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    actions.goTo(slider.valueAsNumber + by);
  });
  slider.addEventListener('input', () => {
    const last = Number(slider.max);
    const reach = dragged ? (magnet * last) / Math.max(1, slider.clientWidth) : 0;
    actions.goTo(snapped(shownEvents ?? [], last, slider.valueAsNumber, reach));
  });
  const curves = elementOf(html`<div class="curves"></div>`);
  const node = elementOf(
    html`<section class="timeline" aria-label=${l10n.t('Timeline')}></section>`,
  );
  listenToScrubbing(curves, (share) => actions.goTo(Math.round(share * Number(slider.max))));
  const rows = new Map<string, CurveRow>();
  let shown: unknown[] = [];

  const showCurves = (state: ProgressionState, length: number, output: number): void => {
    const list = state.curvesOpen ? curvesOf(frames, length, output) : [];
    const keys = new Set(list.map(({ key }) => key));
    for (const key of rows.keys()) if (!keys.has(key)) rows.delete(key);
    const nodes = list.map((curve) => {
      let row = rows.get(curve.key);
      if (!row) rows.set(curve.key, (row = createCurveRow(curve)));
      row.update(curve, length);
      return row.node;
    });
    render(nodes, curves);
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
      if (state.picture) shownEvents = state.events;
      render(
        html`<div class="time-row">
            <div class="transport" role="group" aria-label=${l10n.t('Playback')}>
              ${commandButtons(commands, transportButtons, state)}
              ${speedChoice(state.speed, actions)}
            </div>
            <div class="time-track">
              ${arrivedMark(frames, plan.length)}${slider}
              ${guard([collectionOf(state), last], () => gridMarks(collectionOf(state), last))}
              ${guard([shownEvents, last], () => ticks(state, last, actions))}
            </div>
            <div class="time-count">
              ${iconButton({
                icon: 'stop',
                label: l10n.t('Stop computing'),
                command: 'cancel',
                onClick: actions.stop,
                hidden: frames.complete || state.status.kind !== 'current',
              })}
              <output class="number">${position} / ${last}</output>
            </div>
          </div>
          ${curves}`,
        node,
      );
      const height = drawing?.height;
      const output = height?.kind === 'output' ? height.index : 0;
      const now = [frames.generation, state.curvesOpen, plan, output];
      if (!now.every((part, i) => part === shown[i])) {
        shown = now;
        showCurves(state, plan.length, output);
      }
      const isHere = frames.has(position);
      for (const row of rows.values()) row.mark(position, plan.length, isHere);
    },
  };
}

function speedChoice(speed: number, { setSpeed }: TimelineActions): TemplateResult {
  return dropdown({
    label: l10n.t('Speed'),
    choices: speeds.map((value) => ({
      value: String(value),
      label: value === 1 ? l10n.t('1 frame/s') : l10n.t('{0} frames/s', value),
    })),
    value: String(speed),
    onChange: (value) => setSpeed(Number(value)),
  });
}

/** Marks the computed frames as stripes along the track. */
function arrivedMark(frames: Frames, length: number): TemplateResult {
  const style = `background: ${arrivedStripes(frames, length)}`;
  return html`<div class="time-arrived" aria-hidden="true" .style=${style}></div>`;
}

/** Marks the frames of the grid below the track. */
function gridMarks(inGrid: readonly number[], last: number): TemplateResult {
  const marks = inGrid.map(
    (frame) => html`<i class="time-place" .style=${placed(frame, last)}></i>`,
  );
  return html`<div aria-hidden="true">${marks}</div>`;
}

function ticks(
  { events, picture }: ProgressionState,
  last: number,
  { goTo }: TimelineActions,
): TemplateResult {
  return html`<div class="time-events">
    ${events && picture && eventTicks(events, last, picture.network, goTo)}
  </div>`;
}

/** Reports a press or drag on the plots as a share of their width. */
function listenToScrubbing(node: HTMLElement, scrub: (share: number) => void): void {
  const report = (event: PointerEvent): void => {
    const plot =
      (event.target as Element).closest('.curve-plot') ?? node.querySelector('.curve-plot');
    const box = plot?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    scrub(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  node.addEventListener('pointerdown', (event) => {
    if (!(event.target as Element).closest('.curve-plot')) return;
    node.setPointerCapture(event.pointerId);
    report(event);
  });
  node.addEventListener('pointermove', (event) => {
    if (node.hasPointerCapture(event.pointerId)) report(event);
  });
}

/** A gradient with a stripe for each range of consecutive computed frames. */
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
