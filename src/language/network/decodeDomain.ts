import { orient2d } from 'robust-predicates';
import { box, type Domain } from '../../core/complex/domain.ts';
import { count, fieldsFrom, listFrom, numberFrom, required, lowered } from '../text/decode.ts';
import { replacing, resizing, type Fix } from '../text/quickFix.ts';
import { inline } from '../text/inline.ts';
import { maxCoordinate, maxCorners } from '../text/limits.ts';
import type { TextRange } from '../text/problem.ts';
import type { Report } from '../text/report.ts';
import type { ListNode, ObjectNode, SourceNode } from '../text/source.ts';
import { reportDecimalComma } from './decimalComma.ts';

/** A domain as written: its number of inputs, and for one or two inputs the domain itself. */
export interface WrittenDomain {
  readonly inputs: number;
  readonly domain: Domain | undefined;
  readonly range: TextRange;
  /** Fixes that make it a domain for another number of inputs. */
  readonly set: (inputs: number) => readonly Fix[];
}

/** [−1, 1] for each input; for a single input the strip [−1, 1] × [0, 1]. */
export function defaultDomain(inputs: number): Domain {
  return inputs === 1 ? box(-1, 1, 0, 1) : box(-1, 1, -1, 1);
}

/**
 * `[[x0, x1], [y0, y1]]`, for one input `[a, b]` or `[[a, b]]`, or `{ polygon: [[x, y], …] }`.
 * Undefined if not even its number of inputs can be determined.
 */
export function domainFrom(node: SourceNode, report: Report): WrittenDomain | undefined {
  if (node.kind === 'object') {
    const meant = intervalsIn(node);
    if (meant) {
      const message = `The domain must be a list of intervals: ${inline(meant, 'yaml')}`;
      const fix = replacing(`Change to ${inline(meant, 'yaml')}`, node.range, meant);
      report.error('domain-form', node.range, message, [], [fix]);
      return undefined;
    }
    const fields = fieldsFrom(node, report, () => 'The domain', ['polygon']);
    const message =
      'The domain must be a list of intervals [[x0, x1], [y0, y1]] or an object with "polygon"';
    const polygon = fields && required(fields, 'polygon', report, message);
    if (!polygon) return undefined;
    return { inputs: 2, domain: polygonFrom(polygon, report), range: node.range, set: () => [] };
  }
  const items = listFrom(node, report, () => 'The domain');
  if (!items || node.kind !== 'list') return undefined;
  if (items.length === 0) {
    report.error(
      'empty-domain',
      node.range,
      'The domain is empty; add an interval [from, to] for each input',
    );
    return undefined;
  }
  const flat = items.every((item) => item.kind !== 'list');
  const intervals = flat
    ? [intervalFrom(node, report, 'The domain')]
    : // Too many intervals are an error by themselves.
      items.length > 2
      ? []
      : items.map((item, i) => intervalFrom(item, report, `Interval ${i + 1} of the domain`));
  const [x, y] = intervals;
  const domain =
    intervals.length === 1 && x
      ? box(...x, 0, 1)
      : intervals.length === 2 && x && y
        ? box(...x, ...y)
        : undefined;
  const set = (n: number): Fix[] =>
    flat ? [] : resizing(`Resize the domain to ${count(n, 'input')}`, [node], n, () => [-1, 1]);
  return { inputs: flat ? 1 : items.length, domain, range: node.range, set };
}

/** The intervals of an object with "min" and "max". */
function intervalsIn({ entries }: ObjectNode): readonly (readonly number[])[] | undefined {
  const [low, high] = ['min', 'max'].map((key) => {
    const list = entries.find((entry) => entry.key === key)?.value;
    return list?.kind === 'list' && list.items.length <= 2 ? numbersOf(list) : undefined;
  });
  return low && low.length === high?.length ? low.map((from, i) => [from, high[i]]) : undefined;
}

function numbersOf({ items }: ListNode): readonly number[] | undefined {
  const numbers = items.flatMap((item) =>
    item.kind === 'number' && Number.isFinite(item.value) ? [item.value] : [],
  );
  return numbers.length > 0 && numbers.length === items.length ? numbers : undefined;
}

