import type { SweepReading } from '../../../core/entropy/diagnostics/runSweep.ts';
import { numberText } from '../../../core/numberText.ts';
import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { textField, type Field } from '../../kit/toolkit.ts';
import type { ListedRun, SweepChoices } from './state.ts';
import { controlOf, outcomeOf, sweepKey, type SweepControl } from './sweepRuns.ts';
import { controlNames, outcomeNames, placeText } from './sweepWords.ts';

/** What is shown of the runs of a sweep. */
export interface SweepTableContent {
  readonly runs: readonly ListedRun[];
  readonly chosen: number;
  readonly choices: SweepChoices;
  readonly controls: readonly SweepControl[];
  readonly reading: SweepReading;
}

interface Row {
  readonly node: HTMLElement;
  readonly outcome: HTMLElement;
  readonly values: readonly (Field<string> | undefined)[];
  readonly known: readonly HTMLElement[];
  readonly place: HTMLElement;
}

/**
 * A row per run: how it ended, its controls, and its place. What a log does not tell is typed in; a
 * column that is pasted goes down from where it is.
 */
export function createSweepTable(type: (typed: SweepChoices['typed']) => void): {
  readonly node: HTMLElement;
  update(content: SweepTableContent): void;
} {
  const table = element('table', { class: 'sweep-table number' });
  const node = element(
    'div',
    { class: 'sweep-scroller', tabindex: 0, role: 'region', 'aria-label': l10n.t('The runs') },
    table,
  );
  let key = '';
  let rows: readonly Row[] = [];
  let content: SweepTableContent | undefined;

  /** Writes values down a column from a run on; those that are no numbers stay as they were. */
  const write = (from: number, control: SweepControl, texts: readonly string[]): void => {
    if (!content) return;
    const typed = { ...content.choices.typed };
    texts.forEach((text, i) => {
      const listed = content?.runs.at(from + i);
      const value = numberIn(text);
      if (!listed || from + i >= (content?.runs.length ?? 0) || Number.isNaN(value)) return;
      typed[sweepKey(listed)] = { ...typed[sweepKey(listed)], [control]: value };
    });
    type(typed);
  };

  const cellOf = (at: number, control: SweepControl): Field<string> => {
    const { runs } = content!;
    const field = textField(
      l10n.t('{0} of {1}', controlNames()[control], runs[at].label),
      '–',
      (text) => {
        field.node.setAttribute('aria-invalid', String(Number.isNaN(numberIn(text))));
        write(at, control, [text]);
      },
    );
    field.node.addEventListener('paste', (event) => {
      const lines =
        event.clipboardData
          ?.getData('text')
          .trim()
          .split(/\s*\n\s*/) ?? [];
      if (lines.length < 2) return;
      event.preventDefault();
      write(at, control, lines);
    });
    return field;
  };

  const build = ({ runs, controls, choices }: SweepTableContent): void => {
    rows = runs.map((listed, at) => {
      const outcome = element('td');
      const place = element('td', { class: 'sweep-place' });
      const known: HTMLElement[] = [];
      const values = controls.map((control) => {
        const cell = element('td');
        known.push(cell);
        if (controlOf(listed, control, choices.typed).known) return undefined;
        const field = cellOf(at, control);
        cell.append(field.node);
        return field;
      });
      const head = element('th', { scope: 'row', title: listed.label }, listed.label);
      return {
        node: element('tr', {}, head, outcome, ...known, place),
        outcome,
        values,
        known,
        place,
      };
    });
    const column = (text: string): HTMLElement => element('th', { scope: 'col' }, text);
    table.replaceChildren(
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          column(l10n.t('Run')),
          column(outcomeNames()[choices.outcome]),
          ...controls.map((control) => column(controlNames()[control])),
          column(l10n.t('Place (α, β)')),
        ),
      ),
      element('tbody', {}, ...rows.map((row) => row.node)),
    );
  };

  return {
    node,
    update: (next) => {
      content = next;
      const { runs, controls, choices, reading, chosen } = next;
      const values = runs.map((listed) =>
        controls.map((control) => controlOf(listed, control, choices.typed)),
      );
      const now = JSON.stringify([
        runs.map(sweepKey),
        controls,
        choices.outcome,
        values.map((row) => row.map(({ known }) => known)),
      ]);
      if (now !== key) build(next);
      key = now;
      rows.forEach((row, i) => {
        row.node.classList.toggle('sweep-chosen-row', i === chosen);
        row.outcome.textContent = textOf(outcomeOf(runs[i], choices.outcome));
        values[i].forEach(({ value }, k) => {
          const field = row.values[k];
          if (field) field.set(value === undefined ? '' : String(value));
          else row.known[k].textContent = textOf(value);
        });
        const at = reading.kind === 'fitted' ? reading.used.indexOf(i) : -1;
        row.place.textContent =
          reading.kind !== 'fitted'
            ? ''
            : at < 0
              ? l10n.t('not in the fit')
              : `${numberText(reading.places[at].alpha, 3)}, ${numberText(reading.places[at].beta, 3)} · ${placeText(reading.places[at])}`;
      });
    },
  };
}

/** The number of a text, undefined of an empty one, NaN of another. */
function numberIn(text: string): number | undefined {
  const plain = text.trim().replace('−', '-');
  if (plain === '' || plain === '–') return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : NaN;
}

function textOf(value: number | undefined): string {
  return value === undefined ? '–' : numberText(value, 4);
}
