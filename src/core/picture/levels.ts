import { niceTicks } from '../plot/ticks.ts';

/** More lines than anyone can tell apart, in a picture. */
const mostLines = 100;

/**
 * The levels that a text asks for between two heights: `round` numbers, `every 0.25`, or numbers
 * themselves, with commas or spaces between. Undefined for a text that is neither, and for more than
 * a hundred levels; the empty text asks for none.
 */
export function levelsFrom(text: string, lo: number, hi: number): number[] | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  if (wanted === 'round') return lo < hi ? [...niceTicks(lo, hi, 12).values] : [];
  const every = /^every\s+(\S+)$/.exec(wanted);
  if (every) return multiples(Number(every[1]), lo, hi);
  const numbers = wanted.split(/[\s,;]+/).map(Number);
  return numbers.length <= mostLines && numbers.every(Number.isFinite) ? numbers : undefined;
}

function multiples(step: number, lo: number, hi: number): number[] | undefined {
  if (!(step > 0) || (hi - lo) / step > mostLines) return undefined;
  const levels: number[] = [];
  for (let k = Math.ceil(lo / step); k * step <= hi; k++) levels.push(k * step);
  return levels;
}
