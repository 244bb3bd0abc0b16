import { isBookkeeping, isEvaluation, isKnownMetric } from './roles.ts';
import type { LogRow } from './table.ts';

/** The rows of a log by what they report. */
export interface RowKinds<Row extends LogRow> {
  readonly training: readonly Row[];
  readonly evaluations: readonly Row[];
  /** Rows of neither kind: summaries of a whole run, and records that only look like rows. */
  readonly others: readonly Row[];
  /** Whether there is a metric that trainers are known to log. */
  readonly isKnown: boolean;
}

/** Names beyond those that a log has are not counted. */
const maxNames = 10_000;

/**
 * Separates training from evaluation. If `isMixed`, the rows come from among other output: only those
 * that have a known metric belong to the training or, if there is none, those with a metric that most rows
 * have.
 */
export function rowKinds<Row extends LogRow>(
  rows: readonly Row[],
  isMixed: boolean,
): RowKinds<Row> {
  const counts = new Map<string, number>();
  for (const { values } of rows)
    for (const name of values.keys()) {
      const count = counts.get(name);
      if (count !== undefined) counts.set(name, count + 1);
      else if (counts.size < maxNames && !isBookkeeping(name) && !isEvaluation(name))
        counts.set(name, 1);
    }
  const most = [...counts.values()].reduce((most, count) => Math.max(most, count), 0);
  const known = new Map<string, boolean>();
  const isKnown = (name: string): boolean => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const now = isKnownMetric(name);
    if (known.size < maxNames) known.set(name, now);
    return now;
  };
  const hasKnown = [...counts.keys()].some(isKnown);
  const belongs = (name: string): boolean =>
    hasKnown ? isKnown(name) : 2 * (counts.get(name) ?? 0) > most && most > 1;

  const training: Row[] = [];
  const evaluations: Row[] = [];
  const others: Row[] = [];
  for (const row of rows) {
    const names = [...row.values.keys()];
    const metrics = names.filter((name) => !isBookkeeping(name));
    if (names.some(isSummary)) others.push(row);
    else if (metrics.length > 0 && metrics.every(isEvaluation)) evaluations.push(row);
    else if (isMixed && !metrics.some(belongs)) others.push(row);
    else training.push(row);
  }
  return { training, evaluations, others, isKnown: hasKnown };
}

/** Whether a column is in the summary of a whole run, which Hugging Face's Trainer logs last. */
function isSummary(name: string): boolean {
  return name === 'train_runtime' || name === 'train_samples_per_second';
}
