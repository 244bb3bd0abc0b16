import { html, render, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { elementOf } from './elementOf.ts';

/** Height of a row in pixels. */
const rowHeight = 24;
/** Rows above and below the visible ones that exist already when they are scrolled to. */
const margin = 8;

export interface WindowedListParts<T> {
  readonly label: string;
  /** What a row shows. */
  readonly draw: (item: T) => TemplateResult;
  /** The same as text, for the tooltip of a row that is cut off. */
  readonly text: (item: T) => string;
  readonly choose: (item: T) => void;
}

/**
 * A list box of any length that has elements only for the visible rows. Keys move an active row; Enter,
 * Space or a click chooses one. Screen readers get its position among all rows.
 */
export interface WindowedList<T> {
  readonly node: HTMLElement;
  /** Shows other rows, from the first on. */
  readonly set: (items: readonly T[]) => void;
  /**
   * Marks the rows [from, to) as selected and scrolls to the first one; if there is none, to the row
   * before `from`. The active row follows unless it is one of them.
   */
  readonly mark: (from: number, to: number) => void;
}

let lists = 0;

/** An empty list. */
export function createWindowedList<T>({
  label,
  draw,
  text,
  choose,
}: WindowedListParts<T>): WindowedList<T> {
  const id = `list-${++lists}`;
  const node = elementOf(
    html`<div class="list" role="listbox" aria-label=${label} tabindex="0"></div>`,
  );
  let items: readonly T[] = [];
  let marked = { from: 0, to: 0 };
  let active = 0;

  const row = (index: number): TemplateResult => {
    const item = items[index];
    return html`<div
      class="list-row ${index === active ? 'active' : ''}"
      role="option"
      id="${id}-${index}"
      title=${guard([item], () => text(item))}
      aria-selected=${index >= marked.from && index < marked.to}
      aria-setsize=${items.length}
      aria-posinset=${index + 1}
      .style=${`top: ${index * rowHeight}px`}
      @click=${() => click(index)}
    >
      ${guard([item], () => draw(item))}
    </div>`;
  };
  const show = (): void => {
    const first = Math.max(0, Math.floor(node.scrollTop / rowHeight) - margin);
    const count = Math.ceil(node.clientHeight / rowHeight) + 2 * margin;
    const end = Math.min(items.length, first + count);
    const indices = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
    render(
      html`<div
        class="list-rows"
        role="presentation"
        .style=${`height: ${items.length * rowHeight}px`}
      >
        ${repeat(indices, (index) => index, row)}
      </div>`,
      node,
    );
    const isThere = active >= first && active < end;
    if (isThere) node.setAttribute('aria-activedescendant', `${id}-${active}`);
    else node.removeAttribute('aria-activedescendant');
  };
  const reveal = (): void => {
    const top = active * rowHeight;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + rowHeight > node.scrollTop + node.clientHeight)
      node.scrollTop = top + rowHeight - node.clientHeight;
    show();
  };
  const click = (index: number): void => {
    active = index;
    show();
    choose(items[index]);
  };

  new ResizeObserver(show).observe(node);
  node.addEventListener('scroll', show);
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
      node.scrollTop = 0;
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
