import type { EquilibriumModel } from './equilibriumModel.ts';
import type { Controls } from './hysteresis.ts';

/** A branch of equilibria along a line through the control plane. */
export interface Branch {
  readonly stable: boolean;
  /** By ascending share of the line; neighbouring branches share the point at which they fold. */
  readonly points: readonly { readonly share: number; readonly state: number }[];
}

/**
 * Bisections of a step in which equilibria appear or vanish, which locate the fold far below a
 * pixel.
 */
const halvings = 14;

interface Sample {
  readonly share: number;
  /** Equilibria, ascending. */
  readonly states: readonly number[];
}

/**
 * The bifurcation diagram along a line through the plane, in `steps` steps; `at` maps shares from 0 to 1
 * of its length to points. Equilibria are tracked by their order, which never changes, and end in
 * pairs at folds.
 */
export function sectionOf(
  model: EquilibriumModel,
  at: (share: number) => Controls,
  steps: number,
): readonly Branch[] {
  const sample = (share: number): Sample => {
    const { control1, control2 } = at(share);
    return { share, states: model.equilibria(control1, control2) };
  };
  const finished: Branch[] = [];
  let open: { share: number; state: number }[][] = [];
  const close = (branches: typeof open): void => {
    for (const points of branches) {
      const { share, state } = points[points.length >> 1];
      if (points.length < 2) continue;
      const { control1, control2 } = at(share);
      finished.push({ stable: model.stiffness(state, control1, control2) > 0, points });
    }
  };

  let last = sample(0);
  open = last.states.map((state) => [{ share: 0, state }]);
  for (let i = 1; i <= steps; i++) {
    const end = sample(i / steps);
    const samples = end.states.length === last.states.length ? [end] : [...meeting(last, end), end];
    for (const next of samples) {
      const { share, states } = next;
      const change = states.length - open.length;
      if (change === -2) {
        // The two nearest equilibria have merged.
        const pair = nearestPair(last.states);
        const state = (last.states[pair] + last.states[pair + 1]) / 2;
        for (const branch of open.slice(pair, pair + 2)) branch.push({ share: last.share, state });
        close(open.splice(pair, 2));
      } else if (change === 2) {
        const pair = nearestPair(states);
        const state = (states[pair] + states[pair + 1]) / 2;
        open.splice(pair, 0, [{ share, state }], [{ share, state }]);
      } else if (change !== 0) {
        close(open);
        open = states.map(() => []);
      }
      states.forEach((state, k) => open[k].push({ share, state }));
      last = next;
    }
  }
  close(open);
  return finished;

  /** The samples on both sides of the place between two at which their numbers change. */
  function meeting(before: Sample, after: Sample): readonly Sample[] {
    let [low, high] = [before, after];
    for (let i = 0; i < halvings; i++) {
      const middle = sample((low.share + high.share) / 2);
      if (middle.states.length === before.states.length) low = middle;
      else high = middle;
    }
    return [low, high];
  }
}

function nearestPair(states: readonly number[]): number {
  let best = 0;
  for (let i = 1; i + 1 < states.length; i++)
    if (states[i + 1] - states[i] < states[best + 1] - states[best]) best = i;
  return best;
}
