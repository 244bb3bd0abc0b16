import assert from 'node:assert/strict';
import { foldControls, restPoints } from '../../../src/core/entropy/equilibriumModel.ts';
import { meshFoldedSurface } from '../../../src/core/entropy/foldedMesh.ts';
import {
  feedbackOfOrder,
  freeEnergy,
  pottsTransition,
} from '../../../src/core/entropy/formats/potts.ts';
import { formatShares } from '../../../src/core/entropy/formats/replicator.ts';
import { twoFormats } from '../../../src/core/entropy/formats/twoFormats.ts';
import { mulberry32 } from '../../../src/core/random.ts';
import { sigmoid } from '../../../src/core/numeric/logistic.ts';
import { checkFoldedMesh } from './meshLaws.ts';
import { allClose, close, entries, number, numbers } from './oracles.ts';

describe('two formats', () => {
  it('agree with the oracles', () => {
    for (const [name] of entries('meanfield')) {
      if (!name.startsWith('K2')) continue;
      const J = Number(name.slice(5));
      const fold = number('meanfield', name, 'L_f');
      const h = number('meanfield', name, 'h_f');
      allClose(twoFormats.foldStates(J), [-fold, fold], 1e-14, name);
      allClose(foldControls(twoFormats, J), [h, -h], 1e-14, name);
      close(sigmoid(fold), number('meanfield', name, 'pi_f'), 1e-14);
      allClose(twoFormats.equilibria(0, J), numbers('meanfield', name, 'roots_h0'), 1e-14, name);
      close(2 * foldControls(twoFormats, J)[0], number('meanfield', name, 'width'), 1e-14);
    }
  });

  it('depend on history exactly between the folds', () => {
    const uniform = mulberry32(5);
    for (let i = 0; i < 500; i++) {
      const J = 6 * uniform();
      const h = 8 * (uniform() - 0.5);
      const inside = J > 2 && Math.abs(h) < foldControls(twoFormats, J)[0];
      const points = restPoints(twoFormats, h, J);
      assert.deepEqual(
        points.map(({ stable }) => stable),
        inside ? [true, false, true] : [true],
      );
    }
  });

  it('descend their potential, and have a valid mesh', () => {
    for (const L of [-3, -0.5, 1, 4]) {
      const slope =
        (twoFormats.potential(L + 1e-5, 0.3, 3) - twoFormats.potential(L - 1e-5, 0.3, 3)) / 2e-5;
      close(-slope, twoFormats.drift(L, 0.3, 3), 1e-8);
    }
    const options = {
      control1: [-3, 3],
      control2: [0.5, 5],
      rows: { folded: 8, single: 4 },
      columns: 5,
    } as const;
    checkFoldedMesh(twoFormats, meshFoldedSurface(twoFormats, options));
  });
});

describe('three or more formats', () => {
  it('agree with the oracles up to the size of a vocabulary', () => {
    for (const [name] of entries('meanfield')) {
      if (!name.startsWith('Potts')) continue;
      const K = Number(name.slice(8));
      const of = (key: string) => number('meanfield', name, key);
      const transition = pottsTransition(K);
      close(transition.equal, of('J_c'), 1e-13, name);
      close(transition.leader, of('m_ordered'), 1e-13, name);
      close(transition.orderAppears, of('J_spinodal_ordered'), 1e-10, name);
      assert.equal(transition.disorderEnds, of('J_spinodal_disordered'));
      close(transition.entropy.disordered, of('H_disordered'), 1e-13, name);
      close(transition.entropy.ordered, of('H_ordered'), 1e-11, name);
    }
    assert.throws(() => pottsTransition(2), RangeError);
  });

  it('are equally good ordered and disordered at the transition, where order is stable', () => {
    for (const K of [3, 4, 10, 50]) {
      const { equal, leader } = pottsTransition(K);
      const ordered = [leader, ...Array<number>(K - 1).fill((1 - leader) / (K - 1))];
      const disordered = Array<number>(K).fill(1 / K);
      close(freeEnergy(ordered, equal), freeEnergy(disordered, equal), 1e-13);
      close(feedbackOfOrder(K, leader), equal, 1e-12);
    }
  });

  it('follow the trajectories of the oracles', () => {
    const base = { reference: [0.5, 0.3, 0.2], success: [0.3, 0.36, 0.32] };
    const cases = [
      ['formats history wins (kappa=.4)', { ...base, usageFeedback: 0.4, strength: 0.02 }],
      ['formats performance wins (kappa=0)', { ...base, usageFeedback: 0, strength: 0.02 }],
      ['formats anchored (B=.5)', { ...base, usageFeedback: 0.4, strength: 0.5 }],
    ] as const;
    for (const [name, competition] of cases) {
      const expected = entries('dyn', name);
      const shares = formatShares(
        competition,
        expected.map(([t]) => Number(t)),
      );
      assert.equal(shares.length, expected.length);
      shares.forEach((share, i) => allClose(share, expected[i][1] as number[], 1e-9, name));
    }
  });
});