function intervalFrom(
  node: SourceNode,
  report: Report,
  name: string,
): [number, number] | undefined {
  const pair = pairFrom(node, report, name, 'from', 'to');
  if (!pair) return undefined;
  const [from, to] = pair;
  if (from < to) return pair;
  const message = `${name} is empty: its first number, ${from}, must be less than its second, ${to}`;
  const fixes = from > to ? [replacing('Swap the numbers', node.range, [to, from])] : [];
  report.error('empty-interval', node.range, message, [], fixes);
  return undefined;
}

function pairFrom(
  node: SourceNode,
  report: Report,
  name: string,
  first: string,
  second: string,
): [number, number] | undefined {
  const items = listFrom(node, report, () => name);
  if (!items) return undefined;
  if (node.kind === 'list' && reportDecimalComma([node], 2, report, lowered(name)))
    return undefined;
  if (items.length !== 2) {
    const message = `${name} must be two numbers [${first}, ${second}], found ${count(items.length, 'value')}`;
    report.error('pair-length', node.range, message);
    return undefined;
  }
  const a = coordinateFrom(items[0], report, () => `"${first}" of ${lowered(name)}`);
  const b = coordinateFrom(items[1], report, () => `"${second}" of ${lowered(name)}`);
  return a === undefined || b === undefined ? undefined : [a, b];
}

function coordinateFrom(node: SourceNode, report: Report, named: () => string): number | undefined {
  const value = numberFrom(node, report, named);
  if (value === undefined || Math.abs(value) <= maxCoordinate) return value;
  report.error('coordinate-size', node.range, `${named()} must lie within ±${maxCoordinate}`);
  return undefined;
}

function polygonFrom(node: SourceNode, report: Report): Domain | undefined {
  const items = listFrom(node, report, () => 'The polygon');
  if (!items || node.kind !== 'list') return undefined;
  if (items.length < 3 || items.length > maxCorners) {
    const message = `A polygon must have 3 to ${maxCorners} corners, found ${items.length}`;
    report.error('corner-count', node.range, message);
    return undefined;
  }
  const errors = report.errors;
  const corners = items.map(
    (item, i): Corner =>
      pairFrom(item, report, `Corner ${i + 1} of the polygon`, 'x', 'y') ?? [NaN, NaN],
  );
  if (report.errors > errors) return undefined;
  const turning = turnOf(corners, node, report);
  if (turning === undefined) return undefined;
  const counterClockwise = turning > 0 ? corners : corners.toReversed();
  return { corners: Float64Array.from(counterClockwise.flat()) };
}

type Corner = readonly [number, number];

/**
 * The orientation of a polygon: 1 for counterclockwise, −1 for clockwise. Undefined, with an error
 * at the corner, unless the polygon is strictly convex.
 */
function turnOf(corners: readonly Corner[], node: ListNode, report: Report): number | undefined {
  const n = corners.length;
  // orient2d is positive for a clockwise turn (its y axis points down).
  const turns = corners.map((corner, i) => {
    const before = corners[(i + n - 1) % n];
    const after = corners[(i + 1) % n];
    return -Math.sign(orient2d(...before, ...corner, ...after));
  });
  const flat = turns.indexOf(0);
  if (flat >= 0) {
    const message = `Corner ${flat + 1} lies on a line with its two neighbours; remove it`;
    report.error('flat-corner', node.items[flat].range, message);
    return undefined;
  }
  const left = turns.filter((turn) => turn > 0).length;
  const main = 2 * left >= n ? 1 : -1;
  const dent = turns.indexOf(-main);
  if (dent >= 0) {
    const message = `The polygon must be convex, but it is concave at corner ${dent + 1}`;
    report.error('not-convex', node.items[dent].range, message);
    return undefined;
  }
  if (windsOnce(corners)) return main;
  report.error('not-convex', node.range, 'The sides of the polygon must not cross');
  return undefined;
}

/**
 * Around a convex polygon, the direction changes from rightward to leftward once, and back once.
 */
function windsOnce(corners: readonly Corner[]): boolean {
  const rightward = corners.map(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length];
    return nextX > x || (nextX === x && nextY > y);
  });
  return rightward.filter((right, i) => right !== rightward.at(i - 1)).length === 2;
}
