import { element, setAttributes } from './element.ts';

/** Height of a row in pixels. */
const rowHeight = 24;
/** Rows above and below those in sight that are there already when they are scrolled to. */
const margin = 8;

export interface WindowedListParts<T> {
  readonly label: string;
  /** What a row shows; its text is what is read out. */
  readonly draw: (item: T) => readonly HTMLElement[];
  readonly choose: (item: T) => void;
}

/**
 * A list box of any length that has elements only for the rows in sight. The keys move an active row,
 * Enter and Space choose it, as a click does; where it stands among all rows is told to screen readers.
 */
export interface WindowedList<T> {
  readonly node: HTMLElement;
  /** Shows other rows, from the first on. */
  readonly set: (items: readonly T[]) => void;
  /**
   * Marks the rows [from, to) as selected, and brings the first into sight; where there is none, the
   * row before `from`. The active row goes along unless it is one of them.
   */
  readonly mark: (from: number, to: number) => void;
}

let lists = 0;

/** An empty list. */
export function createWindowedList<T>({
  label,
  draw,
  choose,
}: WindowedListParts<T>): WindowedList<T> {
  const id = `list-${++lists}`;
  const body = element('div', { class: 'list-rows', role: 'presentation' });
  const node = element(
    'div',
    { class: 'list', role: 'listbox', 'aria-label': label, tabindex: 0 },
    body,
  );
  let items: readonly T[] = [];
  let marked = { from: 0, to: 0 };
  let active = 0;
  /** The rows that have an element, by number. */
  const rows = new Map<number, HTMLElement>();

  const clear = (): void => {
    rows.clear();
    body.replaceChildren();
  };
  const rowAt = (index: number): HTMLElement => {
    const row = element(
      'div',
      {
        class: 'list-row',
        role: 'option',
        id: `${id}-${index}`,
        'aria-setsize': items.length,
        'aria-posinset': index + 1,
        'data-index': index,
      },
      ...draw(items[index]),
    );
    row.title = row.innerText;
    row.style.top = `${index * rowHeight}px`;
    return row;
  };
  const show = (): void => {
    const first = Math.max(0, Math.floor(node.scrollTop / rowHeight) - margin);
    const inSight = Math.ceil(node.clientHeight / rowHeight) + 2 * margin;
    const end = Math.min(items.length, first + inSight);
    for (const [index, row] of rows)
      if (index < first || index >= end) {
        row.remove();
        rows.delete(index);
      }
    for (let index = first; index < end; index++) {
      let row = rows.get(index);
      if (!row) {
        rows.set(index, (row = rowAt(index)));
        body.append(row);
      }
      const isSelected = index >= marked.from && index < marked.to;
      setAttributes(row, { 'aria-selected': String(isSelected) });
      row.classList.toggle('active', index === active);
    }
    const isThere = rows.has(active);
    setAttributes(node, { 'aria-activedescendant': isThere ? `${id}-${active}` : undefined });
  };
  const reveal = (): void => {
    const top = active * rowHeight;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + rowHeight > node.scrollTop + node.clientHeight)
      node.scrollTop = top + rowHeight - node.clientHeight;
    show();
  };

  new ResizeObserver(show).observe(node);
  node.addEventListener('scroll', show);
  node.addEventListener('click', ({ target }) => {
    const row = (target as Element).closest<HTMLElement>('.list-row');
    if (!row) return;
    active = Number(row.dataset.index);
    show();
    choose(items[active]);
  });
  node.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || items.length === 0) return;
    if (event.key === 'Enter' || event.key === ' ') choose(items[active]);
    else {
      const page = Math.max(1, Math.floor(node.clientHeight / rowHeight) - 1);
      const step = stepOf(event.key, page);
      if (step === undefined) return;
      active = Math.min(items.length - 1, Math.max(0, active + step));
      reveal();
    }
    event.preventDefault();
  });

  return {
    node,
    set: (next) => {
      items = next;
      active = 0;
      marked = { from: 0, to: 0 };
      body.style.height = `${items.length * rowHeight}px`;
      node.scrollTop = 0;
      clear();
      show();
    },
    mark: (from, to) => {
      marked = { from, to };
      if (active < from || active >= to)
        active = Math.max(0, Math.min(items.length - 1, from < to ? from : from - 1));
      reveal();
    },
  };
}

function stepOf(key: string, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return undefined;
  }
}
