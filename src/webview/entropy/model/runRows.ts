import { element, svgElement } from '../../kit/element.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import { iconButton } from '../../kit/toolkit.ts';
import { inkOf, inkOfRun } from './ink.ts';
import { runText, shownRuns } from './runs.ts';
import type { EntropyState } from './state.ts';

export interface RunRowActions {
  readonly openRun: (source: number) => void;
  readonly showRun: (run: number) => void;
}

/** The runs of the document, where each is now, and the way to its log. */
export function createRunRows({ openRun, showRun }: RunRowActions): {
  readonly node: HTMLElement;
  update(state: EntropyState): void;
} {
  const node = element('ul', { class: 'model-runs' });
  let last: readonly unknown[] = [];
  return {
    node,
    update: (state) => {
      const shown = shownRuns(state);
      const { runs: sources } = state.document.spec;
      const now = [shown, sources, state.theme];
      if (now.every((part, i) => part === last[i])) return;
      last = now;
      const ink = inkOf(state.theme);
      const log = (name: string, source: number): HTMLElement =>
        iconButton(icon('curve'), l10n.t('Open the log of {0}', name), () => openRun(source));
      const read = shown.map((one, i) => {
        const { css: stroke, dash } = inkOfRun(ink, i);
        const swatch = svgElement(
          'svg',
          { width: 22, height: 10, 'aria-hidden': 'true' },
          svgElement('line', {
            ...{ x1: 1, y1: 5, x2: 21, y2: 5, stroke, 'stroke-width': 2.4 * ink.weight },
            'stroke-dasharray': dash,
          }),
        );
        const name = element(
          'button',
          { type: 'button', class: 'link', disabled: one.places.length === 0 },
          one.run.name,
        );
        name.title = l10n.t('Look at this run where it is now');
        name.addEventListener('click', () => showRun(i));
        return element(
          'li',
          {},
          element('div', { class: 'model-run' }, swatch, name, log(one.run.name, one.run.source)),
          element('p', { class: 'muted' }, runText(state, one)),
        );
      });
      const waiting = sources.flatMap(({ name }, source) =>
        shown.some(({ run }) => run.source === source)
          ? []
          : [
              element(
                'li',
                {},
                element(
                  'div',
                  { class: 'model-run' },
                  element('span', {}, name),
                  log(name, source),
                ),
                element('p', { class: 'muted' }, l10n.t('Reading the log…')),
              ),
            ],
      );
      node.replaceChildren(...read, ...waiting);
    },
  };
}
