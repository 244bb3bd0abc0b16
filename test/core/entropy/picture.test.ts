import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldCrossings, foldCurves } from '../../../src/core/entropy/bifurcation.ts';
import type { KlGradient } from '../../../src/core/entropy/grpo/klGradient.ts';
import {
  modelViewOf,
  type ModelSettings,
  type ModelView,
} from '../../../src/core/entropy/modelView.ts';
import { meshFoldedSurface, type MeshOptions } from '../../../src/core/entropy/foldedMesh.ts';
import { restPoints } from '../../../src/core/entropy/equilibriumModel.ts';
import { pathTo } from '../../../src/core/entropy/quasiStaticPath.ts';
import { maxwellPoints } from '../../../src/core/entropy/maxwell.ts';
import { hysteresisLoop } from '../../../src/core/entropy/normalForm.ts';
import { mostSheets, rasterOfSheets } from '../../../src/core/entropy/sheetRaster.ts';
import { checkFoldedMesh } from './meshLaws.ts';
import { draws } from '../../draws.ts';

const tokens = { right: 1, wrong: 15, criticalShare: 1 };
const grpo = (
  group: number,
  decisions: number,
  klGradient: KlGradient = 'reverse',
): ModelSettings => ({
  kind: 'grpo',
  estimator: { kind: 'grpo', group, deviation: 'unbiased' },
  decisions,
  tokens,
  klGradient,
});
const models: Readonly<Record<string, ModelSettings>> = {
  'the normal form': { kind: 'normalForm' },
  'two formats': { kind: 'twoFormats' },
  'GRPO with one cusp': grpo(8, 10),
  'GRPO with three': grpo(16, 3),
  'GRPO with k3': grpo(8, 10, 'k3'),
  'GRPO with k3 and many decisions': grpo(8, 30, 'k3'),
  'RLOO without any': {
    kind: 'grpo',
    estimator: { kind: 'rloo' },
    decisions: 1,
    tokens,
    klGradient: 'reverse',
  },
};
const rows = { folded: 36, single: 24 };

function optionsOf({ model, window, heights }: ModelView): MeshOptions {
  const [from, to] = window.control1;
  return {
    ...window,
    rows,
    columns: 22,
    drawnAt: (x, c2) => [
      Math.min(to, Math.max(from, model.control1At(x, c2))) / (to - from),
      heights[0].of(x),
    ],
  };
}

for (const [name, settings] of Object.entries(models))
  describe(`the picture of ${name}`, () => {
    const view = modelViewOf(settings);
    const { model, window, heights } = view;
    const options = optionsOf(view);
    const mesh = meshFoldedSurface(model, options);
    const curves = foldCurves(model, { ...window, rows });

    it('satisfies the mesh invariants with steps that are even in the picture', () => {
      checkFoldedMesh(model, mesh);
    });

    it('has heights that are monotone in the state', () => {
      for (const { of, key } of heights) {
        const states = Array.from({ length: 40 }, (_, i) => -1 + i / 8);
        const values = states.map(of);
        const rising = values[1] > values[0];
        // Entropy is monotone only where right tokens are likelier than each wrong one.
        assert.ok(
          values.every((v, i) => i === 0 || v > values[i - 1] === rising),
          key,
        );
      }
    });

    it('shows over each pixel the stable states there', () => {
      const size = { width: 61, height: 47 };
      const raster = rasterOfSheets(mesh, window, size, (x) => x);
      let wrong = 0;
      let shown = 0;
      for (let row = 0; row < size.height; row++)
        for (let column = 0; column < size.width; column++) {
          const c1 = at(window.control1, (column + 0.5) / size.width);
          const c2 = at(window.control2, 1 - (row + 0.5) / size.height);
          const states = restPoints(model, c1, c2)
            .filter(({ stable }) => stable)
            .map(({ state }) => state);
          const pixel = row * size.width + column;
          const found = [
            ...raster.values.subarray(mostSheets * pixel, mostSheets * pixel + raster.count[pixel]),
          ];
          shown += found.length;
          // Folds are polygons here, so that a pixel at one may miss or keep a sheet.
          if (found.length !== Math.min(mostSheets, states.length)) wrong++;
          else
            found.forEach((x, i) => {
              const scale = 1 + Math.abs(states[i]);
              if (Math.abs(x - states[i]) > 0.2 * scale) wrong++;
            });
        }
      assert.ok(shown > 0);
      assert.ok(wrong <= 0.02 * size.width * size.height, `${wrong} pixels`);
    });

    it('has fold curves with zero restoring force, from cusp to cusp', () => {
      assert.equal(curves.length > 0, model.cusps.length > 0);
      for (const { points } of curves)
        for (const { state, control1, control2 } of points) {
          const rate = model.stiffness(state, control1, control2);
          assert.ok(Math.abs(rate) < 1e-7 * (1 + Math.abs(control1)), `${rate} at ${control2}`);
        }
      for (const cusp of model.cusps) {
        const inside = cusp.control2 > window.control2[0] && cusp.control2 < window.control2[1];
        const meeting = curves.filter(({ points }) =>
          [points[0], points[points.length - 1]].some(
            ({ control2, state }) => control2 === cusp.control2 && state === cusp.state,
          ),
        );
        assert.equal(meeting.length, inside ? 2 : 0);
      }
    });

    it('crosses folds exactly where the number of equilibria changes', () => {
      fc.assert(
        fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), (share) => {
          const control1 = at(window.control1, share);
          const crossings = foldCrossings(curves, control1);
          const ends = [
            window.control2[0],
            ...crossings.map(({ control2 }) => control2),
            window.control2[1],
          ];
          const counts = ends.slice(1).map((end, i) => {
            return model.equilibria(control1, (end + ends[i]) / 2).length;
          });
          assert.ok(counts.every((count) => count > 0));
          counts.forEach((count, i) => {
            if (i > 0)
              assert.equal(Math.abs(count - counts[i - 1]), 2, `${control1}: ${counts.join(', ')}`);
          });
        }),
        { numRuns: draws(40) },
      );
    });
  });

