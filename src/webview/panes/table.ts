import { cellPattern } from '../../core/complex/describe.ts';
import { pieceInPattern } from '../../core/network/affine.ts';
import { numberText } from '../../core/picture/formula.ts';
import { heightName } from '../../core/picture/heightName.ts';
import {
  orderRegions,
  regionTable,
  type RegionKey,
  type RegionOrder,
  type RegionTable,
} from '../../core/picture/regionTable.ts';
import type { Height } from '../../core/picture/sheet.ts';
import type { Picture } from '../../protocol/view.ts';
import type { Drawing } from '../drawing.ts';
import { element, setAttributes } from '../element.ts';
import { icon } from '../icons.ts';
import type { Pane } from '../state.ts';
import { iconButton } from '../toolkit.ts';
import { layersWithFolds } from './legend.ts';

/** Rows on a page: as many as a browser lays out in a blink, however many regions there are. */
const pageLength = 100;

export interface TableActions {
  readonly order: (order: RegionOrder) => void;
  /** Points at a region without selecting it, or at none. */
  readonly point: (cell: number | undefined) => void;
  readonly select: (cell: number | undefined) => void;
  readonly close: () => void;
}

interface Column {
  /** What a click on its head orders by. */
  readonly key?: RegionKey;
  readonly name: string;
  readonly text: (cell: number) => string;
}

interface Shown {
  readonly picture: Picture;
  readonly height: Height;
  readonly order: RegionOrder;
}

/** The picture as a table: one row a region, the selection shared, pages where there are many. */
export function createTable(actions: TableActions): Pane {
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
  const back = iconButton(icon('back'), 'Previous page (Page Up)', () => turn(-1));
  const on = iconButton(icon('on'), 'Next page (Page Down)', () => turn(1));
  const node = element(
    'section',
    { class: 'table', id: 'table', 'aria-label': 'Regions' },
    element(
      'div',
      { class: 'panel-head' },
      element('h2', {}, 'Regions'),
      range,
      back,
      on,
      iconButton(icon('close'), 'Close (t)', actions.close),
    ),
    scroller,
  );

  let rows: RegionTable | undefined;
  let columns: readonly Column[] = [];
  let cells: Uint32Array = new Uint32Array(0);
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
    range.textContent =
      pages() === 1
        ? count(cells.length)
        : `${count(first + 1)} to ${count(first + listed.length)} of ${count(cells.length)}`;
    markRows();
    if (focused) body.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
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
    update: ({ choices: { tableOpen, tableOrder }, pinned: spot, hovered: near }, drawing) => {
      node.hidden = !tableOpen || !drawing;
      if (!drawing || node.hidden) return;
      const { picture, height } = drawing;
      const before = shown;
      shown = { picture, height, order: tableOrder };
      const selectedAnew = spot !== undefined && spot.cell !== pinned;
      pinned = spot?.cell ?? -1;
      hovered = near?.cell ?? -1;
      const sameRows = before?.picture === picture && before.height === height;
      const sameOrder = before?.order === tableOrder;
      if (!rows || !sameRows) {
        rows = regionTable(picture.complex, height);
        columns = columnsOf(drawing, rows);
        caption.textContent = `The regions of ${picture.title}; the height is ${heightName(picture.outputNames, height)}`;
      }
      if (!sameRows || !sameOrder) {
        cells = orderRegions(rows, tableOrder);
        showHead(tableOrder);
        // An edit leaves the page where it is, another order begins at its beginning.
        showPage(sameOrder ? page : 0);
      } else markRows();
      if (pinned >= 0 && (selectedAnew || !sameOrder)) reveal(pinned, false);
    },
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

function columnsOf(drawing: Drawing, rows: RegionTable): Column[] {
  const { picture, folds } = drawing;
  const { network, complex, graph } = picture;
  const layers = layersWithFolds(drawing);
  const pattern = (cell: number): string => {
    const words = cellPattern(complex, cell);
    const pieces = (layer: number): string =>
      Array.from({ length: network.layers[layer].units }, (_, i) =>
        pieceInPattern(folds, words, layer, i),
      ).join('');
    return layers.map(pieces).join(' ');
  };
  const slopes: Column[] = graph
    ? [{ key: 'slopeX', name: 'Slope', text: (cell) => numberText(rows.slopeX[cell]) }]
    : [
        {
          name: 'Gradient',
          text: (cell) =>
            `(${numberText(rows.slopeX[cell], 3)}, ${numberText(rows.slopeY[cell], 3)})`,
        },
        { key: 'gradient', name: 'Its norm', text: (cell) => numberText(rows.gradient[cell]) },
      ];
  return [
    { key: 'region', name: 'Region', text: (cell) => count(cell + 1) },
    {
      key: 'area',
      name: graph ? 'Length' : 'Area',
      text: (cell) => numberText(rows.area[cell]),
    },
    ...slopes,
    { key: 'height', name: 'Height at centre', text: (cell) => numberText(rows.height[cell]) },
    { key: 'pattern', name: 'Pattern', text: pattern },
  ];
}

function count(n: number): string {
  return n.toLocaleString('en');
}
