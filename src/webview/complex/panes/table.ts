import { html, render, type TemplateResult } from 'lit-html';
import { classMap } from 'lit-html/directives/class-map.js';
import { filterRegionsInSteps } from '../../../core/picture/regionFilter.ts';
import type { RegionKind } from '../../../core/picture/regionKinds.ts';
import {
  orderRegionsInSteps,
  regionTableInSteps,
  type RegionOrder,
  type RegionTable,
} from '../../../core/picture/regionTable.ts';
import type { Height } from '../../../core/height.ts';
import type { Picture } from '../../../protocol/preview.ts';
import { iconButton, textField } from '../../kit/controls.ts';
import { grouped } from '../../kit/counts.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo, memoInSteps, reuseEqual } from '../../kit/memo.ts';
import { timeSliced } from '../../kit/timeSliced.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { heightLabel } from '../../viewport/names.ts';
import type { Pane } from '../state.ts';
import { type Column, columnsOf } from './tableColumns.ts';

/** Rows per page: as many as a browser lays out without a delay, however many regions there are. */
const pageLength = 100;

export interface TableActions {
  readonly order: (order: RegionOrder) => void;
  readonly filter: (filter: string) => void;
  /** Points at a region without selecting it, or at none. */
  readonly point: (cell: number | undefined) => void;
  readonly select: (cell: number | undefined) => void;
  readonly close: () => void;
}

/** What the table lists. */
interface Listing {
  readonly picture: Picture;
  readonly height: Height;
  readonly order: RegionOrder;
  readonly filter: string;
  readonly regions: RegionKind;
  readonly columns: readonly Column[];
  /** The rows; undefined until the table of a large complex has been computed. */
  readonly found: Found | undefined;
}

/** The rows of a listing. */
interface Found {
  readonly rows: RegionTable;
  /** A cell of every region that matches, in order. */
  readonly cells: Uint32Array;
  /** Words of the filter that mean nothing. */
  readonly unknown: readonly string[];
}

const noCells = new Uint32Array(0);

export interface TablePane extends Pane {
  /** Gives the focus to the filter. */
  focusFilter(): void;
}

