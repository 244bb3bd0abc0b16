import { scientific, withMinus } from '../numberText.ts';

/** Round numbers along an axis, and their distance. */
export interface Ticks {
  readonly values: readonly number[];
  readonly step: number;
}

/** Shorter ranges are subnormal: their steps are not round. */
const shortest = 2 ** -1022;

/**
 * About `target` round numbers in [lo, hi], with a step of 1, 2 or 5 times a power of ten. A range
 * without length has one tick.
 */
export function niceTicks(lo: number, hi: number, target: number): Ticks {
  const span = hi - lo;
  if (!(span > shortest) || !Number.isFinite(span)) return { values: [lo], step: 0 };
  const raw = span / Math.max(1, target);
  const exponent = Math.floor(Math.log10(raw));
  const lead = raw / 10 ** exponent;
  // Read as a decimal: 10 ** -5 is not quite 1e-5.
  const step = Number(`${lead > 5 ? 10 : lead > 2 ? 5 : lead > 1 ? 2 : 1}e${exponent}`);
  const [first, last] = [Math.ceil(lo / step - 1e-9), Math.floor(hi / step + 1e-9)];
  // Between numbers that differ in their last digits only, there is no room for steps.
  const isRoom = Number.isSafeInteger(first) && Number.isSafeInteger(last) && step < Infinity;
  if (!isRoom) return { values: [lo], step: 0 };
  const values: number[] = [];
  // Multiples rather than sums: 0.1 added ten times is not 1.
  for (let k = first; k <= last; k++) values.push(k === 0 ? 0 : k * step);
  return { values, step };
}

/** A number along an axis, and how it is written. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/**
 * `niceTicks` as they are written, and at least two of them: a single number gives an axis no scale. A
 * range whose ends differ only in digits that nobody would read has one.
 */
export function linearTicks(lo: number, hi: number, target: number): readonly Tick[] {
  let { values, step } = niceTicks(lo, hi, target);
  for (let more = target + 1; values.length < 2 && step > 0; more++)
    ({ values, step } = niceTicks(lo, hi, more));
  const written = (value: number): Tick => ({ value, text: tickText(value, step) });
  // There may be one number at one step and five at the next: then the two at the ends.
  const few = values.length > target + 2 ? [values[0], values[values.length - 1]] : values;
  return few.map(written);
}

/**
 * Three to five round numbers in [lo, hi], for a colour bar. A range whose ends differ only in digits
 * that nobody would read has one.
 */
export function barTicks(lo: number, hi: number): readonly Tick[] {
  if (!(hi - lo > 1e-6 * Math.max(Math.abs(lo), Math.abs(hi)))) return linearTicks(lo, lo, 1);
  for (let target = 4; ; target++) {
    const { values, step } = niceTicks(lo, hi, target);
    if (step > 0 && values.length < 3) continue;
    // There may be two numbers at one step and six at the next: then every other one of these.
    const few =
      values.length > 5 ? values.filter((value) => Math.round(value / step) % 2 === 0) : values;
    return few.map((value) => ({ value, text: tickText(value, step) }));
  }
}

/**
 * About `target` numbers in [lo, hi], above 0, for an axis that is even in the logarithm: 1, 2 and
 * 5 times powers of ten, or of them the powers alone, every so many where there are too many. A
 * range in which none of them lies has round numbers at even steps.
 */
export function logarithmicTicks(lo: number, hi: number, target: number): readonly Tick[] {
  const [low, high] = [Math.floor(Math.log10(lo)), Math.ceil(Math.log10(hi))];
  const all = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const within = (leads: readonly number[], every: number): number[] =>
    all
      .filter((exponent) => exponent % every === 0)
      // Read as decimals: 10 ** -5 is not quite 1e-5.
      .flatMap((exponent) => leads.map((lead) => Number(`${lead}e${exponent}`)))
      .filter((value) => value >= lo * (1 - 1e-9) && value <= hi * (1 + 1e-9));
  const choices = [within([1, 2, 5], 1), ...[1, 2, 5, 10].map((every) => within([1], every))];
  const values = choices.find(({ length }) => length <= target + 1) ?? [];
  if (values.length >= 2) return values.map((value) => ({ value, text: tickText(value, 0) }));
  return linearTicks(lo, hi, target);
}

/** A tick's number with just the decimals that its step needs; a single tick has no step. */
export function tickText(value: number, step: number): string {
  if (step === 0) return value === 0 ? '0' : plainOrScientific(value);
  if (Math.abs(value) >= 1e6 || step >= 1e6 || step < 1e-5) {
    if (value === 0) return '0';
    const digits = magnitude(Math.abs(value)) - magnitude(step);
    return scientific(value, Math.min(Math.max(digits, 0), 8));
  }
  return withMinus(value.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9))));
}

/** The exponent of a number's first digit. */
function magnitude(value: number): number {
  return Math.floor(Math.log10(value) + 1e-9);
}

function plainOrScientific(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return scientific(value, 2);
  return withMinus(String(Number(value.toPrecision(4))));
}
