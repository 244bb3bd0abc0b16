import { html, render } from 'lit-html';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { pointerIn } from '../../kit/plot.ts';
import type { SweepChart } from './sweepCharts.ts';

/** Distance in pixels within which the pointer hits a mark. */
const reach = 14;

export interface RunPicker {
  readonly node: HTMLElement;
  /** The available size in pixels. */
  readonly width: number;
  /** Draws a chart; `textOf` describes a run of it. */
  show(chart: SweepChart, chosen: number, textOf: (run: number) => string): void;
}

/**
 * A chart whose marks are runs. The run under the pointer is described by calls of `describe`; a
 * click or an arrow key chooses one.
 */
export function createRunPicker(
  label: string,
  choose: (run: number) => void,
  describe: (text: string) => void,
): RunPicker {
  const node = elementOf(html`<figure class="run-figure"></figure>`);
  return {
    node,
    get width() {
      return node.clientWidth;
    },
    show: ({ drawing, marks }, chosen, textOf) => {
      // From left to right in the chart.
      const order = [...marks].sort((a, b) => a.x - b.x).map(({ run }) => run);
      const at = order.indexOf(chosen);
      const text = at < 0 ? l10n.t('The selected run is not part of the fit') : textOf(chosen);
      const describeRun = (run: number | undefined): void =>
        describe(run === undefined ? text : textOf(run));
      const press = (event: PointerEvent): void => {
        const run = runUnder(event, marks);
        if (run !== undefined) choose(run);
      };
      let current = at;
      const move = (event: KeyboardEvent): void => {
        const last = order.length - 1;
        const to = {
          ArrowLeft: Math.max(0, current - 1),
          ArrowRight: Math.min(last, current + 1),
          Home: 0,
          End: last,
        }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        current = to;
        choose(order[current]);
      };
      render(
        html`<div
          class="sweep-picker"
          tabindex="0"
          role="slider"
          aria-label=${label}
          aria-valuemin="1"
          aria-valuemax=${marks.length}
          aria-valuenow=${Math.max(0, at) + 1}
          aria-valuetext=${text}
          @pointermove=${(event: PointerEvent) => describeRun(runUnder(event, marks))}
          @pointerleave=${() => describeRun(undefined)}
          @pointerdown=${press}
          @keydown=${move}
        >
          ${drawing}
        </div>`,
        node,
      );
      describeRun(undefined);
    },
  };
}

/** The run with the mark nearest to the pointer, within reach. */
function runUnder(event: PointerEvent, marks: SweepChart['marks']): number | undefined {
  const [x, y] = pointerIn(event);
  let nearest: number | undefined;
  let distance = reach;
  for (const mark of marks) {
    const next = Math.hypot(mark.x - x, mark.y - y);
    if (next < distance) [nearest, distance] = [mark.run, next];
  }
  return nearest;
}
