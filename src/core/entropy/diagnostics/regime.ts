import { meanOf, median, trailingMedian } from '../../numeric/series.ts';
import { leastTrendRows, trendOf, type Trend } from './trend.ts';

/** What the entropy of a run did, judged by its level and not by any model. Entropies in nats. */
export type RunRegime =
  /** The log has no entropy. */
  | { readonly code: 'noEntropy' }
  /** Too few rows to tell a level from noise. */
  | { readonly code: 'tooShort'; readonly rows: number; readonly needed: number }
  /** Not an entropy: it starts at zero or below, or its level becomes negative. */
  | { readonly code: 'notAnEntropy'; readonly least: number }
  | ({ readonly code: RegimeCode } & RegimeLevels);

export type RegimeCode =
  /** Between half and one and a half of its start. */
  | 'held'
  /** The same, and falling. */
  | 'falling'
  /** Above that, but not exploded. */
  | 'risen'
  /** Below half of its start, but not collapsed. */
  | 'reduced'
  /** The same, and still falling. */
  | 'collapsing'
  /** Fell below a quarter of its start and stayed low. */
  | 'collapsed'
  /** Collapsed, and has risen above a quarter of its start again. */
  | 'recovering'
  /** Collapsed, and is above half of its start again. */
  | 'recovered'
  /** Above twice its start. */
  | 'exploded'
  /** Exploded, and is back at its start. */
  | 'returned'
  /** Changed its level several times, the last time not long ago. */
  | 'unstable';

export interface RegimeLevels {
  /** Mean of the first five rows. */
  readonly start: number;
  /** Median of the last 5 % of the rows, at least 15. */
  readonly end: number;
  /** Range of the median over 15 rows since the first event; of the whole run without one. */
  readonly least: number;
  readonly most: number;
  /** over the last third of the rows, at least 60. */
  readonly trend: Trend;
  readonly lastStep: number;
  /** In the order in which they happened. */
  readonly events: readonly RegimeEvent[];
}

/** A change of level that lasted; neither a forecast nor evidence of a fold. */
export interface RegimeEvent {
  readonly code: 'collapse' | 'recovery' | 'explosion' | 'return';
  readonly step: number;
}

/** The level at which a run starts: the mean of its first five rows. */
export function startLevel(entropy: readonly number[]): number {
  return meanOf(entropy.slice(0, 5));
}

/** The level at which a run ends: the median of its last 5 %, or of 15 rows. */
export function endLevel(entropy: readonly number[]): number {
  return median(entropy.slice(-tailOf(entropy.length)));
}

/** The level that the running median of an exploded run exceeds for ten rows. */
export function explosionLevel(start: number, smooth: readonly number[]): number {
  // A few rows at the start may be outliers or the beginning of a fall.
  return 2 * Math.max(start, smooth[Math.min(width, smooth.length) - 1]);
}

function tailOf(rows: number): number {
  return Math.max(width, Math.ceil(0.05 * rows));
}

/** Rows of a running median, and fewest rows of a run with a level. */
const width = 15;
const leastRows = 20;
/** Rows for which a level must last before it counts. A collapse counts at once. */
export const lasting = 10;

/**
 * The regime of a run with these entropies. It changes when the median over 15 rows falls below a
 * quarter of the start (collapse), or stays for ten rows above twice the start (explosion), above
 * half of it after a collapse (recovery), or below one and a half of it after an explosion (return).
 * The start is part of each rule: a rise from 0.1 to 0.3 nats is no explosion for a run that started at 1.3.
 */
export function regimeOf(steps: readonly number[], entropy: readonly number[]): RunRegime {
  const rows = entropy.length;
  if (rows === 0) return { code: 'noEntropy' };
  if (rows < leastRows) return { code: 'tooShort', rows, needed: leastRows };
  const smooth = trailingMedian(entropy, width);
  const start = startLevel(entropy);
  const lowest = smooth.reduce((a, b) => Math.min(a, b));
  if (!(start > 0) || lowest < 0) return { code: 'notAnEntropy', least: Math.min(start, lowest) };
  const high = explosionLevel(start, smooth);
  const events = eventsOf(steps, smooth, start, high);
  const from = events.length > 0 ? steps.indexOf(events[0].step) : 0;
  const since = smooth.slice(from);
  const end = endLevel(entropy);
  const levels: RegimeLevels = {
    start,
    end,
    least: since.reduce((a, b) => Math.min(a, b)),
    most: since.reduce((a, b) => Math.max(a, b)),
    trend: trendOf(entropy.slice(-Math.max(leastTrendRows, Math.ceil(rows / 3)))),
    lastStep: steps[rows - 1],
    events,
  };
  return { code: codeOf(levels, steps[0], high), ...levels };
}

function codeOf(
  { start, end, events, lastStep, trend }: RegimeLevels,
  firstStep: number,
  high: number,
): RegimeCode {
  const last = events.at(-1);
  // A level that has lasted for a third of the run counts more than what came before.
  const isRecent = last !== undefined && lastStep - last.step < (lastStep - firstStep) / 3;
  if (isRecent && turnsOf(events) > 1) return 'unstable';
  switch (last?.code) {
    case 'return':
      return 'returned';
    case 'explosion':
      return 'exploded';
    case 'recovery':
      return 'recovered';
    case 'collapse':
      return end > start / 4 ? 'recovering' : 'collapsed';
    default:
      if (end > 0.75 * high) return 'risen';
      if (end >= start / 2) return trend === 'falling' ? 'falling' : 'held';
      return trend === 'falling' ? 'collapsing' : 'reduced';
  }
}

/** How often entropy turned from falling to rising or back. */
function turnsOf(events: readonly RegimeEvent[]): number {
  const falls = events.map(({ code }) => code === 'collapse' || code === 'return');
  return falls.filter((fall, i) => i > 0 && fall !== falls[i - 1]).length;
}

function eventsOf(
  steps: readonly number[],
  smooth: readonly number[],
  start: number,
  high: number,
): readonly RegimeEvent[] {
  const events: RegimeEvent[] = [];
  let level: 'middle' | 'low' | 'high' = 'middle';
  const counts = { low: 0, high: 0, middle: 0 };
  smooth.forEach((h, row) => {
    const below = h < start / 4;
    counts.low = below ? counts.low + 1 : 0;
    counts.high = h > high ? counts.high + 1 : 0;
    const isBack = level === 'low' ? h >= start / 2 : h <= 0.75 * high;
    counts.middle = level !== 'middle' && isBack && !below ? counts.middle + 1 : 0;
    const enter = (next: typeof level, code: RegimeEvent['code']): void => {
      level = next;
      counts.middle = 0;
      events.push({ code, step: steps[row] });
    };
    if (level !== 'low' && counts.low > 0 && row >= 5) enter('low', 'collapse');
    else if (level !== 'high' && counts.high >= lasting) enter('high', 'explosion');
    else if (counts.middle >= lasting) enter('middle', level === 'low' ? 'recovery' : 'return');
  });
  return events;
}
