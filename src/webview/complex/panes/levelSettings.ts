import { levelsFrom } from '../../../core/picture/levels.ts';
import type { Choices } from '../choices.ts';
import type { Drawable, Drawing } from '../../viewport/drawing.ts';
import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { dropdown, textField } from '../../kit/toolkit.ts';

/** Level lines that have a name of their own; any other text is written by the user. */
const named = ['', 'round', '0'] as const;

/** The controls for level lines, as rows for a panel of settings. */
export function createLevelSettings(
  choose: (change: Pick<Choices, 'levels'>) => void,
  row: (label: string, control: HTMLElement) => HTMLElement,
) {
  let suggestion = '0';
  const kind = dropdown(l10n.t('Level lines'), (value) =>
    choose({ levels: value === 'chosen' ? suggestion : value }),
  );
  const text = textField(l10n.t('Levels'), l10n.t('0, 0.5 or every 0.25'), (levels) =>
    choose({ levels }),
  );
  const help = element(
    'p',
    { class: 'row-help', id: 'levels-help', role: 'status' },
    l10n.t('Write numbers such as “0, 0.5”, or “every 0.25”; at most a hundred levels.'),
  );
  text.node.setAttribute('aria-describedby', help.id);
  const kindRow = row(l10n.t('Levels'), kind.node);
  const textRow = row('', text.node);
  return {
    nodes: [kindRow, textRow, help],
    update: ({ levels }: Choices, { picture, extent }: Drawing<Drawable>): void => {
      const isNamed = named.some((name) => name === levels);
      const isMeant = levelsFrom(levels, extent.lo, extent.hi) !== undefined;
      suggestion = levelsFrom('round', extent.lo, extent.hi)?.map(short).join(', ') || '0.5';
      kind.set(
        [
          { value: '', label: l10n.t('No lines') },
          { value: 'round', label: l10n.t('At round numbers') },
          { value: '0', label: l10n.t('At zero') },
          { value: 'chosen', label: l10n.t('At chosen levels') },
        ],
        isNamed ? levels : 'chosen',
      );
      text.set(levels);
      text.node.setAttribute('aria-invalid', String(!isMeant));
      kindRow.hidden = picture.graph;
      textRow.hidden = picture.graph || isNamed;
      help.hidden = textRow.hidden || isMeant;
    },
  };
}

function short(level: number): string {
  return String(Number(level.toPrecision(6)));
}
