import { sum, type Jet } from '../../numeric/jet.ts';
import { logSigmoid, sigmoid } from '../../numeric/logistic.ts';
import { rootBetween, rootsOfPieces, rootsOnGrid } from '../../numeric/root.ts';
import { clampPatches } from './clampPatches.ts';
import { forwardOffset, forwardOffsetSlope } from './forwardKl.ts';
import type { GrpoModel } from './grpoModel.ts';
import { isAnchor } from './heldGain.ts';
import { k3, k3Clamp } from './k3.ts';
import { farInflection, farLogit, searchStep } from './range.ts';
import type { EntropyBonus } from './restoringForce.ts';
import { divergence } from './reverseKl.ts';
import { extremaOf, type Threshold } from './thresholds.ts';

const excess = (logRatio: number): number => k3(logRatio) - k3Clamp;

/** The log-ratios ln(π/ref) at which a sample reaches the clamp, −2.61 and 11.0. */
const [leastRatio, mostRatio] = [rootBetween(excess, -4, 0), rootBetween(excess, 0, 12)];

/**
 * The samples that the clamp leaves: its gradient is zero on right answers, on wrong ones, or on both.
 * What is left of β·(q − q_ref) is the share of the unclamped tokens times it, so equilibria are
 * linear in q again, with another gain:
 *
 * | samples | pull                    | G       | dG/dq      | with the sign of its derivative |
 * | both    | β(q − q_ref)            | q(1−q)F | F′ + (1−2q)F | (the model of k3)             |
 * | right   | β(q − q_ref)·(1 − q)    | q·F     | F′/(1−q) + F | F″ + F′                       |
 * | wrong   | β(q − q_ref)·q          | (1−q)·F | F′/q − F   | F″ − F′                         |
 * | none    | 0                       |         |            | F″                              |
 */
interface Samples {
  /** The force per unit of β, divided by q(1 − q). */
  readonly offset: (u: number, anchor: number) => number;
  /** Its derivative in u. */
  readonly offsetSlope: (u: number, anchor: number) => number;
  /** dG/dq; F′ where no sample is left. */
  readonly slope: (u: number) => number;
  /** States at which `slope` turns. */
  readonly inflections: readonly number[];
}

/** A range of states in which the same samples are clamped. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly samples: Samples;
}

/**
 * The model with the clamp, made from the one without. The drift jumps where a sample reaches the
 * clamp: a state from which it leads away to both sides counts as an unstable equilibrium (Filippov
 * 1988). `control1At`, `slopes`, `foldStates` and `cusps` are those of the surface without the clamp;
 * `existsAt` tells where it is also that with the clamp.
 */
