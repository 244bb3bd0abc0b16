import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapes, fluctuations } from '../../../src/core/entropy/escape.ts';
import { follow, lowestWell, settle } from '../../../src/core/entropy/hysteresis.ts';
import { foldControls, restPoints } from '../../../src/core/entropy/equilibriumModel.ts';
import {
  discriminant,
  foldPoint,
  hysteresisLoop,
  normalForm,
  rateNearFold,
} from '../../../src/core/entropy/normalForm.ts';
import { depressedCubicRoots } from '../../../src/core/numeric/cubic.ts';
import { mulberry32 } from '../../../src/core/random.ts';
import { allClose, close, entries, number, numbers } from './oracles.ts';
import { draws } from '../../draws.ts';

// Not so small that the cube of a root leaves the range of doubles.
const control = fc
  .double({ min: -10, max: 10, noNaN: true })
  .filter((x) => x === 0 || Math.abs(x) > 1e-150);
const controls = fc.record({ a: control, b: control });

describe('the depressed cubic', () => {
  it('has three roots exactly where the discriminant is positive', () => {
    const uniform = mulberry32(11);
    for (let i = 0; i < 20_000; i++) {
      const a = 6 * uniform() - 3;
      const b = 6 * uniform() - 3;
      if (Math.abs(discriminant(a, b)) < 1e-9) continue;
      const expected = discriminant(a, b) > 0 ? 3 : 1;
      assert.equal(depressedCubicRoots(a, b).length, expected, `a = ${a}, b = ${b}`);
    }
  });

  it('leaves a residual of a few units in the last place, also next to a double root', () => {
    const nearFold = fc
      .tuple(
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        fc.constantFrom(-1, 1),
        fc.constantFrom(0, 1e-14, -1e-14, 1e-12, -1e-9, 1e-6),
      )
      .map(([s, sign, off]) => ({ a: -3 * s * s, b: sign * 2 * s ** 3 * (1 + off) }));
    fc.assert(
      fc.property(fc.oneof(controls, nearFold), ({ a, b }) => {
        for (const x of depressedCubicRoots(a, b)) {
          const scale = Math.abs(x) ** 3 + Math.abs(a * x) + Math.abs(b);
          const residual = Math.abs(exactCubic(x, a, b));
          assert.ok(residual <= 4 * Number.EPSILON * scale, `x = ${x}: ${residual / scale}`);
        }
      }),
      { numRuns: draws(1000) },
    );
  });

  it('has an error of at most 2 ulp times the condition number of the root', () => {
    fc.assert(
      fc.property(controls, ({ a, b }) => {
        for (const x of depressedCubicRoots(a, b)) {
          if (Math.abs(x) < 1e-100) continue;
          const slope = Math.abs(3 * x * x + a);
          const condition = Math.max(1, (Math.abs(a * x) + Math.abs(b)) / (Math.abs(x) * slope));
          const reach = 2 * Number.EPSILON * condition;
          if (!(reach < 1e-4)) continue;
          const below = exactCubic(x * (1 - reach), a, b);
          const above = exactCubic(x * (1 + reach), a, b);
          assert.ok(Math.sign(below) !== Math.sign(above), `x = ${x}`);
        }
      }),
      { numRuns: draws(1000) },
    );
  });

  it('agrees with the oracles', () => {
    for (const [key] of entries('normal', 'roots')) {
      const [a, b] = key.slice(1, -1).split(',').map(Number);
      allClose(depressedCubicRoots(a, b), numbers('normal', 'roots', key), 1e-15, key);
    }
    assert.deepEqual(depressedCubicRoots(0, 0), [0]);
  });
});

