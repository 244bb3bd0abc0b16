import { rewriting } from '../text/quickFix.ts';
import type { Report } from '../text/report.ts';
import type { ListNode, SourceNode } from '../text/source.ts';

type NumberNode = Extract<SourceNode, { kind: 'number' }>;

/** Two items of a list that were one number with a decimal comma. */
interface Pair {
  readonly whole: NumberNode;
  readonly decimals: NumberNode;
}

/**
 * The number of items of a list without decimal commas: [0,5, 1] are two numbers. Only where some commas of the list are
 * followed by a blank and others are not can this be seen.
 */
export function lengthWithoutCommas({ items }: ListNode): number {
  return items.length - pairsIn(items).length;
}

/**
 * Reports the first decimal comma, and returns true, if the lists have the expected length only without decimal
 * commas.
 */
export function reportDecimalComma(
  lists: readonly ListNode[],
  expected: number,
  report: Report,
  where: string,
): boolean {
  const isMeant = lists.every((list) => lengthWithoutCommas(list) === expected);
  const list = lists.find(({ items }) => items.length !== expected);
  if (!isMeant || !list) return false;
  const [pair] = pairsIn(list.items);
  const comma = { start: pair.whole.range.end, end: pair.decimals.range.start };
  const range = { start: pair.whole.range.start, end: pair.decimals.range.end };
  const commas = lists.flatMap(({ items }) =>
    pairsIn(items).map(({ whole, decimals }) => ({
      range: { start: whole.range.end, end: decimals.range.start },
      text: '.',
    })),
  );
  report.error(
    'decimal-comma',
    range,
    `${digits(pair.whole)},${digits(pair.decimals)} in ${where} has a decimal comma; write ${digits(pair.whole)}.${digits(pair.decimals)}`,
    [],
    [
      rewriting('Change to a decimal point', { range: comma, text: '.' }),
      ...(commas.length > 1 ? [rewriting(`Change all decimal commas of ${where}`, ...commas)] : []),
    ],
  );
  return true;
}

function pairsIn(items: readonly SourceNode[]): readonly Pair[] {
  const isTight = items.map((item, i) => i > 0 && item.range.start === items[i - 1].range.end + 1);
  if (!isTight.includes(true) || !isTight.slice(1).includes(false)) return [];
  const pairs: Pair[] = [];
  for (let i = 1; i < items.length; i++) {
    const [whole, decimals] = [items[i - 1], items[i]];
    if (!isTight[i] || whole.kind !== 'number' || decimals.kind !== 'number') continue;
    if (!isDigits(decimals)) continue;
    pairs.push({ whole, decimals });
    i++;
  }
  return pairs;
}

/** Whether a number can be the decimals of another: digits without a sign, a point or an exponent. */
function isDigits(node: NumberNode): boolean {
  return Number.isInteger(node.value) && node.value >= 0 && /^\d+$/.test(digits(node));
}

/** The number with the leading zeros that its place in the text has room for. */
function digits({ value, range }: NumberNode): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + String(Math.abs(value)).padStart(range.end - range.start - sign.length, '0');
}
