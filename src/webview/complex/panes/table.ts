import type { RegionKind } from '../../../core/picture/regionKinds.ts';
import { filterRegions } from '../../../core/picture/regionFilter.ts';
import {
  orderRegions,
  regionTable,
  type RegionOrder,
  type RegionTable,
} from '../../../core/picture/regionTable.ts';
import type { Picture } from '../../../protocol/preview.ts';
import { grouped } from '../../kit/counts.ts';
import { element, setAttributes } from '../../kit/element.ts';
import { icon } from '../../kit/icons.ts';
import type { Pane } from '../state.ts';
import { iconButton, textField } from '../../kit/toolkit.ts';
import { type Column, columnsOf } from './tableColumns.ts';
import { l10n } from '../../kit/l10n.ts';
import { heightLabel } from '../names.ts';
import type { Height } from '../../../core/height.ts';

/** Rows on a page: as many as a browser lays out in a blink, however many regions there are. */
const pageLength = 100;

export interface TableActions {
  readonly order: (order: RegionOrder) => void;
  readonly filter: (filter: string) => void;
  /** Points at a region without selecting it, or at none. */
  readonly point: (cell: number | undefined) => void;
  readonly select: (cell: number | undefined) => void;
  readonly close: () => void;
}

interface Shown {
  readonly picture: Picture;
  readonly height: Height;
  readonly order: RegionOrder;
  readonly filter: string;
  readonly regions: RegionKind;
}

export interface TablePane extends Pane {
  /** Gives the focus to the filter. */
  focusFilter(): void;
}

