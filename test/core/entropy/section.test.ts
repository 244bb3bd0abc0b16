import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldCurves } from '../../../src/core/entropy/bifurcation.ts';
import {
  modelViewOf,
  type ModelView,
  type ModelSettings,
} from '../../../src/core/entropy/modelView.ts';
import { restPoints } from '../../../src/core/entropy/equilibriumModel.ts';
import type { Controls } from '../../../src/core/entropy/hysteresis.ts';
import { sectionOf } from '../../../src/core/entropy/section.ts';
import { regimeOf, equilibriaAt } from '../../../src/core/entropy/equilibria.ts';
import { draws } from '../../draws.ts';

const tokens = { right: 1, wrong: 15, criticalShare: 1 };
const grpo = (group: number, decisions: number): ModelSettings => ({
  kind: 'grpo',
  estimator: { kind: 'grpo', group, deviation: 'unbiased' },
  decisions,
  tokens,
  klGradient: 'reverse',
});
const charts = [{ kind: 'normalForm' } as const, { kind: 'twoFormats' } as const, grpo(8, 10)].map(
  (settings) => modelViewOf(settings),
);
const straight =
  (from: Controls, to: Controls) =>
  (t: number): Controls => ({
    control1: from.control1 + t * (to.control1 - from.control1),
    control2: from.control2 + t * (to.control2 - from.control2),
  });
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });

function placeIn(
  { window }: ModelView,
  x: number,
  y: number,
): { control1: number; control2: number } {
  const at = ([from, to]: readonly [number, number], t: number): number => from + t * (to - from);
  return { control1: at(window.control1, x), control2: at(window.control2, y) };
}

describe('a section along a line', () => {
  it('has at every point the equilibria there, each on a branch of its stability', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...charts),
        fc.tuple(share, share, share, share),
        share,
        (modelView, [x0, y0, x1, y1], t) => {
          const [from, to] = [placeIn(modelView, x0, y0), placeIn(modelView, x1, y1)];
          const branches = sectionOf(modelView.model, straight(from, to), 160);
          const points = restPoints(
            modelView.model,
            from.control1 + t * (to.control1 - from.control1),
            from.control2 + t * (to.control2 - from.control2),
          );
          const over = branches.filter(
            ({ points }) => points[0].share <= t && points[points.length - 1].share >= t,
          );
          // A fold within a step of the place may lie on either side of it.
          const isNearFold = branches.some(({ points }) =>
            [points[0].share, points[points.length - 1].share].some(
              (end) => end > 0 && end < 1 && Math.abs(end - t) < 1e-3,
            ),
          );
          if (isNearFold) return;
          compared += points.length;
          assert.equal(over.length, points.length);
          assert.equal(
            over.filter(({ stable }) => stable).length,
            points.filter(({ stable }) => stable).length,
          );
        },
      ),
      { numRuns: draws(60) },
    );
    assert.ok(compared > 0);
  });

  it('ends two branches at each fold', () => {
    for (const modelView of charts) {
      const across = [0, 1].map((x) => placeIn(modelView, x, modelView.grpo ? 0.45 : 0.3));
      const [from, to] =
        modelView.settings.kind === 'twoFormats'
          ? [0, 1].map((x) => placeIn(modelView, x, 0.8))
          : across;
      const branches = sectionOf(modelView.model, straight(from, to), 100);
      assert.equal(branches.length, 3);
      const ends = branches
        .flatMap(({ points }) => [points[0], points[points.length - 1]])
        .filter((point) => point.share > 0 && point.share < 1);
      const folds = new Set(ends.map((point) => `${point.share} ${point.state}`));
      assert.equal(ends.length, 4);
      assert.equal(folds.size, 2, 'each fold is the end of two branches');
    }
  });
});

describe('the situation at a point', () => {
  const modelView = modelViewOf(grpo(8, 10));
  const curves = foldCurves(modelView.model, {
    ...modelView.window,
    rows: { folded: 40, single: 8 },
  });

  it('describes the effect of regularisation, by strength at one anchor', () => {
    // The strengths of the folds at u₀ = 0.4 are 0.2111542787 and 0.4807319578.
    const regime = (strength: number, upper: boolean): string => {
      const controls = { control1: 0.4, control2: strength };
      const states = modelView.model.equilibria(0.4, strength);
      const state = upper ? states[states.length - 1] : states[0];
      return regimeOf(modelView, equilibriaAt(modelView, curves, controls, state));
    };
    assert.equal(regime(0.15, false), 'collapsed');
    assert.equal(regime(0.3, false), 'prevented');
    assert.equal(regime(0.3, true), 'notUndone');
    assert.equal(regime(0.55, false), 'undone');
    assert.equal(regime(0.8, false), 'balanced');
  });

  it('measures the distance to each fold, nearest first', () => {
    const { toFolds, here } = equilibriaAt(modelView, curves, { control1: 0.4, control2: 0.3 }, 99);
    assert.equal(here, -1);
    const [down, up] = toFolds.control2;
    assert.ok(Math.abs(0.3 + down - 0.2111542787) < 1e-9);
    assert.ok(Math.abs(0.3 + up - 0.4807319578) < 1e-9);
    assert.ok(Math.abs(0.4 + toFolds.control1[0] - 0.5371875) < 1e-4);
  });
});
