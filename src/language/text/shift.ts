import type { OutlineItem } from '../services/outline.ts';
import type { TextRange } from './problem.ts';

/** A replacement of `removed` characters by `inserted` ones. */
export interface TextChange {
  readonly offset: number;
  readonly removed: number;
  readonly inserted: number;
}

/** Where a range is after a change: it grows with what is written inside it or at its end. */
export function shiftRange({ start, end }: TextRange, change: TextChange): TextRange {
  const { offset, removed, inserted } = change;
  const after = (place: number): number => place - removed + inserted;
  return {
    start: start >= offset + removed ? after(start) : Math.min(start, offset),
    end: end >= offset + removed ? after(end) : Math.min(end, offset),
  };
}

/** An outline after a change that has not been read yet. */
export function shiftOutline(item: OutlineItem, change: TextChange): OutlineItem {
  return {
    ...item,
    range: shiftRange(item.range, change),
    head: shiftRange(item.head, change),
    children: item.children.map((child) => shiftOutline(child, change)),
  };
}
