import assert from 'node:assert/strict';
import { fitCusp } from '../../../src/core/entropy/diagnostics/cuspFit.ts';
import {
  cuspMoments,
  cuspObjective,
  type Sweep,
} from '../../../src/core/entropy/diagnostics/cuspLikelihood.ts';
import {
  leastSweepRuns,
  readSweep,
  sweepOutcomes,
  type OutcomeKind,
} from '../../../src/core/entropy/diagnostics/runSweep.ts';
import { normalForm } from '../../../src/core/entropy/normalForm.ts';
import { inverseOfPositive } from '../../../src/core/numeric/cholesky.ts';
import { sigmoid } from '../../../src/core/numeric/logistic.ts';
import { boxMullerNormal, mulberry32 } from '../../../src/core/random.ts';
import { draws } from '../../draws.ts';
import { simulations } from './syntheticLogs.ts';
import { sweepOf, syntheticSweeps } from './syntheticSweeps.ts';
import { allClose, close, entries, number, numbers } from './oracles.ts';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('the cusp fit', () => {
  const outcomes = numbers('cobb', 'nll', 'Y');
  const controls = outcomes.map((_, i) => [1, i / 11 - 0.5]);
  const sweep: Sweep = { outcomes, asymmetry: controls, bifurcation: controls };
  const at = numbers('cobb', 'nll', 'params a0,a1,b0,b1,w0,w1');

  it('agrees with the oracles: normalisation, likelihood, gradient, maximum', () => {
    for (const [key, psi] of entries('cobb', 'psi')) {
      const [alpha, beta] = key.split(',').map(Number);
      close(Math.exp(cuspMoments(alpha, beta).logPsi), Number(psi), 1e-13);
    }
    const objective = cuspObjective(sweep, at);
    close(objective.value, number('cobb', 'nll', 'value'), 1e-13);
    allClose(objective.gradient, numbers('cobb', 'nll', 'grad'), 1e-12);
    const fit = fitCusp(sweep)!;
    close(fit.scores.cusp.logLikelihood, number('cobb', 'mle', 'logL'), 1e-12);
    close(fit.scores.linear.logLikelihood, number('cobb', 'mle', 'linear logL'), 1e-12);
    allClose(
      [...fit.asymmetry, ...fit.bifurcation, ...fit.scale],
      numbers('cobb', 'mle', 'params'),
      1e-6,
    );
  });

  it('has exact moments also far from the cusp, by integration by parts', () => {
    // ∫(y^k f)′ = 0: k·E y^(k−1) + α·E y^k + β·E y^(k+1) − E y^(k+3) = 0.
    for (const alpha of [-30, -2, 0, 0.7, 8])
      for (const beta of [-60, -5, 0, 2, 12, 60]) {
        const { moments: m } = cuspMoments(alpha, beta);
        const size = Math.abs(m[3]) + Math.abs(beta * m[1]) + Math.abs(alpha);
        assert.ok(
          Math.abs(alpha + beta * m[1] - m[3]) < 1e-11 * Math.max(1, size),
          `${alpha} ${beta}`,
        );
        const next = Math.abs(m[4]) + Math.abs(beta * m[2]) + 1;
        assert.ok(Math.abs(1 + alpha * m[1] + beta * m[2] - m[4]) < 1e-11 * next);
      }
  });

  it('has an information matrix that is the derivative of the gradient', () => {
    const information = cuspObjective(sweep, at).hessian;
    const h = 1e-5;
    information.forEach((row, k) => {
      const moved = (by: number) =>
        cuspObjective(
          sweep,
          at.map((x, i) => (i === k ? x + by : x)),
        ).gradient;
      const [up, down] = [moved(h), moved(-h)];
      allClose(
        row,
        up.map((x, i) => (x - down[i]) / (2 * h)),
        1e-7,
      );
    });
  });

  it('does not depend on the unit or the origin of the outcome', () => {
    const [c, d] = [3.7, 20];
    const moved = fitCusp({ ...sweep, outcomes: outcomes.map((y) => c * y + d) })!;
    const fit = fitCusp(sweep)!;
    const shift = outcomes.length * Math.log(c);
    for (const model of ['cusp', 'linear', 'logistic'] as const)
      close(moved.scores[model].logLikelihood, fit.scores[model].logLikelihood - shift, 1e-9);
    allClose(moved.errors!.asymmetry, fit.errors!.asymmetry, 1e-4);
    allClose(moved.errors!.bifurcation, fit.errors!.bifurcation, 1e-4);
    close(moved.errors!.scale[1], fit.errors!.scale[1] / c, 1e-4);
    // Reflecting the outcome reflects the asymmetry of the cusp.
    const reflected = fitCusp({ ...sweep, outcomes: outcomes.map((y) => -y) })!;
    allClose(
      reflected.asymmetry,
      fit.asymmetry.map((x) => -x),
      1e-5,
    );
    allClose(reflected.bifurcation, fit.bifurcation, 1e-5);
  });

  it('accepts a sweep across a fold and rejects a steep step', () => {
    const uniform = mulberry32(12);
    const rows = range(50).map(() => ({
      x: 4 * uniform() - 2,
      e: boxMullerNormal(uniform),
      u: uniform(),
    }));
    const design = (xs: readonly { x: number }[]) => xs.map(({ x }) => [1, x]);
    const folded = rows.map(({ x, e, u }) => {
      const states = normalForm.equilibria(-x / 2, -2);
      return (u < sigmoid(-2 * x) ? states[0] : states[states.length - 1]) + 0.15 * e;
    });
    const one = rows.map(() => [1]);
    const fit = fitCusp({ outcomes: folded, asymmetry: design(rows), bifurcation: one })!;
    assert.ok(fit.accepted && fit.bistableShare > 0.3, JSON.stringify(fit));
    const step = rows.map(({ x, e }) => Math.tanh(4 * x) + 0.1 * e);
    assert.ok(!fitCusp({ outcomes: step, asymmetry: design(rows), bifurcation: one })!.accepted);
  });

  it('reports when the sweep does not determine a cusp', () => {
    const rows = range(12).map((i) => [1, i]);
    const dependent = rows.map(() => [1, 1]);
    const outcomesOf = (of: (i: number) => number) => rows.map((_, i) => of(i));
    const one = rows.map(() => [1]);
    assert.equal(
      fitCusp({ outcomes: outcomesOf((i) => i % 3), asymmetry: dependent, bifurcation: one }),
      undefined,
    );
    assert.equal(
      fitCusp({ outcomes: outcomesOf(() => 5), asymmetry: rows, bifurcation: one }),
      undefined,
    );
    // Indefinite, and singular with two equal columns.
    assert.equal(
      inverseOfPositive([
        [1, 2],
        [2, 1],
      ]),
      undefined,
    );
    assert.equal(
      inverseOfPositive([
        [4, 2],
        [2, 1],
      ]),
      undefined,
    );
    // Even where the units differ by many orders of magnitude.
    const inverse = inverseOfPositive([
      [4e12, 1e6],
      [1e6, 1],
    ])!;
    allClose(inverse.flat(), [1 / 3e12, -1e-6 / 3, -1e-6 / 3, 4 / 3], 1e-12);
  });
});

