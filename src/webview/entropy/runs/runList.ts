import type { FromRunView } from '../../../protocol/entropy/runs.ts';
import { element, svgElement } from '../../kit/element.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import { iconButton } from '../../kit/toolkit.ts';
import type { RunPane, RunState } from './state.ts';
import { runStyles } from './timeCharts.ts';

/** The runs that are compared, the key to their curves, and what is wrong with their logs. */
export function createRunList(actions: {
  readonly send: (message: FromRunView) => void;
  readonly choose: (run: number) => void;
}): RunPane {
  const { send, choose } = actions;
  const list = element('div', {
    class: 'run-list',
    role: 'radiogroup',
    'aria-label': l10n.t('The run that is reported on'),
  });
  const notes = element('ul', { class: 'run-notes', 'aria-live': 'polite' });
  const empty = element('p', { class: 'run-empty' });
  const node = element('section', {}, list, notes, empty);
  let shown: readonly unknown[] = [];
  return {
    node,
    update: (state, runs) => {
      const { logs, chosen, loaded, read } = state;
      const now = [logs, chosen, read];
      if (now.every((part, i) => part === shown[i])) return;
      shown = now;
      list.replaceChildren(
        ...runs.map(({ label, uri }, i) => {
          const radio = element('input', { type: 'radio', name: 'run', checked: i === chosen });
          radio.addEventListener('change', () => choose(i));
          return element(
            'span',
            { class: 'run-item' },
            element('label', {}, radio, swatch(i), element('span', {}, label)),
            logs.length > 1
              ? iconButton(icon('close'), l10n.t('Remove {0}', label), () =>
                  send({ kind: 'remove', uri }),
                )
              : undefined,
          );
        }),
      );
      notes.replaceChildren(...notesOf(state, send));
      const missing = loaded && runs.length === 0 && logs.every(({ failure }) => !failure);
      empty.hidden = loaded && !missing;
      empty.textContent = missing
        ? l10n.t(
            'There is no run yet. Add a training log: CSV, TSV, JSON lines, trainer_state.json or the console output of verl or TRL.',
          )
        : read > 0
          ? l10n.t('Reading the log… {0} %', Math.floor(100 * read))
          : l10n.t('Reading the log…');
    },
  };
}

/** The line of a run in the charts. */
function swatch(run: number): SVGElement {
  return svgElement(
    'svg',
    { class: 'run-swatch', width: 26, height: 10, 'aria-hidden': 'true' },
    svgElement('path', { class: `run-line run-chosen run-${run % runStyles}`, d: 'M1 5H25' }),
  );
}

function notesOf({ logs }: RunState, send: (message: FromRunView) => void): HTMLElement[] {
  return logs.flatMap(({ uri, fileName, result, failure }) => {
    const open = (text: string, line?: number): HTMLElement => {
      const link = element('button', { class: 'link', type: 'button' }, text);
      link.addEventListener('click', () =>
        send({ kind: 'openLog', uri, ...(line !== undefined && { line }) }),
      );
      return link;
    };
    const failed = failure
      ? [element('li', { class: 'run-failure' }, open(fileName), `: ${failure}`)]
      : [];
    const problems = (result?.problems ?? []).map(({ severity, message, line }) =>
      element(
        'li',
        { class: severity === 'error' ? 'run-failure' : 'muted' },
        open(line === undefined ? fileName : l10n.t('{0}, line {1}', fileName, line), line),
        `: ${message}`,
      ),
    );
    return [...failed, ...problems];
  });
}
