/*
 * What the rows around a row say about it.
 */

/** Rows on each side. */
const reach = 3;
const noiseReach = 10;

/** The mean of up to three values before and three after each one, without itself. */
export function neighbourMean(values: readonly number[]): readonly number[] {
  return values.map((value, i) => {
    const [from, to] = [Math.max(0, i - reach), Math.min(values.length, i + reach + 1)];
    let sum = -value;
    for (let j = from; j < to; j++) sum += values[j];
    return sum / (to - from - 1);
  });
}

/**
 * The variance of the part of each value that its neighbours do not share, by second differences over
 * ten rows on each side: that of white noise about a straight line.
 */
export function localNoise(values: readonly number[]): readonly number[] {
  const last = values.length - 1;
  return values.map((_, i) => {
    const [from, to] = [Math.max(1, i - noiseReach), Math.min(last - 1, i + noiseReach)];
    let sum = 0;
    for (let j = from; j <= to; j++)
      sum += (values[j] - (values[j - 1] + values[j + 1]) / 2) ** 2 / 1.5;
    return to < from ? 0 : sum / (to - from + 1);
  });
}
