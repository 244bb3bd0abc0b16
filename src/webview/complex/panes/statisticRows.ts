import type { Facts } from '../../../core/analysis/facts.ts';
import { numberText } from '../../../core/numberText.ts';
import type { RegionKind } from '../../../core/picture/regionKinds.ts';
import type { FromView } from '../../../protocol/preview.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Spot } from '../state.ts';

export interface StatisticsActions {
  readonly send: (message: FromView) => void;
  readonly select: (spot: Spot) => void;
  readonly close: () => void;
}

/** What the statistics are about, and what can be done from there. */
export interface About extends StatisticsActions {
  readonly drawing: Drawing;
  readonly facts: Facts;
  /** Of which kind the regions are that the picture shows. */
  readonly shown: RegionKind;
}

/** Longer lists are cut here; the analysis as Markdown has them whole. */
const longestList = 8;

/** A point that leads to its region. */
export function place(
  { drawing: { picture }, select }: About,
  { x, y, cell }: Pick<Spot, 'x' | 'y' | 'cell'>,
): HTMLElement {
  const at = picture.graph
    ? `${picture.inputNames[0]} = ${numberText(x, 3)}`
    : `(${numberText(x, 3)}, ${numberText(y, 3)})`;
  return link(l10n.t('at {0}', at), () => select({ cell, x, y, edge: -1 }));
}

/** A row of many things, when there are any. */
export function list(name: string, all: readonly (readonly (Node | string)[])[]): Node[] {
  if (all.length === 0) return [];
  const [first, ...others] = all
    .slice(0, longestList)
    .map((parts) => element('span', {}, ...parts));
  const left = all.length - 1 - others.length;
  return row(name, first, ...others, left > 0 ? l10n.t('and {0} more', count(left)) : undefined);
}

export function section(title: string, ...content: Node[]): HTMLElement {
  return element('section', { class: 'statistic' }, element('h3', {}, title), ...content);
}

/** A name and its value; what follows the value explains it. */
export function row(
  name: string,
  value: string | HTMLElement,
  ...more: (string | HTMLElement | undefined)[]
): Node[] {
  const first = typeof value === 'string' ? element('span', { class: 'number' }, value) : value;
  const rest = more.map((part) =>
    typeof part === 'string' ? element('span', { class: 'muted' }, part) : part,
  );
  return [element('dt', {}, name), element('dd', {}, first, ...rest)];
}

export function link(text: string, onClick: () => void): HTMLElement {
  const title = l10n.t('Select the region');
  const button = element('button', { class: 'spot number', type: 'button', title }, text);
  button.addEventListener('click', onClick);
  return button;
}

/** What overflowed reaches the view as null: messages are JSON, which has no word for it. */
export function value(x: number): string {
  return Number.isFinite(x) ? numberText(x) : l10n.t('too large for doubles');
}

export function count(n: number): string {
  return n < 1e9 ? n.toLocaleString('en') : numberText(n, 3);
}

export function percent(part: number, whole: number): string {
  return `${numberText((100 * part) / whole, 2)} %`;
}