export function clampedModel(
  smooth: GrpoModel,
  { bonus, free }: EntropyBonus,
  isUnbounded: boolean,
): GrpoModel {
  const { gain } = smooth;
  const value = (u: number): number => gain.value(u) - bonus * (u - free);
  const jet = (u: number): Jet => sum(gain.jet(u), [-bonus * (u - free), -bonus, 0, 0]);
  const zerosOf = (f: (u: number) => number): readonly number[] =>
    rootsOnGrid(f, -farLogit, farInflection, Math.ceil((farLogit + farInflection) / searchStep));

  const both: Samples = {
    offset: forwardOffset,
    offsetSlope: forwardOffsetSlope,
    slope: smooth.steepness,
    inflections: smooth.inflections,
  };
  const right: Samples = {
    offset: (u, anchor) => -Math.expm1(anchor - u) * sigmoid(-anchor),
    offsetSlope: (u, anchor) => (sigmoid(-u) * sigmoid(anchor)) / sigmoid(u),
    slope: (u) => {
      const [f, f1] = jet(u);
      return f1 / sigmoid(-u) + f;
    },
    inflections: zerosOf((u) => jet(u)[2] + jet(u)[1]),
  };
  const wrong: Samples = {
    offset: (u, anchor) => forwardOffset(u, anchor) * sigmoid(u),
    offsetSlope: (u, anchor) => (sigmoid(u) * sigmoid(-anchor)) / sigmoid(-u),
    slope: (u) => {
      const [f, f1] = jet(u);
      return f1 / sigmoid(u) - f;
    },
    inflections: zerosOf((u) => jet(u)[2] - jet(u)[1]),
  };
  const none: Samples = {
    offset: () => 0,
    offsetSlope: () => 0,
    slope: (u) => jet(u)[1],
    inflections: zerosOf((u) => jet(u)[2]),
  };

  /** The ranges over an anchor, ascending. */
  const rangesOf = (anchor: number): readonly Range[] => {
    const [right0, right1] = logitsBetween(anchor);
    const [wrong1, wrong0] = logitsBetween(-anchor).map((u) => -u);
    const low = Math.min(anchor, free, -farLogit) - 1;
    // An unbounded gain exceeds every bonus there.
    const most = bonus > 0 && !isUnbounded ? free + 1 + (2 * gain.value(farLogit)) / bonus : 0;
    const high = Math.min(Math.max(anchor + farLogit, farLogit, most), Number.MAX_VALUE);
    const ends = [right0, right1, wrong0, wrong1]
      .filter((u) => u > low && u < high)
      .sort((a, b) => a - b);
    return [low, ...ends].map((from, i): Range => {
      const to = ends[i] ?? high;
      const middle = (from + to) / 2;
      const isRight = middle > right0 && middle < right1;
      const isWrong = middle > wrong0 && middle < wrong1;
      return { from, to, samples: isRight ? (isWrong ? both : right) : isWrong ? wrong : none };
    });
  };

  const driftIn = (samples: Samples, u: number, anchor: number, beta: number): number =>
    beta === 0 ? value(u) : value(u) - beta * samples.offset(u, anchor);

  const piecesOf = ({ from, to, samples }: Range, beta: number): readonly number[] => {
    const level = samples === none ? 0 : beta;
    const inside = (u: number): boolean => u > from && u < to;
    const turns = [from, ...samples.inflections.filter(inside), to];
    return [from, ...rootsOfPieces((u) => samples.slope(u) - level, turns), to];
  };

  const equilibria = (anchor: number, beta: number): readonly number[] => {
    const ranges = rangesOf(anchor);
    return ranges.flatMap((range, i) => {
      const { from, samples } = range;
      const roots = rootsOfPieces((u) => driftIn(samples, u, anchor, beta), piecesOf(range, beta));
      const before = i > 0 && driftIn(ranges[i - 1].samples, from, anchor, beta);
      const after = driftIn(samples, from, anchor, beta);
      return before && before > 0 !== after > 0 ? [from, ...roots] : roots;
    });
  };

  const clamped: GrpoModel = {
    ...smooth,
    equilibria,
    drift: (u, anchor, beta) => {
      const range = rangesOf(anchor).find(({ to }) => u < to) ?? { samples: none };
      return driftIn(range.samples, u, anchor, beta);
    },
    stiffness: (u, anchor, beta) => {
      const ranges = rangesOf(anchor);
      const at = ranges.findIndex(({ from }) => Math.abs(u - from) <= 1e-12 * (1 + Math.abs(u)));
      if (at > 0) {
        const [before, after] = [ranges[at - 1], ranges[at]].map(({ samples }) =>
          driftIn(samples, u, anchor, beta),
        );
        if (before > 0 !== after > 0) return before < 0 ? -Infinity : Infinity;
      }
      const { samples } = ranges.find(({ to }) => u < to) ?? ranges[ranges.length - 1];
      return beta * samples.offsetSlope(u, anchor) - jet(u)[1];
    },
    potential: (u, anchor, beta) =>
      smooth.decisions *
        (beta * pulled(rangesOf(anchor), u, anchor) + bonus * divergence(u, free)) -
      smooth.reward(u),
    turningPoints: (anchor) => {
      const ranges = rangesOf(anchor);
      const onSide = (isAbove: boolean): readonly Threshold[] =>
        extremaOf(
          ranges.flatMap(({ from, to, samples }) => {
            const side = isAbove
              ? { from: Math.max(from, anchor), to, samples }
              : { from, to: Math.min(to, anchor), samples };
            return side.from < side.to ? knotsOf(side, anchor) : [];
          }),
          bonus === 0 && !isUnbounded,
        );
      return [...onSide(false).filter(({ strength }) => strength > 0), ...onSide(true)];
    },
    pull: (anchor) =>
      rangesOf(anchor).map(({ from, to, samples }) => ({
        from,
        to,
        offset: (u) => samples.offset(u, anchor),
        slope: (u) => samples.offsetSlope(u, anchor),
      })),
    onSurface: smooth.equilibria,
    patches: clampPatches({
      value,
      slope: (u) => jet(u)[1],
      isRight: (u, anchor) => isBetween(u, logitsBetween(anchor)),
      isWrong: (u, anchor) => isBetween(-u, logitsBetween(-anchor)),
      drift: (u, anchor, beta) => clamped.drift(u, anchor, beta),
      ratios: [leastRatio, mostRatio],
      lastAt: bonus > 0 && !isUnbounded ? lastAt : undefined,
    }),
    existsAt: (u, beta) => {
      const anchor = smooth.control1At(u, beta);
      return (
        isAnchor(anchor) &&
        isBetween(u, logitsBetween(anchor)) &&
        isBetween(-u, logitsBetween(-anchor))
      );
    },
  };

  return clamped;

  /** The last state at which the entropy bonus leaves this much of the gain. */
  function lastAt(level: number): number | undefined {
    const rest = (u: number): number => value(u) - level;
    const byBonus = Math.min(free + 1 + (2 * gain.value(farLogit)) / bonus, Number.MAX_VALUE);
    const most = Math.max(byBonus, farInflection + 1);
    if (!(rest(farInflection) > 0)) return zerosOf(rest).at(-1);
    return rest(most) > 0 ? undefined : rootBetween(rest, farInflection, most);
  }

  /** β over the states of a range on one side of the anchor, at its ends and where it turns. */
  function knotsOf({ from, to, samples }: Range, anchor: number): readonly Threshold[] {
    const strength = (u: number): number => {
      // Just below the anchor the offset is negative.
      const zero = to === anchor ? -0 : 0;
      return value(u) / (samples.offset(u, anchor) || zero);
    };
    const turning = (u: number): number => samples.slope(u) * samples.offset(u, anchor) - value(u);
    const inside = samples.inflections.filter((u) => u > from && u < to);
    const turns = samples === none ? [] : rootsOfPieces(turning, [from, ...inside, to]);
    return [from, ...turns, to].map((state) => ({ state, strength: strength(state) }));
  }

  /** ∫ (q − q_ref)·w du from the anchor to a state, where w is the share that the clamp leaves. */
  function pulled(ranges: readonly Range[], u: number, anchor: number): number {
    const [low, high] = [Math.min(u, anchor), Math.max(u, anchor)];
    let sum = 0;
    for (const { from, to, samples } of ranges) {
      const [start, end] = [Math.max(from, low), Math.min(to, high)];
      if (start < end) sum += integralOf(samples, end, anchor) - integralOf(samples, start, anchor);
    }
    return u < anchor ? -sum : sum;
  }

  /** An antiderivative in u of q(1 − q)·offset. */
  function integralOf(samples: Samples, u: number, anchor: number): number {
    switch (samples) {
      case both:
        return -sigmoid(anchor) * logSigmoid(u) - sigmoid(-anchor) * logSigmoid(-u);
      case right:
        return sigmoid(u) - sigmoid(anchor) * logSigmoid(u);
      case wrong:
        return -sigmoid(u) - sigmoid(-anchor) * logSigmoid(-u);
      default:
        return 0;
    }
  }
}

function isBetween(x: number, [from, to]: readonly [number, number]): boolean {
  return x > from && x < to;
}

/** The logits u with ln σ(u) − ln σ(v) between the ratios at which a sample reaches the clamp. */
function logitsBetween(v: number): readonly [number, number] {
  const logitAt = (ratio: number): number => {
    const logQ = logSigmoid(v) + ratio;
    return logQ < 0 ? logQ - Math.log(-Math.expm1(logQ)) : Infinity;
  };
  return [logitAt(leastRatio), logitAt(mostRatio)];
}
