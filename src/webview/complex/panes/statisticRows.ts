import { html, nothing, type TemplateResult } from 'lit-html';
import type { Facts } from '../../../core/analysis/facts.ts';
import { numberText } from '../../../core/numberText.ts';
import type { RegionKind } from '../../../core/picture/regionKinds.ts';
import type { FromView } from '../../../protocol/preview.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import type { Spot } from '../../viewport/picking.ts';

export interface StatisticsActions {
  readonly send: (message: FromView) => void;
  readonly select: (spot: Spot) => void;
  readonly close: () => void;
}

/** What the statistics are about, and what can be done from there. */
export interface About extends StatisticsActions {
  readonly drawing: Drawing;
  readonly facts: Facts;
  /** The kind of regions that the picture shows. */
  readonly shown: RegionKind;
}

/** Longer lists are cut here; the exported analysis has them in full. */
const longestList = 8;

/** A point that leads to its region. */
export function place(
  { drawing: { picture }, select }: About,
  { x, y, cell }: Pick<Spot, 'x' | 'y' | 'cell'>,
): TemplateResult {
  const at = picture.graph
    ? `${picture.inputNames[0]} = ${numberText(x, 3)}`
    : `(${numberText(x, 3)}, ${numberText(y, 3)})`;
  return regionLink(l10n.t('at {0}', at), () => select({ cell, x, y, edge: -1 }));
}

/** A row of many values, if there are any. */
export function list(
  name: string,
  all: readonly (string | TemplateResult)[],
): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  const [first, ...others] = all.slice(0, longestList).map((item) => html`<span>${item}</span>`);
  const left = all.length - 1 - others.length;
  return row(name, first, ...others, ...(left > 0 ? [l10n.t('and {0} more', count(left))] : []));
}

export function section(title: string, content: unknown): TemplateResult {
  return html`<section class="statistic">
    <h3>${title}</h3>
    ${content}
  </section>`;
}

/** Rows of names and values. */
export function numbers(rows: readonly unknown[]): TemplateResult {
  return html`<dl class="numbers">${rows}</dl>`;
}

/** A name and its value; what follows the value explains it. */
export function row(
  name: string,
  value: string | TemplateResult,
  ...more: readonly (string | TemplateResult)[]
): TemplateResult {
  const first = typeof value === 'string' ? html`<span class="number">${value}</span>` : value;
  const rest = more.map((part) =>
    typeof part === 'string' ? html`<span class="muted">${part}</span>` : part,
  );
  return html`<dt>${name}</dt>
    <dd>${first}${rest}</dd>`;
}

/** A text that selects a region. */
export function regionLink(text: string, onClick: () => void): TemplateResult {
  const title = l10n.t('Select the region');
  return html`<button class="spot number" type="button" title=${title} @click=${onClick}>
    ${text}
  </button>`;
}

/** Values that overflowed arrive as null, because messages are JSON, which has no infinity. */
export function value(x: number): string {
  return Number.isFinite(x) ? numberText(x) : l10n.t('too large for double precision');
}

export function count(n: number): string {
  return n < 1e9 ? n.toLocaleString('en') : numberText(n, 3);
}

export function percent(part: number, whole: number): string {
  return `${numberText((100 * part) / whole, 2)} %`;
}
