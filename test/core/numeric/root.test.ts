import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rootBetween, rootsOfPieces, rootsOnGrid } from '../../../src/core/numeric/root.ts';
import { near } from './near.ts';

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Two units in the last place, the tolerance of the search. */
const fewUlp = 4 * Number.EPSILON;

describe('a root between two arguments', () => {
  /** Strictly monotone functions, whose computed values change sign exactly at 0. */
  const shapes: readonly ((d: number) => number)[] = [
    (d) => d,
    (d) => d * (1 + d * d),
    (d) => d ** 3,
    (d) => d ** 9,
    Math.cbrt,
    Math.atan,
    Math.expm1,
    (d) => -Math.sinh(d),
    (d) => Math.sign(d),
    (d) => 1e-300 * d,
  ];

  it('is the argument at which the function changes sign', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        finite(-20, 20),
        finite(1e-3, 20),
        finite(1e-3, 20),
        (shape, root, before, after) => {
          const f = (x: number) => shape(x - root);
          const found = rootBetween(f, root - before, root + after);
          const mirrored = rootBetween(f, root + after, root - before);
          // A power can underflow to 0 next to its root.
          for (const x of [found, mirrored])
            if (f(x) !== 0) near(x, root, { relative: fewUlp, absolute: 1e-300 });
        },
      ),
    );
  });

  it('agrees with closed forms', () => {
    near(rootBetween(Math.cos, 0, 3), Math.PI / 2, { relative: fewUlp });
    near(
      rootBetween((x) => x * x - 2, 0, 2),
      Math.SQRT2,
      { relative: fewUlp },
    );
    near(
      rootBetween((x) => Math.exp(x) - 10, -700, 700),
      Math.LN10,
      { relative: fewUlp },
    );
    // Dottie's number, OEIS A003957.
    near(
      rootBetween((x) => Math.cos(x) - x, 0, 1),
      0.739085133215160641655,
      { relative: fewUlp },
    );
  });

  it('is an end where the function is 0 there', () => {
    assert.equal(
      rootBetween((x) => x - 1, 1, 3),
      1,
    );
    assert.equal(
      rootBetween((x) => x - 3, 1, 3),
      3,
    );
  });

  it('is found at 0, next to it, and between the largest numbers', () => {
    assert.equal(
      rootBetween((x) => x, -1, 3),
      0,
    );
    near(
      rootBetween((x) => x - 3e-310, -1, 1),
      3e-310,
      { absolute: 1e-323 },
    );
    near(
      rootBetween((x) => Math.cbrt(x) - 1, -Number.MAX_VALUE, Number.MAX_VALUE),
      1,
      { relative: fewUlp },
    );
  });

  it('takes few evaluations of a smooth function and a bounded number of any', () => {
    const evaluations = (f: (x: number) => number, from: number, to: number): number => {
      let n = 0;
      rootBetween((x) => (n++, f(x)), from, to);
      return n;
    };
    assert.ok(evaluations((x) => x * x - 2, 0, 2) <= 12);
    assert.ok(evaluations((x) => Math.exp(x) - 10, 0, 5) <= 14);
    // Bisection alone takes about 60 on an interval of doubles without 0.
    assert.ok(evaluations((x) => Math.sign(x - Math.E), 1, 4) <= 120);
    assert.ok(evaluations((x) => (x - Math.E) ** 15, 1, 4) <= 250);
  });

  it('is rejected where the signs do not differ, or a value is not a number', () => {
    for (const f of [(x: number) => x * x + 1, (x: number) => -1 - x * x, () => NaN])
      assert.throws(() => rootBetween(f, -1, 1), RangeError);
    assert.throws(() => rootBetween((x) => (x < 0 ? NaN : 1), -1, 1), RangeError);
    assert.throws(() => rootBetween((x) => (x < 0 ? 1 : NaN), -1, 1), RangeError);
  });
});

describe('roots on a grid', () => {
  it('are all that are further apart than its steps, in ascending order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 39 }), { maxLength: 8 }),
        finite(0.1, 0.9),
        (places, offset) => {
          const roots = places.map((place) => (place + offset) / 40).sort((a, b) => a - b);
          const f = (x: number) => roots.reduce((product, root) => product * (x - root), 1);
          const found = rootsOnGrid(f, 0, 1, 40);
          assert.equal(found.length, roots.length);
          found.forEach((x, i) => near(x, roots[i], { relative: fewUlp }));
        },
      ),
    );
  });

  it('on a point of the grid count once, where the sign changes', () => {
    assert.deepEqual(
      rootsOnGrid((x) => x, -1, 1, 2),
      [0],
    );
    assert.deepEqual(
      rootsOnGrid((x) => x * x, -1, 1, 2),
      [],
    );
    assert.deepEqual(rootsOnGrid((x) => (Math.abs(x) < 0.5 ? 0 : x), -1, 1, 8).length, 1);
    assert.deepEqual(
      rootsOnGrid((x) => (x < 0 ? 1 : 0), -1, 1, 8),
      [],
    );
  });
});

describe('roots of monotone pieces', () => {
  const cubic = (x: number) => x * (x * x - 3);

  it('are one for each piece that changes sign', () => {
    const roots = rootsOfPieces(cubic, [-5, -1, 1, 5]);
    assert.equal(roots.length, 3);
    [-Math.sqrt(3), 0, Math.sqrt(3)].forEach((x, i) => near(roots[i], x, { absolute: 4e-16 }));
    assert.deepEqual(rootsOfPieces((x) => cubic(x) + 3, [-5, -1, 1, 5]).map(Math.round), [-2]);
  });

  it('count once at an end that two pieces share', () => {
    // A double root, where the sign does not change, and a simple one, where it does.
    assert.deepEqual(
      rootsOfPieces((x) => cubic(x) - 2, [-5, -1, 1, 5]),
      [-1, 2],
    );
    assert.deepEqual(
      rootsOfPieces((x) => x, [-1, 0, 1]),
      [0],
    );
  });

  it('do not count at the outer ends, from either side', () => {
    for (const sign of [1, -1]) {
      assert.deepEqual(
        rootsOfPieces((x) => sign * (x - 1), [0, 1]),
        [],
      );
      assert.deepEqual(
        rootsOfPieces((x) => sign * (x - 1), [1, 2]),
        [],
      );
    }
    assert.deepEqual(
      rootsOfPieces(() => 0, [0, 1]),
      [],
    );
  });

  it('are those of a polynomial between its turning points', () => {
    fc.assert(
      fc.property(finite(-3, 3), (level) => {
        const f = (x: number) => cubic(x) - level;
        const roots = rootsOfPieces(f, [-5, -1, 1, 5]);
        assert.equal(roots.length, Math.abs(level) < 2 ? 3 : Math.abs(level) > 2 ? 1 : 2);
        for (const x of roots) assert.ok(Math.abs(f(x)) <= 1e-14);
        assert.deepEqual(
          roots,
          roots.toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
