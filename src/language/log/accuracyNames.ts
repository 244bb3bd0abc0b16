/**
 * Names of columns that can be a success rate, surest first. Evaluations hold losses, lengths, counters and
 * times as well, so that only these names are taken for the share of right answers, or for a reward that
 * stands for it.
 */
const rates: readonly RegExp[] = [
  /accurac(?:y|ies)(?![a-z])/i,
  /(?<![a-z])acc(?![a-z])/i,
  /(?<![a-z])correct(?!ion)/i,
  /(?<![a-z])(?:pass|avg)(?:@|_at_|_)?\d/i,
  /exact_match|(?<![a-z])(?:solved?_rate|success(?:_rate)?|win_?rate)(?![a-z])/i,
  // slime logs the mean reward on a benchmark under its name.
  /(?<![a-z])(?:aime|amc|gsm8k|math|olympiad(?:bench)?|minerva|gpqa|mmlu|humaneval|mbpp|livecodebench)(?:[-_]?(?:\d+\w{0,3}|test|pro|plus|diamond|hard))*$/i,
];
const rewards: readonly RegExp[] = [/(?<![a-z])scores?(?![a-z])/i, /(?<![a-z])rewards?(?![a-z])/i];

/** Words of a column that is no success rate, whatever else is in its name. */
const others =
  /(?<![a-z])(?:loss(?:es)?|len|lengths?|std|stdev|var|variance|min|max|entropy|kl|clip\w*|grad\w*|lr|num|count|total|tokens?|samples|time|runtime|seconds|per|throughput|steps?|epochs?|format\w*|penalty|truncat\w*|error|ppl|perplexity|zero|advantages?|baseline|version)(?![a-z])/i;

/** The best or the most frequent of several answers, which is no average over single ones. */
const ofSeveral =
  /(?<![a-z])(?:best|worst|maj|cons)(?:@|_at_|_)?\d|(?<![a-z])pass(?:@|_at_|_)?(?!1(?!\d))\d/i;

/** How sure a name is that of a success rate, from 0; Infinity if it cannot be one. */
function rankOf(name: string): number {
  const spaced = name.replace(/([a-z])(?=[A-Z])/g, '$1_');
  // What precedes is the name of a data set.
  const measured = spaced.split('/').slice(-2).join('/');
  const rank = [...rates, ...rewards].findIndex((pattern) => pattern.test(spaced));
  if (rank < 0 || others.test(measured)) return Infinity;
  return 4 * rank + (ofSeveral.test(measured) ? 2 : 0) + (/^val-aux\//i.test(name) ? 1 : 0);
}

/** Whether a name is that of a success rate, and not of a reward that stands for one. */
export function isSuccessRate(name: string): boolean {
  return rankOf(name) < 4 * rates.length;
}

/** The column that is most surely a success rate, the first of equals; undefined if none can be one. */
export function successRateAmong(names: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const rank = rankOf(name);
    if (rank < least) [best, least] = [name, rank];
  }
  return best;
}