/** The picture as a table: one row a region of the kind shown, the selection shared, pages where there are many. */
export function createTable(actions: TableActions): TablePane {
  const head = element('tr');
  const body = element('tbody');
  const caption = element('caption', { class: 'sr-only' });
  const table = element('table', { class: 'regions' }, caption, element('thead', {}, head), body);
  const scroller = element('div', { class: 'table-scroller' }, table);
  const range = element('span', { class: 'muted number', role: 'status' });
  const turn = (by: number): void => {
    showPage(page + by);
    scroller.scrollTop = 0;
  };
  const back = iconButton(icon('back'), l10n.t('Previous page (Page Up)'), () => turn(-1));
  const on = iconButton(icon('on'), l10n.t('Next page (Page Down)'), () => turn(1));
  const title = element('h2', {}, l10n.t('Regions'));
  const filter = textField(
    l10n.t('Filter'),
    l10n.t('Filter: 01?, 1:3, area>0.1'),
    actions.filter,
    'input',
  );
  const help = element(
    'p',
    { class: 'table-help', id: 'table-help' },
    l10n.t(
      'A pattern such as 01? (? for any); 1:3 for the fold of neuron 3 of layer 1, 1:3=0 for its piece; area>0.1, or height, slope, norm; any number that is shown.',
    ),
  );
  setAttributes(filter.node, { 'aria-describedby': help.id });
  const node = element(
    'section',
    { class: 'table', id: 'table', 'aria-label': l10n.t('Regions') },
    element(
      'div',
      { class: 'panel-head' },
      title,
      filter.node,
      range,
      back,
      on,
      iconButton(icon('close'), l10n.t('Close (t)'), actions.close),
    ),
    help,
    scroller,
  );

  let rows: RegionTable | undefined;
  let columns: readonly Column[] = [];
  let cells: Uint32Array = new Uint32Array(0);
  /** Words of the filter that mean nothing. */
  let unknown: readonly string[] = [];
  let page = 0;
  let shown: Shown | undefined;
  let pinned = -1;
  let hovered = -1;
  /** The row that Tab leads to. */
  let current = -1;

  const pages = (): number => Math.max(1, Math.ceil(cells.length / pageLength));

  function showPage(wanted: number): void {
    page = Math.min(pages() - 1, Math.max(0, wanted));
    const first = page * pageLength;
    const listed = cells.subarray(first, first + pageLength);
    const focused = body.contains(document.activeElement);
    if (!listed.includes(current)) current = listed.includes(pinned) ? pinned : listed[0];
    body.replaceChildren(...Array.from(listed, (cell, i) => rowOf(cell, first + i)));
    setAttributes(table, { 'aria-rowcount': cells.length + 1 });
    setAttributes(back, { disabled: page === 0 });
    setAttributes(on, { disabled: page === pages() - 1 });
    back.hidden = on.hidden = pages() === 1;
    range.textContent = rangeText(first, listed.length);
    markRows();
    if (focused) body.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  /** How much of the table is listed; read out, as a filter changes it. */
  function rangeText(first: number, listed: number): string {
    if (unknown.length > 0) return l10n.t('Not understood: {0}', unknown.join(' '));
    const all = rows?.rowCount ?? 0;
    const [from, to, of] = [first + 1, first + listed, cells.length].map(grouped);
    if (cells.length === all) return pages() === 1 ? of : l10n.t('{0} to {1} of {2}', from, to, of);
    return pages() === 1
      ? l10n.t('{0} of {1} match', of, grouped(all))
      : l10n.t('{0} to {1} of {2} that match', from, to, of);
  }

  function rowOf(cell: number, index: number): HTMLElement {
    const button = element(
      'button',
      { class: 'region-row', type: 'button', 'data-cell': cell, 'data-at': index },
      columns[0].text(cell),
    );
    return element(
      'tr',
      { 'aria-rowindex': index + 2 },
      element('th', { scope: 'row' }, button),
      ...columns.slice(1).map((column) => {
        const text = column.text(cell);
        return column.key === 'pattern'
          ? element('td', { class: 'pattern-text', title: text }, text)
          : element('td', {}, text);
      }),
    );
  }

  function markRows(): void {
    for (const button of body.querySelectorAll<HTMLElement>('.region-row')) {
      const cell = Number(button.dataset.cell);
      setAttributes(button, {
        'aria-pressed': String(cell === pinned),
        tabindex: cell === current ? 0 : -1,
      });
      const row = button.closest('tr');
      row?.classList.toggle('selected', cell === pinned);
      row?.classList.toggle('pointed', cell === hovered);
    }
  }

  /** Turns to the page of a row and brings it into sight. */
  function reveal(cell: number, focus: boolean): void {
    const at = cells.indexOf(cell);
    if (at < 0) return;
    current = cell;
    if (Math.floor(at / pageLength) !== page) showPage(Math.floor(at / pageLength));
    else markRows();
    const button = body.querySelector<HTMLElement>(`[data-cell="${cell}"]`);
    button?.scrollIntoView({ block: 'nearest' });
    if (focus) button?.focus();
  }

  function showHead({ by, descending }: RegionOrder): void {
    const focused = document.activeElement?.closest('th')?.dataset.key;
    head.replaceChildren(
      ...columns.map(({ key, name }) => {
        if (!key) return element('th', { scope: 'col' }, name);
        const sorted = key === by ? (descending ? 'descending' : 'ascending') : 'none';
        const arrow = key === by ? (descending ? ' ↓' : ' ↑') : '';
        const button = element(
          'button',
          { class: 'sorter', type: 'button' },
          name,
          element('span', { class: 'arrow', 'aria-hidden': 'true' }, arrow),
        );
        button.addEventListener('click', () =>
          actions.order({ by: key, descending: key === by && !descending }),
        );
        return element('th', { scope: 'col', 'aria-sort': sorted, 'data-key': key }, button);
      }),
    );
    head.querySelector<HTMLElement>(`[data-key="${focused}"] button`)?.focus();
  }

  filter.node.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') body.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    else if (event.key === 'Escape' && shown?.filter) actions.filter('');
    else return;
    event.preventDefault();
  });
  body.addEventListener('click', (event) => {
    const cell = cellAt(event);
    if (cell === undefined) return;
    current = cell;
    actions.select(cell === pinned ? undefined : cell);
  });
  body.addEventListener('mouseover', (event) => actions.point(cellAt(event)));
  body.addEventListener('mouseleave', () => actions.point(undefined));
  body.addEventListener('focusin', (event) => actions.point(cellAt(event)));
  body.addEventListener('keydown', (event) => {
    const cell = cellAt(event);
    const step = steps[event.key];
    if (cell === undefined || step === undefined) return;
    const at = cells.indexOf(cell);
    const next = Math.min(cells.length - 1, Math.max(0, at + step));
    reveal(cells[next], true);
    event.preventDefault();
  });

  return {
    node,
    update: ({ choices, pinned: spot, hovered: near }, drawing) => {
      const { tableOpen, tableOrder, tableFilter, regions } = choices;
      node.hidden = !tableOpen || !drawing;
      // The rows of the picture before a sketch stay in sight, but lead nowhere.
      node.inert = drawing?.picture.sketch !== undefined;
      if (!drawing || node.hidden || node.inert) return;
      const { picture, height } = drawing;
      const before = shown;
      shown = { picture, height, order: tableOrder, filter: tableFilter, regions };
      const sameRows =
        before?.picture === picture && before.height === height && before.regions === regions;
      const sameOrder = before?.order === tableOrder;
      const sameFilter = before?.filter === tableFilter;
      filter.set(tableFilter);
      if (!rows || !sameRows) {
        rows = regionTable(picture.complex, height, regions);
        columns = columnsOf(drawing, rows);
        const [name, words] =
          regions === 'linear'
            ? [
                l10n.t('Linear regions'),
                l10n.t(
                  'The linear regions of {0}; the height is {1}',
                  picture.title,
                  heightLabel(picture, height),
                ),
              ]
            : [
                l10n.t('Regions'),
                l10n.t(
                  'The regions of {0}; the height is {1}',
                  picture.title,
                  heightLabel(picture, height),
                ),
              ];
        title.textContent = name;
        node.setAttribute('aria-label', name);
        caption.textContent = words;
      }
      const row = spot ? rows.rowOf[spot.cell] : -1;
      const selectedAnew = row >= 0 && row !== pinned;
      pinned = row;
      hovered = near ? rows.rowOf[near.cell] : -1;
      if (!sameRows || !sameOrder || !sameFilter) {
        // A filter that leaves few rows leaves the table its height, and the picture its room.
        if (tableFilter === '') scroller.style.height = '';
        else if (before?.filter === '') scroller.style.height = `${scroller.offsetHeight}px`;
        const { network } = picture;
        const matches = filterRegions({ network, folds: drawing.folds, table: rows }, tableFilter);
        unknown = matches.unknown;
        cells = orderRegions(rows, tableOrder).filter((cell) => matches.rows[cell] === 1);
        setAttributes(filter.node, { 'aria-invalid': String(unknown.length > 0) });
        if (!sameRows || !sameOrder) showHead(tableOrder);
        // An edit leaves the page where it is, another order or filter begins at its beginning.
        showPage(sameOrder && sameFilter ? page : 0);
      } else markRows();
      if (pinned >= 0 && (selectedAnew || !sameOrder)) reveal(pinned, false);
    },
    focusFilter: () => filter.node.focus(),
  };
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: pageLength,
  PageUp: -pageLength,
  Home: -Infinity,
  End: Infinity,
};

function cellAt({ target }: Event): number | undefined {
  if (!(target instanceof Element)) return undefined;
  const cell = target.closest('tr')?.querySelector<HTMLElement>('.region-row')?.dataset.cell;
  return cell === undefined ? undefined : Number(cell);
}