describe('the cusp fit over synthetic sweeps', () => {
  const least = leastSweepRuns(1);
  const seed = 77;
  const sweeps = new Map(syntheticSweeps(1).map((made) => [made.name, made]));
  const fitsOf = (name: string, count: number) => {
    const uniform = mulberry32(seed);
    return range(count).map(() => fitCusp(sweeps.get(name)!.draw(least, uniform))!);
  };

  it(`finds a cusp, and its parameters within their stated errors (seed ${seed})`, () => {
    const { truth } = sweeps.get('clear cusp')!;
    const wanted = [...truth!.asymmetry, ...truth!.bifurcation];
    const fits = fitsOf('clear cusp', 20);
    assert.ok(fits.filter(({ accepted }) => accepted).length >= 14);
    const z = fits.flatMap(({ asymmetry, bifurcation, errors }) => {
      assert.ok(errors);
      const by = [...errors.asymmetry, ...errors.bifurcation];
      return [...asymmetry, ...bifurcation].map((x, i) => (x - wanted[i]) / by[i]);
    });
    // Of 80 intervals, 76 ± 2 should contain the true value at 95 %, and 40 ± 4.5 at 50 %.
    const held = (width: number) => z.filter((x) => Math.abs(x) <= width).length;
    assert.ok(held(1.96) >= 69, `${held(1.96)} of 80`);
    assert.ok(held(0.6745) >= 26 && held(0.6745) <= 54, `${held(0.6745)} of 80`);
  });

  it(`finds none where there is none (seed ${seed})`, () => {
    const count = Math.min(draws(5), 60);
    for (const name of ['straight line', 'line, skewed noise', 'steep curve']) {
      const found = fitsOf(name, count).filter(({ accepted }) => accepted).length;
      assert.ok(found <= Math.max(1, count / 10), `${name}: ${found} of ${count}`);
    }
  });
});

