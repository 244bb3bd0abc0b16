import { niceTicks } from '../plot/ticks.ts';

/** More levels could not be told apart in a picture. */
const maxLevels = 100;

/**
 * Parses levels between two heights: `round`, `every 0.25`, or numbers separated by commas or
 * spaces. None for an empty text. Undefined if the text is invalid or gives more than a hundred
 * levels.
 */
export function levelsFrom(text: string, lo: number, hi: number): number[] | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  if (wanted === 'round') return lo < hi ? [...niceTicks(lo, hi, 12).values] : [];
  const every = /^every\s+(\S+)$/.exec(wanted);
  if (every) return multiples(Number(every[1]), lo, hi);
  const numbers = wanted.split(/[\s,;]+/).map(Number);
  return numbers.length <= maxLevels && numbers.every(Number.isFinite) ? numbers : undefined;
}

function multiples(step: number, lo: number, hi: number): number[] | undefined {
  if (!(step > 0) || (hi - lo) / step > maxLevels) return undefined;
  const levels: number[] = [];
  for (let k = Math.ceil(lo / step); k * step <= hi; k++) levels.push(k * step);
  return levels;
}
