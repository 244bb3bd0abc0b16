import { numberText } from '../../../core/numberText.ts';
import { isShortRestart, rowCount } from '../orderedSteps.ts';
import {
  maxLogRows,
  type LogProblem,
  type LogReading,
  type LogRow,
  type LogRows,
} from '../table.ts';

/** The column with the steps of events. */
export const stepColumn = 'global_step';

/** Rows between two yields. */
const rowsPerTurn = 1000;

/** The values of a tag, by ascending steps. */
class Points {
  readonly steps: number[] = [];
  readonly values: number[] = [];
  /** The values of the start before, if the training started again. */
  earlier: Points | undefined;

  /** Drops the values at a step and later ones; the number of those that a later step had. */
  drop(step: number): number {
    let later = 0;
    for (; this.steps.length > 0 && this.steps.at(-1)! >= step; this.steps.pop()) {
      if (this.steps.at(-1)! > step) later++;
      this.values.pop();
    }
    return later;
  }
}

/**
 * The series of a run of TensorBoard. As there, a value replaces the values of its tag at the same step and at
 * later ones: the training was resumed. One that has started again and has only a few values yet does not
 * replace the start before it.
 */
export class ScalarSeries {
  private readonly tags = new Map<string, Points>();
  private resumed: { readonly step: number; readonly place: string } | undefined;
  private restarted: string | undefined;

  /** Adds a value; `place` says where it is written. */
  add(tag: string, step: number, value: number, place: () => string): void {
    // It would say the same as the step of its event.
    if (tag === stepColumn) return;
    let points = this.tags.get(tag);
    if (!points) this.tags.set(tag, (points = new Points()));
    points = this.goBack(tag, points, step, place);
    points.steps.push(step);
    points.values.push(value);
  }

  /** Drops the values of all tags at a step and later ones. */
  startAt(step: number, place: () => string): void {
    for (const [tag, points] of this.tags) this.goBack(tag, points, step, place);
  }

  /** One row per step, ascending, with what replaced what. */
  *rows(): LogReading<LogRows> {
    const problems = this.settled();
    const all = new Set<number>();
    for (const { steps } of this.tags.values()) {
      yield 1;
      for (const step of steps) all.add(step);
    }
    const steps = Float64Array.from(all).sort();
    const every = Math.max(1, 2 ** Math.ceil(Math.log2(steps.length / maxLogRows)));
    const rows = new Map<number, LogRow & { readonly values: Map<string, number> }>();
    for (let i = 0; i < steps.length; i += every) {
      if (rows.size % rowsPerTurn === 0) yield 1;
      rows.set(steps[i], { line: rows.size + 1, values: new Map([[stepColumn, steps[i]]]) });
    }
    for (const [tag, points] of this.tags) {
      for (const [i, step] of points.steps.entries()) {
        if (i % rowsPerTurn === 0) yield 1;
        rows.get(step)?.values.set(tag, points.values[i]);
      }
    }
    return { rows: [...rows.values()], problems, sample: { count: steps.length, every } };
  }

  private goBack(tag: string, points: Points, step: number, place: () => string): Points {
    const { steps, earlier } = points;
    const last = steps.at(-1);
    if (last === undefined || step > last) return points;
    if (steps.length > 1 && step <= steps[0]) {
      const again = new Points();
      // Of two starts with few values, the longer one is worth keeping.
      again.earlier =
        earlier && isShortRestart(steps.length, earlier.steps.length) ? earlier : points;
      points.earlier = undefined;
      this.restarted ??= place();
      this.tags.set(tag, again);
      return again;
    }
    if (points.drop(step) > 0) this.resumed ??= { step, place: place() };
    return points;
  }

  /** Decides between starts, and reports what was replaced. */
  private settled(): LogProblem[] {
    const problems: LogProblem[] = [];
    if (this.resumed) {
      const { step, place } = this.resumed;
      const message = `Step ${numberText(step)} is repeated ${place}, as in a resumed run; later values replace the earlier ones`;
      problems.push({ severity: 'hint', code: 'resumed', message });
    }
    const series = [...this.tags.values()];
    const longest = (all: readonly Points[]): number =>
      all.reduce((most, { steps }) => Math.max(most, steps.length), 0);
    const before = longest(series.flatMap(({ earlier }) => earlier ?? []));
    if (before === 0) return problems;
    const now = longest(series.filter(({ earlier }) => earlier));
    if (isShortRestart(now, before)) {
      for (const [tag, { earlier }] of this.tags) if (earlier) this.tags.set(tag, earlier);
      const message = `The run restarts ${this.restarted}, but has only ${rowCount(now)} so far; ${rowCount(before)} of the earlier start are shown instead`;
      problems.push({ severity: 'warning', code: 'started-over-short', message });
    } else {
      const message = `The run restarts ${this.restarted}; ${rowCount(before)} of the earlier start are left out`;
      problems.push({ severity: 'hint', code: 'started-over', message });
    }
    return problems;
  }
}
