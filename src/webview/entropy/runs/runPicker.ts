import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import type { SweepChart } from './sweepCharts.ts';

/** How near to a mark a pointer has to be, in pixels. */
const reach = 14;

/** A figure whose marks are runs: pointed at they tell what they are, pressed they are chosen. */
export function runPicker(
  label: string,
  choose: (run: number) => void,
  tell: (text: string) => void,
): {
  readonly node: HTMLElement;
  readonly width: number;
  show(modelView: SweepChart, chosen: number, textOf: (run: number) => string): void;
} {
  const figure = element('div', {
    class: 'sweep-picker',
    tabindex: 0,
    role: 'slider',
    'aria-label': label,
  });
  const node = element('figure', { class: 'run-figure' }, figure);
  let marks: SweepChart['marks'] = [];
  let current = 0;
  let describe: (run: number | undefined) => string = () => '';

  const under = (event: PointerEvent): number | undefined => {
    const box = figure.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const nearest = marks.reduce<{ run: number | undefined; distance: number }>(
      (best, mark) => {
        const distance = Math.hypot(mark.x - x, mark.y - y);
        return distance < best.distance ? { run: mark.run, distance } : best;
      },
      { run: undefined, distance: reach },
    );
    return nearest.run;
  };
  figure.addEventListener('pointermove', (event) => tell(describe(under(event))));
  figure.addEventListener('pointerleave', () => tell(describe(undefined)));
  figure.addEventListener('pointerdown', (event) => {
    const run = under(event);
    if (run !== undefined) choose(run);
  });
  figure.addEventListener('keydown', (event) => {
    // From left to right, as the runs lie in the figure.
    const order = [...marks].sort((a, b) => a.x - b.x).map(({ run }) => run);
    const at = order.indexOf(current);
    const to = {
      ArrowLeft: Math.max(0, at - 1),
      ArrowRight: Math.min(order.length - 1, at + 1),
      Home: 0,
      End: order.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    current = order[to];
    choose(current);
  });

  return {
    node,
    get width() {
      return figure.clientWidth;
    },
    show: (modelView, chosen, textOf) => {
      ({ marks } = modelView);
      current = chosen;
      figure.replaceChildren(modelView.svg);
      const text = marks.some(({ run }) => run === chosen)
        ? textOf(chosen)
        : l10n.t('The chosen run is not in the fit');
      describe = (run) => (run === undefined ? text : textOf(run));
      tell(text);
      figure.setAttribute('aria-valuemin', '1');
      figure.setAttribute('aria-valuemax', String(marks.length));
      figure.setAttribute(
        'aria-valuenow',
        String(
          1 +
            Math.max(
              0,
              marks.findIndex(({ run }) => run === chosen),
            ),
        ),
      );
      figure.setAttribute('aria-valuetext', text);
    },
  };
}
