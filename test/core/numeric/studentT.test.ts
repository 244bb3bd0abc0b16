import assert from 'node:assert/strict';
import fc from 'fast-check';
import { twoSidedP, twoSidedQuantile } from '../../../src/core/numeric/studentT.ts';
import { near } from './near.ts';

/**
 * Two-sided quantiles by degrees of freedom. They round to the tables of Fisher and Yates (1963);
 * the further digits were computed with 40 from the incomplete beta function.
 */
const probabilities = [0.2, 0.1, 0.05, 0.02, 0.01, 0.002, 0.001];
// prettier-ignore
const quantiles: readonly (readonly [degrees: number, quantiles: readonly number[]])[] = [
  [1, [3.0776835371752534, 6.3137515146750431, 12.706204736174705, 31.820515953773958, 63.656741162871581, 318.30883898555045, 636.61924876871962]],
  [2, [1.8856180831641267, 2.9199855803537257, 4.3026527297494639, 6.9645567342832742, 9.9248432009182931, 22.327124770119875, 31.599054576443621]],
  [3, [1.6377443536962101, 2.3533634348018239, 3.1824463052837096, 4.5407028585681336, 5.8409093097333573, 10.214531852407387, 12.923978636687483]],
  [4, [1.5332062740589439, 2.1318467863266503, 2.7764451051977944, 3.7469473879791968, 4.6040948713499932, 7.1731822197823085, 8.6103015813792751]],
  [5, [1.4758840488244811, 2.0150483733330242, 2.5705818356363155, 3.3649299989072186, 4.0321429835552281, 5.8934295313560101, 6.8688266258811102]],
  [10, [1.3721836411103356, 1.8124611228116764, 2.2281388519862747, 2.7637694581126962, 3.1692726726169512, 4.1437004940465897, 4.5868938587026359]],
  [20, [1.3253407069850463, 1.7247182429207873, 2.0859634472658648, 2.5279770027415735, 2.8453397097861085, 3.5518083432033332, 3.8495162749308272]],
  [30, [1.3104150253913956, 1.6972608865939578, 2.0422724563012383, 2.4572615424005914, 2.7499956535672253, 3.3851848668293051, 3.6459586350420218]],
  [60, [1.2958210935157308, 1.6706488649046365, 2.0002978220142605, 2.3901194726249133, 2.6602830288550372, 3.2317091260243598, 3.460200469196356]],
  [120, [1.2886462336563779, 1.6576508993552356, 1.9799304050824408, 2.3578246126487555, 2.617421145106866, 3.1595387433171106, 3.3734537685625004]],
  [1000, [1.2823987214609244, 1.6463788172854647, 1.9623390808264085, 2.330082674755513, 2.5807546980659511, 3.0984021639129229, 3.3002826484239129]],
];

/** Extreme probabilities, computed in the same way. */
const tails: readonly (readonly [degrees: number, t: number, p: number])[] = [
  [1, 1e-8, 0.99999999363380227632],
  [3, 1e-5, 0.99999264894806120613],
  [7, 0.001, 0.99923001724499884374],
  [10, 0.1, 0.92232071856440831518],
  [5, 2.5, 0.054490099342376241116],
  [1, 1e6, 6.3661977236736913648e-7],
  [2, 1e10, 9.9999999999999999998e-21],
  [30, 12, 5.580185415199256063e-13],
  [50, 40, 1.2412423784372705586e-39],
  [200, 3, 0.0030430471139059028034],
  [4, 1e60, 6.0000000000000012147e-240],
];

describe('Student’s t', () => {
  const degrees = fc.integer({ min: 1, max: 200 });

  it('has the quantiles of the tables', () => {
    for (const [n, row] of quantiles)
      row.forEach((t, i) => {
        const p = probabilities[i];
        near(twoSidedQuantile(p, n), t, { relative: 1e-12, what: `t(${p}, ${n})` });
        // The digits of t that a double holds leave an error of p of about t times its own.
        near(twoSidedP(t, n), p, { relative: 1e-12, what: `p(${t}, ${n})` });
      });
  });

  it('has the probabilities of small and of very large t', () => {
    for (const [n, t, p] of tails) {
      near(twoSidedP(t, n), p, { relative: 1e-12, what: `p(${t}, ${n})` });
      assert.equal(twoSidedP(-t, n), twoSidedP(t, n));
      near(twoSidedQuantile(twoSidedP(t, n), n), t, { relative: 1e-7 });
    }
    assert.deepEqual([twoSidedP(0, 3), twoSidedP(Infinity, 3)], [1, 0]);
  });

  it('has its closed forms for one, two and four degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (t) => {
        near(twoSidedP(t, 1), (2 / Math.PI) * Math.atan(1 / t), { relative: 1e-12 });
        const s = Math.sqrt(2 + t * t);
        near(twoSidedP(t, 2), 2 / (s * (s + t)), { relative: 1e-12 });
        const x = t / Math.sqrt(4 + t * t);
        near(twoSidedP(t, 4), 1 - (x * (3 - x * x)) / 2, { absolute: 1e-13 });
      }),
    );
  });

  it('has a quantile that is inverted by the probability', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-6, noNaN: true }), degrees, (p, n) => {
        near(twoSidedP(twoSidedQuantile(p, n), n), p, { relative: 1e-11 });
      }),
    );
  });

  it('decreases with t and, beyond 1, with the degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 30, noNaN: true }), degrees, (t, n) => {
        const p = twoSidedP(t, n);
        assert.ok(twoSidedP(t * 1.001, n) < p);
        assert.ok(twoSidedP(t, n + 1) < p);
      }),
    );
  });
});