/** The regions as a table: one row each, in pages, with the selection of the picture. */
export function createTable(actions: TableActions): TablePane {
  const node = elementOf(html`<section class="table" id="table"></section>`);
  let listing: Listing | undefined;
  let page = 0;
  /** Cells of the regions that are pinned and hovered, or −1. */
  let pinned = -1;
  let hovered = -1;
  /** Cell of the row that Tab leads to. */
  let current = -1;
  /** Whether the rows are those of an earlier picture, until those of this one are known. */
  let stale = false;
  let chosen: TableChoices | undefined;
  let shown: Parameters<TablePane['update']> | undefined;
  const textsOf = memo((columns: readonly Column[], found: Found | undefined, page: number) =>
    Array.from(found ? pageOf(found.cells, page) : [], (cell) =>
      columns.map(({ text }) => (found ? text(found.rows, cell) : '')),
    ),
  );
  const rowsIn = memoInSteps(regionTableInSteps);
  const foundIn = timeSliced(
    function* (
      { complex, network }: Picture,
      folds: Drawing['folds'],
      height: Height,
      { tableOrder, tableFilter, regions }: TableChoices,
    ): Generator<undefined, Found> {
      const rows = yield* rowsIn(complex, height, regions);
      const matches = yield* filterRegionsInSteps({ network, folds, table: rows }, tableFilter);
      const cells = yield* orderRegionsInSteps(rows, tableOrder, matches.rows);
      return { rows, cells, unknown: matches.unknown };
    },
    () => shown && pane.update(...shown),
  );
  const choicesOf = reuseEqual<TableChoices>();

  const show = (wanted = page): void => {
    if (!listing || !chosen) return;
    const { columns, found } = listing;
    const cells = found?.cells ?? noCells;
    page = Math.min(pageCount(cells) - 1, Math.max(0, wanted));
    const listed = pageOf(cells, page);
    if (!listed.includes(current)) current = listed.includes(pinned) ? pinned : listed[0];
    const hadFocus = node.querySelector('tbody')?.contains(document.activeElement) === true;
    const rows = textsOf(columns, found, page).map((texts, i) => rowAt(listed[i], texts, i));
    render(table(listing, chosen, rows), node);
    const stop = tabStop();
    if (hadFocus && stop !== document.activeElement) stop?.focus();
  };
  const tabStop = (): HTMLElement | null => node.querySelector('tbody [tabindex="0"]');

  const table = (
    listing: Listing,
    { tableOrder: order, tableFilter: filter }: TableChoices,
    rows: readonly TemplateResult[],
  ): TemplateResult => {
    const { columns, found } = listing;
    const { cells = noCells, unknown = [] } = found ?? {};
    const pages = pageCount(cells);
    const turn = (by: number): void => {
      show(page + by);
      node.querySelector('.table-scroller')?.scrollTo(0, 0);
    };
    return html`<div class="panel-head">
        <h2>${titleOf(listing)}</h2>
        ${textField({
          label: l10n.t('Filter'),
          placeholder: l10n.t('Filter: 01?, 1:3, area>0.1'),
          value: filter,
          onChange: actions.filter,
          when: 'input',
          invalid: unknown.length > 0,
          describedBy: 'table-help',
        })}
        <span class="muted number" role="status">${rangeText(listing, page)}</span>
        ${iconButton({
          icon: 'back',
          label: l10n.t('Previous page (Page Up)'),
          onClick: () => turn(-1),
          disabled: page === 0,
          hidden: pages === 1,
        })}
        ${iconButton({
          icon: 'on',
          label: l10n.t('Next page (Page Down)'),
          onClick: () => turn(1),
          disabled: page === pages - 1,
          hidden: pages === 1,
        })}
        ${iconButton({ icon: 'close', label: l10n.t('Close'), command: 'table', onClick: actions.close })}
      </div>
      <p class="table-help" id="table-help">${filterHelp()}</p>
      <div class="table-scroller">
        <table class="regions" aria-rowcount=${cells.length + 1}>
          <caption class="sr-only">
            ${captionOf(listing)}
          </caption>
          <thead>
            <tr>
              ${columns.map((column) => headOf(column, order, actions.order))}
            </tr>
          </thead>
          <tbody
            @click=${select}
            @mouseover=${(event: Event) => actions.point(cellOf(event))}
            @mouseleave=${() => actions.point(undefined)}
            @focusin=${(event: Event) => actions.point(cellOf(event))}
            @keydown=${walk}
          >
            ${rows}
          </tbody>
        </table>
      </div>`;
  };

  const rowAt = (cell: number, texts: readonly string[], index: number): TemplateResult => {
    const classes = classMap({ selected: cell === pinned, pointed: cell === hovered });
    return html`<tr class=${classes} aria-rowindex=${page * pageLength + index + 2}>
      <th scope="row">
        <button
          class="region-row"
          type="button"
          data-cell=${cell}
          aria-pressed=${cell === pinned}
          tabindex=${cell === current ? 0 : -1}
        >
          ${texts[0]}
        </button>
      </th>
      ${texts.slice(1, -1).map((text) => html`<td>${text}</td>`)}
      <td class="pattern-text" title=${texts[texts.length - 1]}>${texts[texts.length - 1]}</td>
    </tr>`;
  };

  const cellOf = (event: Event): number | undefined => (stale ? undefined : cellAt(event));

  const select = (event: Event): void => {
    const cell = cellOf(event);
    if (cell === undefined) return;
    current = cell;
    actions.select(cell === pinned ? undefined : cell);
  };

  const walk = (event: KeyboardEvent): void => {
    const cell = cellOf(event);
    const step = steps[event.key];
    const cells = listing?.found?.cells;
    if (!cells || cell === undefined || step === undefined) return;
    const next = Math.min(cells.length - 1, Math.max(0, cells.indexOf(cell) + step));
    reveal(cells[next]);
    event.preventDefault();
  };

  /** Turns to the page of a row and scrolls to it. */
  const reveal = (cell: number): void => {
    const at = listing?.found?.cells.indexOf(cell) ?? -1;
    if (at < 0) return;
    current = cell;
    show(Math.floor(at / pageLength));
    tabStop()?.scrollIntoView({ block: 'nearest' });
  };

  node.addEventListener('keydown', (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.key === 'ArrowDown') tabStop()?.focus();
    else if (event.key === 'Escape' && chosen?.tableFilter) actions.filter('');
    else return;
    event.preventDefault();
  });

  const pane: TablePane = {
    node,
    update: (state, drawing) => {
      shown = [state, drawing];
      const { choices, pinned: spot, hovered: near } = state;
      node.hidden = !choices.tableOpen || !drawing;
      // Before a coarse complex the rows of the last picture stay in view, but do nothing.
      node.inert = drawing?.picture.coarseness !== undefined;
      if (!drawing || node.hidden || node.inert) return;
      const { tableOrder, tableFilter, regions } = choices;
      chosen = choicesOf({ tableOrder, tableFilter, regions });
      const found = foundIn(drawing.picture, drawing.folds, drawing.height, chosen);
      const before = listing;
      node.setAttribute('aria-busy', String(!found));
      if (!found && before?.regions === regions) {
        stale = before.picture !== drawing.picture;
        show();
        return;
      }
      stale = false;
      listing = listingOf(drawing, chosen, found, before);
      node.setAttribute('aria-label', titleOf(listing));
      const row = spot && found ? found.rows.rowOf[spot.cell] : -1;
      const isNewlySelected = row >= 0 && row !== pinned;
      pinned = row;
      hovered = near && found ? found.rows.rowOf[near.cell] : -1;
      const sameOrder = before?.order === tableOrder;
      if (before && before.filter !== tableFilter) keepHeight(node, tableFilter, before.filter);
      // An edit keeps the page; another order or filter starts at the first one.
      show(sameOrder && before.filter === tableFilter ? page : 0);
      if (pinned >= 0 && (isNewlySelected || !sameOrder)) reveal(pinned);
    },
    focusFilter: () => node.querySelector('input')?.focus(),
  };
  return pane;
}