describe('a sweep of runs', () => {
  const made = syntheticSweeps(1)[1];
  const rowsOf = (runs: number) => {
    const { outcomes, asymmetry } = made.draw(runs, mulberry32(5));
    return outcomes.map((outcome, i) => ({ outcome, controls: [1e-3 * asymmetry[i][1] + 0.01] }));
  };

  it('is undecided below the least number of runs, counting the complete ones', () => {
    const rows = rowsOf(leastSweepRuns(1));
    const unknown = [
      { outcome: NaN, controls: [0] },
      { outcome: 1, controls: [NaN] },
    ];
    assert.equal(readSweep([...unknown, ...rows]).kind, 'fitted');
    const reading = readSweep([...unknown, ...rows.slice(1)]);
    assert.deepEqual(reading, { kind: 'tooFew', runs: rows.length - 1, least: rows.length });
    assert.deepEqual(readSweep([]), { kind: 'noControl' });
    const same = rows.map(({ outcome }) => ({ outcome, controls: [0.3] }));
    assert.deepEqual(readSweep(same), { kind: 'unvaried', controls: [0] });
    const twice = rowsOf(leastSweepRuns(2)).map(({ outcome, controls: [x] }) => ({
      ...{ outcome, controls: [x, 2 * x] },
    }));
    assert.deepEqual(readSweep(twice), { kind: 'dependent' });
  });

  it('places every run: inside the bifurcation set there are three states, and it is on one side', () => {
    const rows = rowsOf(120);
    const reading = readSweep(rows);
    assert.ok(reading.kind === 'fitted');
    assert.equal(reading.verdict, 'cusp');
    reading.places.forEach(({ bistable, upper }, i) => {
      const states = sweepOutcomes(reading, rows[i].controls);
      assert.equal(states.length, bistable ? 3 : 1);
      assert.equal(upper, bistable ? rows[i].outcome > states[1] : undefined);
    });
    assert.ok(reading.places.some(({ upper }) => upper === true));
    assert.ok(reading.places.some(({ upper }) => upper === false));
  });

  it('does not take the bounds of an entropy for two outcomes (seed 41)', () => {
    const claims = (outcome: (x: number, e: number) => number, kind: OutcomeKind) =>
      simulations(8, 41).filter((uniform) => {
        const { outcomes, asymmetry } = sweepOf(50, 1, uniform, ([, x]) =>
          outcome(x, boxMullerNormal(uniform)),
        );
        const bounded = outcomes.map((value, i) => ({
          outcome: value,
          controls: [asymmetry[i][1]],
        }));
        const reading = readSweep(bounded, kind);
        return reading.kind === 'fitted' && reading.verdict === 'cusp';
      }).length;
    // Of the entropies themselves, most of the first look like a cusp.
    const noisy = (x: number, e: number) => 1.5 * sigmoid(2 * x + 1.5 * e);
    assert.ok(claims(noisy, 'unbounded') >= 4);
    assert.ok(claims(noisy, 'entropy') <= 1);
    assert.ok(claims((x, e) => Math.exp(-1 + 1.2 * x + 0.6 * e), 'entropy') <= 1);
  });

  it('finds a fold between entropies, in any unit (seed 42)', () => {
    const [uniform] = simulations(1, 42);
    const { outcomes, asymmetry } = made.draw(120, uniform);
    const readingOf = (unit: number) =>
      readSweep(
        outcomes.map((y, i) => ({
          outcome: unit * sigmoid(2 * y - 1),
          controls: [asymmetry[i][1]],
        })),
        'entropy',
      );
    const [one, other] = [readingOf(1.5), readingOf(60)];
    assert.ok(one.kind === 'fitted' && other.kind === 'fitted');
    assert.equal(one.verdict, 'cusp');
    assert.equal(other.verdict, 'cusp');
    allClose(one.fit.asymmetry, other.fit.asymmetry, 1e-5);
    // An entropy of 0 has no logit, and is left out.
    const zero = { outcome: 0, controls: [0.1] };
    const least = leastSweepRuns(1);
    const few = outcomes.slice(1, least).map((y, i) => ({
      outcome: sigmoid(y),
      controls: [asymmetry[i][1]],
    }));
    assert.deepEqual(readSweep([zero, ...few], 'entropy'), {
      ...{ kind: 'tooFew', runs: least - 1, least },
    });
  });
});
