/**
 * The candidate with the smallest edit distance from a word (Damerau–Levenshtein, optimal string
 * alignment), ignoring case. Undefined if the distance is more than a third of the length of the
 * word.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const d = distance(word.toLowerCase(), candidate.toLowerCase());
    if (d < least) [best, least] = [candidate, d];
  }
  return best;
}

function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const substitute = last[j] + (a[i] === b[j] ? 0 : 1);
      const swapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const swap = swapped ? beforeLast[j - 1] + 1 : Infinity;
      row.push(Math.min(substitute, swap, last[j + 1] + 1, row[j] + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length];
}