/** The listing of a picture; columns of the last one stay as they are. */
function listingOf(
  drawing: Drawing,
  { tableOrder: order, tableFilter: filter, regions }: TableChoices,
  found: Found | undefined,
  last: Listing | undefined,
): Listing {
  const { picture, height } = drawing;
  const sameRows = last?.picture === picture && last.height === height && last.regions === regions;
  if (sameRows && last.found === found) return last;
  const columns = sameRows ? last.columns : columnsOf(drawing, regions);
  return { picture, height, order, filter, regions, columns, found };
}

interface TableChoices {
  readonly tableOrder: RegionOrder;
  readonly tableFilter: string;
  readonly regions: RegionKind;
}

/** Keeps the height while a filter leaves fewer rows, so that the picture keeps its room. */
function keepHeight(node: HTMLElement, filter: string, before: string): void {
  const scroller = node.querySelector<HTMLElement>('.table-scroller');
  if (!scroller) return;
  if (filter === '') scroller.style.height = '';
  else if (before === '') scroller.style.height = `${scroller.offsetHeight}px`;
}

function pageCount(cells: Uint32Array): number {
  return Math.max(1, Math.ceil(cells.length / pageLength));
}

function pageOf(cells: Uint32Array, page: number): Uint32Array {
  return cells.subarray(page * pageLength, (page + 1) * pageLength);
}

function titleOf({ regions }: Listing): string {
  return regions === 'linear' ? l10n.t('Linear regions') : l10n.t('Regions');
}

function captionOf({ picture, height, regions }: Listing): string {
  const label = heightLabel(picture, height);
  return regions === 'linear'
    ? l10n.t('Linear regions of {0}; height: {1}', picture.title, label)
    : l10n.t('Regions of {0}; height: {1}', picture.title, label);
}

function filterHelp(): string {
  return l10n.t(
    'Filter by pattern (01?, where ? is any digit), by fold (1:3 is the fold of neuron 3 in layer 1), by the piece that a neuron is on (1:3=0), by value (area>0.1; also height, slope and norm), or by any number in the table.',
  );
}

/** How much of the table is listed; read out, as a filter changes it. */
function rangeText({ found }: Listing, page: number): string {
  if (!found) return l10n.t('Computing the table…');
  const { cells, rows, unknown } = found;
  if (unknown.length > 0) return l10n.t('Not recognized: {0}', unknown.join(' '));
  const first = page * pageLength;
  const [from, to, of] = [first + 1, first + pageOf(cells, page).length, cells.length].map(grouped);
  const isWhole = pageCount(cells) === 1;
  if (cells.length === rows.rowCount)
    return isWhole ? of : l10n.t('{0} to {1} of {2}', from, to, of);
  return isWhole
    ? l10n.t('{0} of {1} match', of, grouped(rows.rowCount))
    : l10n.t('{0} to {1} of {2} matches', from, to, of);
}

function headOf(
  { key, name }: Column,
  { by, descending }: RegionOrder,
  order: TableActions['order'],
): TemplateResult {
  if (!key) return html`<th scope="col">${name}</th>`;
  const isSorted = key === by;
  const sorted = isSorted ? (descending ? 'descending' : 'ascending') : 'none';
  const arrow = isSorted ? (descending ? ' ↓' : ' ↑') : '';
  const click = (): void => order({ by: key, descending: isSorted && !descending });
  return html`<th scope="col" aria-sort=${sorted} data-key=${key}>
    <button class="sorter" type="button" title=${name} @click=${click}>
      ${name}<span class="arrow" aria-hidden="true">${arrow}</span>
    </button>
  </th>`;
}

/** Rows to go by key. */
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
