import { linearTicks, logarithmicTicks } from './ticks.ts';

/** An axis: its name, and the map from its numbers to scene coordinates. */
export interface Axis {
  readonly name: string;
  readonly centre: number;
  /** Scene units per unit. */
  readonly scale: number;
  /** Whether the scene shows base-10 logarithms of its numbers. */
  readonly logarithmic?: boolean;
  /** The range of scene coordinates with numbers, if not all have them. */
  readonly numbered?: readonly [number, number];
}

/** A point of the page or the screen; y points down. */
export type Point = readonly [x: number, y: number];

/** A straight line of a layout; `strength` from 0 to 1. */
export interface AxisLine {
  readonly from: Point;
  readonly to: Point;
  readonly strength: number;
}

export interface AxisLabel {
  readonly at: Point;
  readonly text: string;
  readonly align: 'left' | 'center' | 'right';
  readonly kind: 'number' | 'name';
}

/** What to paint behind the picture and what in front of it. */
export interface AxesLayout {
  readonly behind: readonly AxisLine[];
  readonly front: readonly AxisLine[];
  readonly labels: readonly AxisLabel[];
}

/**
 * Round numbers between two scene coordinates of an axis that is drawn with a length, about one per
 * `spacing`; `value` is the scene coordinate.
 */
export function axisTicks(
  { centre, scale, numbered, logarithmic }: Axis,
  from: number,
  to: number,
  length: number,
  spacing: number,
): { value: number; text: string }[] {
  if (scale === 0) return [];
  if (numbered && (numbered[0] > from || numbered[1] < to)) {
    const [lo, hi] = [Math.max(from, numbered[0]), Math.min(to, numbered[1])];
    const share = (hi - lo) / (to - from);
    return lo < hi ? axisTicks({ name: '', centre, scale }, lo, hi, length * share, spacing) : [];
  }
  const lo = from / scale + centre;
  const hi = to / scale + centre;
  const target = Math.min(9, Math.max(2, length / spacing));
  if (logarithmic)
    return logarithmicTicks(10 ** lo, 10 ** hi, target).map(({ value, text }) => ({
      value: (Math.log10(value) - centre) * scale,
      text,
    }));
  return linearTicks(lo, hi, target).map(({ value, text }) => ({
    value: (value - centre) * scale,
    text,
  }));
}