/** Models whose surface is cut off, or in which a policy can be lost for good. */
const cutOff: Readonly<Record<string, readonly [ModelSettings, entropyBonus: number]>> = {
  'k3 with an entropy bonus': [grpo(8, 10, 'k3'), 0.1],
  'k3 of small answers': [grpo(16, 3, 'k3'), 0],
  'clamped k3': [grpo(8, 10, 'k3Clamped'), 0],
  'clamped k3 with many decisions': [grpo(8, 30, 'k3Clamped'), 0],
  'clamped k3 with an entropy bonus': [grpo(8, 10, 'k3Clamped'), 0.1],
  ...Object.fromEntries(
    (['reverse', 'k3', 'k3Clamped'] as const).map((klGradient) => [
      `dynamic sampling with ${klGradient}`,
      [{ ...grpo(8, 10, klGradient), estimator: { kind: 'dynamicSampling', group: 8 } }, 0],
    ]),
  ),
};

for (const [name, [settings, entropyBonus]] of Object.entries(cutOff))
  describe(`the picture of ${name}`, () => {
    const view = modelViewOf(settings, {
      ...{ kind: 'grpo', kl: 0.1, entropyBonus, referenceSuccess: 0.01, credit: 1 },
    });
    const { model, window } = view;
    const mesh = meshFoldedSurface(model, optionsOf(view));

    it('has only equilibria, each triangle on a sheet of its stability', () => {
      const { points, triangles, stable } = mesh;
      assert.ok(stable.length > 0);
      for (let v = 0; v < points.length; v += 3) {
        const [control1, control2, state] = points.subarray(v, v + 3);
        // On an edge at which the drift jumps, its two sides have opposite signs.
        const step = 1e-6 * (1 + Math.abs(state));
        const [before, after] = [-step, step].map((by) =>
          model.drift(state + by, control1, control2),
        );
        const scale = 1 + Math.abs(model.drift(state, control1, 0));
        const here = model.drift(state, control1, control2);
        const rest = Math.min(...[here, before, after].map(Math.abs));
        assert.ok(
          rest < 1e-5 * scale || before < 0 !== after < 0,
          `${control1} ${control2} ${state}`,
        );
      }
      for (const v of triangles) assert.ok(v < points.length / 3);
    });

    it('shows over each pixel the stable states there, and where a policy is lost', () => {
      const size = { width: 61, height: 47 };
      const raster = rasterOfSheets(mesh, window, size, (x) => x, model.lostBelow);
      let wrong = 0;
      for (let row = 0; row < size.height; row++)
        for (let column = 0; column < size.width; column++) {
          const control1 = at(window.control1, (column + 0.5) / size.width);
          const control2 = at(window.control2, 1 - (row + 0.5) / size.height);
          const points = restPoints(model, control1, control2);
          const stable = points.filter((point) => point.stable);
          const pixel = row * size.width + column;
          if (raster.count[pixel] !== Math.min(mostSheets, stable.length)) wrong++;
          const isLost = points.length === 0 || !points[points.length - 1].stable;
          assert.equal((raster.lost?.at[pixel] ?? 0) === 1, isLost, `${control1} ${control2}`);
        }
      assert.ok(wrong <= 0.02 * size.width * size.height, `${wrong} pixels`);
    });

    it('has fold curves and cusps only where a policy can be', () => {
      const curves = foldCurves(model, { ...window, rows });
      for (const { points } of curves)
        for (const { control1, control2, state } of points) {
          assert.ok(Math.abs(control1) < 600);
          assert.ok(model.existsAt?.(state, control2) !== false);
        }
      for (const { control1 } of model.cusps) assert.ok(Math.abs(control1) < 600);
    });
  });

