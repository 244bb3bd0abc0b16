import { policyStep } from './covariance.ts';
import { foldControls, restPoints } from './equilibriumModel.ts';
import { pottsTransition } from './formats/potts.ts';
import { twoFormats } from './formats/twoFormats.ts';
import type { Estimator } from './grpo/estimator.ts';
import { grpoModel } from './grpo/grpoModel.ts';
import { maxwellStrengths } from './grpo/thresholds.ts';
import { settle } from './hysteresis.ts';
import { hysteresisLoop, normalForm } from './normalForm.ts';
import { checksOf, type Check } from '../selfCheck/check.ts';

/**
 * Checks of the mathematics of entropy collapse against closed forms, and against numbers of two
 * independent programs that agree to 1.6e-15.
 */
export function entropyChecks(): readonly Check[] {
  return [...cusp(), ...closedForms(), ...grpo(), ...formats(), ...covariance()];
}

function cusp(): readonly Check[] {
  const check = checksOf('Cusp x³ + a·x + b = 0', 'Thom 1972');
  const loop = hysteresisLoop(-3);
  return [
    check('a = −3: folds at b = ±', loop?.forcing ?? NaN, 2, 1e-15),
    check(
      'a = −3, b = 0: outer root',
      normalForm.equilibria(0, -3).at(-1) ?? NaN,
      Math.sqrt(3),
      1e-15,
    ),
    check(
      'a = −3, b = 1: middle root',
      normalForm.equilibria(1, -3)[1] ?? NaN,
      2 * Math.sin(Math.PI / 18),
      1e-15,
    ),
    check('a = −3: area of the hysteresis loop', loop?.area ?? NaN, 13.5, 1e-15),
    check(
      'a = −3: landing after the jump from x = 1',
      settle(normalForm, 1, 2 + 1e-12, -3),
      -2,
      1e-9,
    ),
  ];
}

function closedForms(): readonly Check[] {
  const check = checksOf('RLOO and infinite groups', 'closed forms');
  const rows: Check[] = [];
  for (const T of [2, 10]) {
    const [point] = grpoModel({ kind: 'rloo' }, T).cusps;
    rows.push(
      check(`RLOO, T = ${T}: cusp at B = ((T−1)/T)^T`, point.control2, ((T - 1) / T) ** T, 1e-12),
      check(
        `RLOO, T = ${T}: cusp at u₀ = ln(T−1) − T/(T−1)`,
        point.control1,
        Math.log(T - 1) - T / (T - 1),
        1e-12,
      ),
    );
  }
  const infinite = grpoModel({ kind: 'infiniteGroup', epsilon: 0 }, 1);
  const fold = 2 * Math.asinh(0.3);
  return [
    ...rows,
    check('G = ∞, B = 0.3: fold at u = 2 asinh B', infinite.foldStates(0.3)[0], fold, 1e-12),
    check(
      'and at u₀ = u − 2 √(1 + B²)/B',
      foldControls(infinite, 0.3)[0],
      fold - (2 * Math.sqrt(1.09)) / 0.3,
      1e-12,
    ),
  ];
}

function grpo(): readonly Check[] {
  const check = checksOf('GRPO', 'independent programs');
  const of = (group: number, decisions: number) => {
    const estimator: Estimator = { kind: 'grpo', group, deviation: 'unbiased' };
    return grpoModel(estimator, decisions);
  };
  const eightTen = of(8, 10);
  const [point] = eightTen.cusps;
  const folds = foldControls(eightTen, 0.3);
  const states = eightTen.equilibria(0, 0.3);
  const [balance] = maxwellStrengths(of(8, 4), -Math.log(3));
  return [
    check('G = 8, T = 10: cusp at u', point.state, 3.267313393790678, 1e-9),
    check('at u₀', point.control1, 1.1124984010678496, 1e-9),
    check('at B', point.control2, 0.6045226682928214, 1e-9),
    check('B = 0.3: collapse beyond u₀', folds[0], 0.5371874918501056, 1e-11),
    check('B = 0.3: recovery below u₀', folds[1], -2.1235860295680276, 1e-11),
    check('u₀ = 0, B = 0.3: open state u', states[0], 0.017391968610680878, 1e-11),
    check('threshold u', states[1], 2.0356023726712724, 1e-11),
    check('collapsed state u', states[2], 8.197227041879408, 1e-11),
    check('G = 16, T = 3: states at rest', of(16, 3).equilibria(-1.6979, 0.38).length, 5),
    check(
      'of which stable',
      restPoints(of(16, 3), -1.6979, 0.38).filter((p) => p.stable).length,
      3,
    ),
    check(
      'G = 8, T = 4, reference ¼: both equally good at B',
      balance.control2,
      0.3528094574000168,
      1e-10,
    ),
  ];
}

function formats(): readonly Check[] {
  const check = checksOf('Competing formats', 'closed forms');
  const { equal, leader, disorderEnds } = pottsTransition(10);
  return [
    check(
      'two formats, J = 4: fold at L',
      twoFormats.foldStates(4)[1],
      2 * Math.acosh(Math.SQRT2),
      1e-14,
    ),
    check(
      'ten formats: order and disorder equal at J = 2·9/8·ln 9',
      equal,
      ((2 * 9) / 8) * Math.log(9),
      1e-13,
    ),
    check('there the leader has 9/10', leader, 0.9, 1e-13),
    check('disorder ends at J = 10', disorderEnds, 10),
  ];
}

function covariance(): readonly Check[] {
  const check = checksOf('One update of a policy', 'independent programs');
  const logits = [1, 0.5, 0, -0.5, -1];
  const { entropy, covariance, entropyChange } = policyStep(logits, [1, 0, 1, 0, 0], 0.1);
  return [
    check('entropy, nats', entropy, 1.3942849625089195, 1e-14),
    check('Cov(ln π, π A)', covariance.ordinary, 0.0873917365505262, 1e-13),
    check('Cov(ln π, A)', covariance.natural, 0.3312711797361919, 1e-13),
    check(
      'change of entropy, policy gradient',
      entropyChange.ordinary,
      -0.009200122309664938,
      1e-12,
    ),
    check(
      'change of entropy, natural gradient',
      entropyChange.natural,
      -0.037307471343989596,
      1e-12,
    ),
  ];
}
