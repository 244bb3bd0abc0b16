import { html, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { SweepReading } from '../../../core/entropy/diagnostics/runSweep.ts';
import { numberText } from '../../../core/numberText.ts';
import { textField } from '../../kit/controls.ts';
import { l10n } from '../../kit/l10n.ts';
import type { ListedRun, SweepChoices } from './state.ts';
import { controlOf, outcomeOf, sweepKey, type SweepControl } from './sweepRuns.ts';
import { controlNames, outcomeNames, placeText } from './sweepLabels.ts';

/** The content of the table. */
export interface SweepTableContent {
  readonly runs: readonly ListedRun[];
  readonly chosen: number;
  readonly choices: SweepChoices;
  readonly controls: readonly SweepControl[];
  readonly reading: SweepReading;
}

/**
 * A row per run: its outcome, controls and position. Values missing from the log can be typed in;
 * pasting a column fills the cells below.
 */
export function createSweepTable(
  type: (typed: SweepChoices['typed']) => void,
): (content: SweepTableContent) => TemplateResult {
  /** Cells with invalid numbers, by run and control. */
  const invalid = new Set<string>();

  return (content) => {
    const { runs, controls, choices, chosen } = content;
    /** Writes values down a column, starting at a run. Invalid numbers are ignored. */
    const write = (from: number, control: SweepControl, texts: readonly string[]): void => {
      const typed = { ...choices.typed };
      runs.slice(from, from + texts.length).forEach((listed, i) => {
        const key = sweepKey(listed);
        const value = numberIn(texts[i]);
        if (Number.isNaN(value)) invalid.add(`${key} ${control}`);
        else {
          invalid.delete(`${key} ${control}`);
          typed[key] = { ...typed[key], [control]: value };
        }
      });
      type(typed);
    };
    const cell = (listed: ListedRun, at: number, control: SweepControl): TemplateResult => {
      const { value, known } = controlOf(listed, control, choices.typed);
      if (known) return html`<td>${textOf(value)}</td>`;
      const paste = (event: ClipboardEvent): void => {
        const text = event.clipboardData?.getData('text') ?? '';
        const lines = text.trim().split(/\s*\n\s*/);
        if (lines.length < 2) return;
        event.preventDefault();
        write(at, control, lines);
      };
      return html`<td @paste=${paste}>
        ${textField({
          label: l10n.t('{0} of {1}', controlNames()[control], listed.label),
          placeholder: '–',
          value: value === undefined ? '' : String(value),
          onChange: (text) => write(at, control, [text]),
          when: 'change',
          invalid: invalid.has(`${sweepKey(listed)} ${control}`),
        })}
      </td>`;
    };
    const column = (text: string): TemplateResult => html`<th scope="col">${text}</th>`;
    const row = (listed: ListedRun, i: number): TemplateResult =>
      html`<tr class=${i === chosen ? 'sweep-chosen-row' : ''}>
        <th scope="row" title=${listed.label}>${listed.label}</th>
        <td>${textOf(outcomeOf(listed, choices.outcome))}</td>
        ${controls.map((control) => cell(listed, i, control))}
        <td class="sweep-place">${placeOf(content, i)}</td>
      </tr>`;
    return html`<div
      class="sweep-scroller"
      tabindex="0"
      role="region"
      aria-label=${l10n.t('The runs')}
    >
      <table class="sweep-table number">
        <thead>
          <tr>
            ${column(l10n.t('Run'))}${column(outcomeNames()[choices.outcome])}
            ${controls.map((control) => column(controlNames()[control]))}
            ${column(l10n.t('Position (α, β)'))}
          </tr>
        </thead>
        <tbody>
          ${repeat(runs, (listed, i) => `${sweepKey(listed)} ${i}`, row)}
        </tbody>
      </table>
    </div>`;
  };
}

function placeOf({ reading }: SweepTableContent, run: number): string {
  if (reading.kind !== 'fitted') return '';
  const at = reading.used.indexOf(run);
  if (at < 0) return l10n.t('not part of the fit');
  const place = reading.places[at];
  return `${numberText(place.alpha, 3)}, ${numberText(place.beta, 3)} · ${placeText(place)}`;
}

/** Parses a number; undefined for an empty text, NaN for an invalid one. */
function numberIn(text: string): number | undefined {
  const plain = text.trim().replace('−', '-');
  if (plain === '' || plain === '–') return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : NaN;
}

function textOf(value: number | undefined): string {
  return value === undefined ? '–' : numberText(value, 4);
}