describe('fold crossings', () => {
  it('are the thresholds that the GRPO model computes independently', () => {
    const { model, grpo: own, window } = modelViewOf(grpo(8, 10));
    const found = foldCrossings(foldCurves(model, { ...window, rows }), 0.4).map(
      ({ control2 }) => control2,
    );
    const known = own!.turningPoints(0.4).map(({ strength }) => strength);
    known.sort((a, b) => a - b);
    assert.equal(found.length, 2);
    found.forEach((c2, i) => assert.ok(Math.abs(c2 - known[i]) < 1e-11));
  });
});

describe('the Maxwell set', () => {
  it('is b = 0 for the normal form and h = 0 for two formats, by symmetry', () => {
    for (const [settings, c2] of [
      [{ kind: 'normalForm' }, -2],
      [{ kind: 'twoFormats' }, 3],
    ] as const) {
      const [point, ...others] = maxwellPoints(modelViewOf(settings).model, c2);
      assert.deepEqual(others, []);
      assert.ok(Math.abs(point.control1) < 1e-12);
      assert.ok(Math.abs(point.lower + point.upper) < 1e-9);
    }
  });
});

describe('a quasi-static path of the controls', () => {
  const { model } = modelViewOf({ kind: 'normalForm' });
  const start = { control1: -3, control2: -3, state: model.equilibria(-3, -3)[0] };

  it('jumps once in each direction, at different forcings', () => {
    const there = pathTo(model, start, { control1: 3, control2: -3 }, 'delay', 600);
    const back = pathTo(model, there.places[599], { control1: -3, control2: -3 }, 'delay', 600);
    const { forcing, jump } = hysteresisLoop(-3)!;
    for (const [{ places, jumps }, side] of [
      [there, 1],
      [back, -1],
    ] as const) {
      assert.equal(jumps.length, 1);
      const [i] = jumps;
      assert.ok(Math.abs(places[i].control1 - side * forcing) < 0.011);
      assert.ok(Math.abs(Math.abs(places[i].state - places[i - 1].state) - jump) < 0.25);
    }
  });

  it('jumps at the same place in both directions when it is always in the lowest well', () => {
    const there = pathTo(model, start, { control1: 3, control2: -3 }, 'maxwell', 599);
    assert.equal(there.jumps.length, 1);
    assert.ok(Math.abs(there.places[there.jumps[0]].control1) < 0.011);
  });

  it('goes round the cusp without a jump', () => {
    let here = start;
    for (const [control1, control2] of [
      [-3, 1],
      [3, 1],
      [3, -3],
    ]) {
      const { places, jumps } = pathTo(model, here, { control1, control2 }, 'delay', 400);
      assert.deepEqual(jumps, []);
      here = places[399];
    }
    assert.ok(here.state < 0, 'and is on the other sheet then');
  });

  it('stays visible where there is no equilibrium', () => {
    const { model } = modelViewOf({
      kind: 'grpo',
      estimator: { kind: 'infiniteGroup', epsilon: 0 },
      decisions: 1,
      tokens,
      klGradient: 'reverse',
    });
    const rest = { control1: -8, control2: 0.5, state: model.equilibria(-8, 0.5)[0] };
    const away = pathTo(model, rest, { control1: 3, control2: 0.5 }, 'delay', 200);
    assert.equal(away.places[199].state, 60);
    const still = pathTo(model, away.places[199], { control1: 2.9, control2: 0.5 }, 'delay', 9);
    assert.equal(still.places[8].state, 60);
  });
});

function at([from, to]: readonly [number, number], share: number): number {
  return from + share * (to - from);
}