describe('the normal form', () => {
  it('has its folds on the fold curve, with zero stiffness', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), (t) => {
        const { a, b, x } = foldPoint(t);
        assert.ok(Math.abs(normalForm.stiffness(x, b, a)) <= 1e-15 * (1 - a));
        close(normalForm.control1At(x, a), b, 1e-15);
        if (t > 1e-3) allClose(foldControls(normalForm, a), [-b, b], 1e-14);
      }),
    );
  });

  it('has the closed forms of the oracles', () => {
    for (const [a, forcing] of entries('normal', 'fold_b'))
      close(hysteresisLoop(Number(a))!.forcing, Number(forcing), 1e-15);
    assert.equal(hysteresisLoop(-3)!.width, number('normal', 'hysteresis', 'width a=-3'));
    assert.equal(hysteresisLoop(-3)!.area, number('normal', 'hysteresis', 'loop area a=-3'));
    assert.equal(hysteresisLoop(-1)!.area, number('normal', 'hysteresis', 'loop area a=-1'));
    assert.equal(hysteresisLoop(0), undefined);
    const upper = restPoints(normalForm, 1.99, -3).at(-1)!;
    close(1 / upper.relaxationTime, number('normal', 'csd', 'a=-3,b=1.99 upper lam'), 1e-12);
    close(rateNearFold(-3, 1.99), number('normal', 'csd', 'asym'), 1e-12);
    close(rateNearFold(-3, 1.9999), number('normal', 'csd', 'asym2'), 1e-12);
    const { byState, byControl2 } = normalForm.slopes(1.532088886237956, -3);
    allClose(
      [-byControl2, 1, -byState],
      numbers('normal', 'gradient (Fa,Fb,Fx) at (a,b,x)=(-3,1,1.532088886237956)'),
      1e-14,
    );
  });

  it('jumps by three half-widths to the other sheet at its fold', () => {
    const landing = number('normal', 'landing', 'fold x=+1 (a=-3,b=2) lands at');
    close(settle(normalForm, 1, 2 + 1e-12, -3), landing, 1e-9);
    close(1 - landing, hysteresisLoop(-3)!.jump);
  });

  it('encloses the area 3a²/2 in a slow sweep back and forth, and none under Maxwell', () => {
    for (const a of [-1, -3]) {
      const { forcing, area } = hysteresisLoop(a)!;
      const n = 4000;
      const up = Array.from({ length: n + 1 }, (_, i) => ({
        control1: forcing * 1.5 * ((2 * i) / n - 1),
        control2: a,
      }));
      const path = [...up, ...up.toReversed()];
      const enclosed = (states: readonly number[]) =>
        states.slice(1).reduce((sum, x, i) => {
          return sum + ((x + states[i]) / 2) * (path[i + 1].control1 - path[i].control1);
        }, 0);
      close(enclosed(follow(normalForm, 5, path, 'delay')) / area, 1, 2e-3);
      close(enclosed(follow(normalForm, 5, path, 'maxwell')) / area, 0, 2e-3);
    }
  });

  it('changes wells at b = 0 under the Maxwell convention', () => {
    assert.ok(lowestWell(normalForm, 1e-9, -2)! < 0);
    assert.ok(lowestWell(normalForm, -1e-9, -2)! > 0);
    close(
      normalForm.potential(Math.SQRT2, 0, -2),
      number('normal', 'maxwell', 'V at wells a=-2 b=0'),
    );
  });

  it('never passes an equilibrium while settling', () => {
    fc.assert(
      fc.property(controls, fc.double({ min: -5, max: 5, noNaN: true }), ({ a, b }, x) => {
        const rest = settle(normalForm, x, b, a);
        assert.ok(normalForm.potential(rest, b, a) <= normalForm.potential(x, b, a) + 1e-9);
        for (const other of depressedCubicRoots(a, b))
          assert.ok(other <= Math.min(x, rest) || other >= Math.max(x, rest));
      }),
    );
  });
});

describe('escape', () => {
  it('has a barrier of a²/4 at b = 0, with the Kramers rate', () => {
    const [left, right] = escapes(normalForm, 0, -2);
    close(left.barrier, number('normal', 'barrier_a-2_b0', 'formula a^2/4'), 1e-15);
    close(left.rate(0.6), number('normal', 'kramers a=-2 b=0 sigma=.6 rate'), 1e-13);
    assert.equal(right.ridge, left.ridge);
    assert.deepEqual(escapes(normalForm, 0, 1), []);
  });

  it('has the barriers of the oracles off the middle', () => {
    const [left, right] = escapes(normalForm, 0.75, -2);
    close(left.barrier, number('normal', 'barriers_a-2_b0.75', 'from_lower'), 1e-14);
    close(right.barrier, number('normal', 'barriers_a-2_b0.75', 'from_upper'), 1e-14);
  });

  it('fluctuates more and for longer as the rate falls', () => {
    assert.deepEqual(fluctuations(0.5, 2, 0), { variance: 4, autocorrelation: 1 });
    close(fluctuations(2, 1, 0.5).autocorrelation, Math.exp(-1), 1e-15);
  });
});

/** x³ + a·x + b in integer arithmetic, rounded once. */
function exactCubic(x: number, a: number, b: number): number {
  const places = 1100n;
  const integer = (v: number): bigint => {
    let shift = 0n;
    assert.ok(Number.isFinite(v));
    let y = v;
    while (!Number.isInteger(y)) {
      y *= 2 ** 27;
      shift += 27n;
    }
    return BigInt(y) << (places - shift);
  };
  const X = integer(x);
  const sum = X ** 3n + ((integer(a) * X) << places) + (integer(b) << (2n * places));
  if (sum === 0n) return 0;
  const size = 4 * (sum < 0n ? -sum : sum).toString(16).length;
  const drop = BigInt(Math.max(0, size - 60));
  // Below the smallest double only the sign is left.
  const rounded = Number(sum >> drop) * 2 ** Number(drop - 3n * places);
  return rounded || (sum < 0n ? -Number.MIN_VALUE : Number.MIN_VALUE);
}
