import type { ConsoleRow } from './console.ts';
import type { ProgressBars } from './progressBars.ts';
import { rolesOf } from './roles.ts';
import type { LogProblem, LogRow } from './table.ts';

/** How a text that has no step in its rows counts steps. */
type Counting = 'bar' | 'epoch' | 'every';

/**
 * Adds a column `step` to rows of console output that have none, from what is printed around them: the
 * progress bar, the length of the training in Hugging Face's banner together with the epoch of each row,
 * or the `logging_steps` of the configuration.
 */
export function withSteps(
  rows: readonly LogRow[],
  bars: ProgressBars,
  text: string,
): { readonly rows: readonly LogRow[]; readonly problems: readonly LogProblem[] } {
  const columns = new Set(rows.flatMap(({ values }) => [...values.keys()]));
  if (rows.length === 0 || rolesOf([...columns]).has('step')) return { rows, problems: [] };
  const found = bars.stepsOf(rows) ?? stepsByEpoch(rows, text) ?? everySteps(rows, text);
  if (!found) return { rows, problems: [] };
  const { steps, counting } =
    'counting' in found ? found : { steps: found, counting: 'bar' as const };
  const problem = { severity: 'hint', code: 'step-counted', message: explained(counting) } as const;
  return {
    rows: rows.map(({ line, values }, i) => ({
      line,
      values: new Map([['step', steps[i]], ...values]),
    })),
    problems: [problem],
  };
}

interface Counted {
  readonly steps: readonly number[];
  readonly counting: Counting;
}

/** Steps as the share of all epochs, if the log says how many steps they have. */
function stepsByEpoch(rows: readonly LogRow[], text: string): Counted | undefined {
  const total = numberAfter(text, /Total optimization steps\s*[=:]\s*([\d,]+)/i);
  const epochs = numberAfter(text, /Num Epochs\s*[=:]\s*([\d,]+)/i);
  if (total === undefined || epochs === undefined || epochs < 1) return undefined;
  const steps = rows.map(({ values }) =>
    Math.round(((values.get('epoch') ?? NaN) * total) / epochs),
  );
  // Few digits of an epoch cannot tell steps apart.
  return isIncreasing(steps) ? { steps, counting: 'epoch' } : undefined;
}

function everySteps(rows: readonly LogRow[], text: string): Counted | undefined {
  const every = numberAfter(text, /\blogging_steps["']?\s*[=:]\s*["']?(\d+)/);
  if (every === undefined || every < 1) return undefined;
  return { steps: rows.map((_, i) => (i + 1) * every), counting: 'every' };
}

function numberAfter(text: string, pattern: RegExp): number | undefined {
  const digits = pattern.exec(text.slice(0, 2 ** 22))?.[1];
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''));
}

function isIncreasing(steps: readonly number[]): boolean {
  return steps.every((step, i) => step > (i === 0 ? 0 : steps[i - 1]));
}

function explained(counting: Counting): string {
  switch (counting) {
    case 'bar':
      return 'The rows have no step; it was read from the progress bar';
    case 'epoch':
      return 'The rows have no step; it was computed from the epoch and the total number of steps';
    case 'every':
      return 'The rows have no step; they were counted with the logging_steps of the configuration';
  }
}

/** The rows of the first process, if several have printed the same rows. */
export function rowsOfFirstRank(rows: readonly ConsoleRow[]): readonly ConsoleRow[] {
  const counts = new Map<number, number>();
  for (const { rank } of rows)
    if (rank !== undefined) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  const named = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const isRepeated = [...counts.values()].every(
    (count) => count > 1 && 2 * count * counts.size >= named,
  );
  if (counts.size < 2 || !isRepeated) return rows;
  const first = Math.min(...counts.keys());
  return rows.filter(({ rank }) => rank === undefined || rank === first);
}
