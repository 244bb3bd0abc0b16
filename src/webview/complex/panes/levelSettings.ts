import { html, type TemplateResult } from 'lit-html';
import { levelsFrom } from '../../../core/picture/levels.ts';
import { dropdown, textField } from '../../kit/controls.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Drawable, Drawing } from '../../viewport/drawing.ts';
import type { Choices } from '../../viewport/choices.ts';

/** Levels that the list names; any others are written in a field. */
const named = ['', 'round', '0'] as const;

/** Rows of the settings that choose contour lines. A graph has none. */
export function levelRows(
  { levels }: Choices,
  { picture, extent }: Drawing<Drawable>,
  choose: (change: Pick<Choices, 'levels'>) => void,
): TemplateResult[] {
  if (picture.graph) return [];
  const isNamed = named.some((name) => name === levels);
  const suggestion = levelsFrom('round', extent.lo, extent.hi)?.map(short).join(', ') || '0.5';
  const kind = dropdown({
    label: l10n.t('Contour lines'),
    choices: [
      { value: '', label: l10n.t('None') },
      { value: 'round', label: l10n.t('At round numbers') },
      { value: '0', label: l10n.t('At zero') },
      { value: 'chosen', label: l10n.t('At chosen values') },
    ],
    value: isNamed ? levels : 'chosen',
    onChange: (value) => choose({ levels: value === 'chosen' ? suggestion : value }),
  });
  const rows = [row(l10n.t('Contours'), kind)];
  if (!isNamed) rows.push(chosenLevels(levels, levelsFrom(levels, extent.lo, extent.hi), choose));
  return rows;
}

function chosenLevels(
  text: string,
  levels: readonly number[] | undefined,
  choose: (change: Pick<Choices, 'levels'>) => void,
): TemplateResult {
  const field = textField({
    label: l10n.t('Contour values'),
    placeholder: l10n.t('0, 0.5 or every 0.25'),
    value: text,
    onChange: (value) => choose({ levels: value }),
    when: 'change',
    invalid: levels === undefined,
    describedBy: 'levels-help',
  });
  return html`${row('', field)}
    <p class="row-help" id="levels-help" role="status" ?hidden=${levels !== undefined}>
      ${l10n.t('Enter numbers such as “0, 0.5”, or “every 0.25”; at most 100 values.')}
    </p>`;
}

/** A row of the settings. */
export function row(label: string, control: TemplateResult): TemplateResult {
  return html`<div class="row"><span class="row-label">${label}</span>${control}</div>`;
}

function short(level: number): string {
  return String(Number(level.toPrecision(6)));
}
