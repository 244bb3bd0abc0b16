import type { FormatControls, GrpoControls } from '../../../core/entropy/controls.ts';
import { restPoints } from '../../../core/entropy/equilibriumModel.ts';
import { maxwellStrength, stabilityOf, type Jump } from '../../../core/entropy/stability.ts';
import type { ModelState } from '../../../core/entropy/quasiStaticPath.ts';
import { sigmoid } from '../../../core/numeric/logistic.ts';
import { numberText } from '../../../core/numberText.ts';
import { l10n } from '../../kit/l10n.ts';
import { labelsOf } from './labels.ts';
import type { EntropyState } from './state.ts';

export type HeadlineState = Pick<EntropyState, 'modelView' | 'controls' | 'place'> & {
  readonly choices: Pick<EntropyState['choices'], 'convention'>;
};

/** What the state of the model means, in one sentence that holds for exactly these numbers. */
export function headlineOf(state: HeadlineState): string {
  const { controls, place } = state;
  switch (controls.kind) {
    case 'grpo':
      return place ? trainingText(state, controls, place) : unheldText();
    case 'normalForm':
      return place ? normalFormText(state, place) : '';
    case 'twoFormats':
      return place ? formatsText(state, controls, place) : '';
  }
}

/** A weight that no training uses. Thresholds below it make no difference. */
const leastWeight = 1e-4;

function unheldText(): string {
  return l10n.t(
    'Nothing holds entropy up: without a KL term or an entropy bonus it declines to zero.',
  );
}

function trainingText(
  { modelView, choices }: HeadlineState,
  controls: GrpoControls,
  place: ModelState,
): string {
  const { stable, isOnly, isStable, isLost, falling, rising } = stabilityOf(modelView, place);
  const weight = tunedWeight(modelView, controls);
  const now = l10n.t('{0} = {1}', weight.symbol, numberText(weight.value(place.control2), 3));
  const below = (strength: number): string =>
    roundedDown(weight.value(strength), weight.value(place.control2));
  if (isLost) return lostText(stable > 0, now, rising, below);
  if (stable === 0) return l10n.t('{0} is too weak to hold any entropy: it declines to zero.', now);
  const nats = natsText(modelView, place.state);
  if (!isStable)
    return l10n.t(
      'Entropy is {0}, at a tipping point: the slightest push decides whether it collapses.',
      nats,
    );
  if (choices.convention === 'maxwell') {
    const even = maxwellStrength(modelView, place);
    if (even !== undefined)
      return l10n.t(
        'Entropy is {0}. If the better state always wins, it is held while {1} is above {2}, and collapsed below.',
        nats,
        weight.symbol,
        numberText(weight.value(even), 3),
      );
  }
  if (falling && rising)
    return l10n.t(
      'Entropy is {0}, between two jumps: it collapses if {1} falls below {2}, and recovers only above {3}.',
      nats,
      weight.symbol,
      below(falling.at),
      below(rising.at),
    );
  if (falling && weight.value(falling.at) < leastWeight)
    return l10n.t(
      'Entropy is held at {0}, and even {1} = {2} would hold it.',
      nats,
      weight.symbol,
      numberText(leastWeight),
    );
  if (falling?.back !== undefined && falling.isForGood)
    return l10n.t(
      'Entropy is held at {0}. It is lost if {1} falls below {2}, and then no {1} below {3} brings it back.',
      nats,
      weight.symbol,
      below(falling.at),
      below(falling.back),
    );
  if (falling) return heldText(nats, now, weight.symbol, isOnly, falling, below);
  if (!rising)
    return l10n.t(
      'Entropy is {0} and changes gradually with {1}: from here, nothing jumps.',
      nats,
      weight.symbol,
    );
  if (stable > 1)
    return l10n.t(
      'Entropy has collapsed to {0}. {1} would have prevented this, but undoing it takes more than {2}.',
      nats,
      now,
      below(rising.at),
    );
  const undone = below(rising.at);
  const prevented = rising.back === undefined ? undone : below(rising.back);
  return prevented === undone
    ? l10n.t(
        'Entropy has collapsed to {0}. {1} is too weak: preventing or undoing this takes more than {2}.',
        nats,
        now,
        undone,
      )
    : l10n.t(
        'Entropy has collapsed to {0}. {1} is too weak: preventing this takes more than {2}, undoing it more than {3}.',
        nats,
        now,
        prevented,
        undone,
      );
}

/** A state that nothing holds, although less of it might have been held. */
function lostText(
  isHoldable: boolean,
  now: string,
  rising: Jump | undefined,
  below: (strength: number) => string,
): string {
  if (isHoldable)
    return rising
      ? l10n.t(
          'Nothing holds entropy now: it declines to zero. {0} would have prevented this, but undoing it takes more than {1}.',
          now,
          below(rising.at),
        )
      : l10n.t(
          'Nothing holds entropy now: it declines to zero. {0} would have prevented this, but does not undo it.',
          now,
        );
  return rising?.back === undefined
    ? l10n.t('{0} is too weak to hold any entropy: it declines to zero.', now)
    : l10n.t(
        '{0} is too weak to hold any entropy: it declines to zero. Preventing this takes more than {1}, undoing it more than {2}.',
        now,
        below(rising.back),
        below(rising.at),
      );
}

function heldText(
  nats: string,
  now: string,
  symbol: string,
  isOnly: boolean,
  { at, back }: Jump,
  below: (strength: number) => string,
): string {
  if (isOnly)
    return l10n.t(
      'Entropy is held at {0}: {1} would even undo a collapse. It collapses if {2} falls below {3}.',
      nats,
      now,
      symbol,
      below(at),
    );
  if (back === undefined)
    return l10n.t(
      'Entropy is held at {0}. It collapses if {1} falls below {2}, and then nothing brings it back.',
      nats,
      symbol,
      below(at),
    );
  return l10n.t(
    'Entropy is held at {0}. It collapses if {1} falls below {2}, and then recovers only above {3}.',
    nats,
    symbol,
    below(at),
    below(back),
  );
}

function normalFormText({ modelView }: HeadlineState, place: ModelState): string {
  const { stable, isStable, falling, rising } = stabilityOf(modelView, place);
  if (!isStable) return l10n.t('The state is at a tipping point: the slightest push decides.');
  if (stable === 1) return l10n.t('There is one stable state here, whatever the history.');
  const { lower, upper, symbol1 } = labelsOf(modelView);
  if (falling)
    return l10n.t(
      'Two states are stable here. The state is on the {0} and jumps if {1} falls below {2}.',
      lower,
      symbol1,
      roundedDown(falling.at, place.control1),
    );
  return rising
    ? l10n.t(
        'Two states are stable here. The state is on the {0} and jumps if {1} rises above {2}.',
        upper,
        symbol1,
        roundedUp(rising.at, place.control1),
      )
    : '';
}

function formatsText(
  { modelView }: HeadlineState,
  { success: [first, second] }: FormatControls,
  { control1, control2, state }: ModelState,
): string {
  const leads = state > 0;
  const name = leads ? l10n.t('The first format') : l10n.t('The second format');
  const share = numberText(100 * sigmoid(Math.abs(state)), 2);
  const points = restPoints(modelView.model, control1, control2).filter(({ stable }) => stable);
  const rival = points.some((point) => point.state > 0 !== leads);
  const isWorse = leads ? first < second : second < first;
  if (rival)
    return isWorse
      ? l10n.t(
          '{0} leads with {1} % although the other one is better: history decides.',
          name,
          share,
        )
      : l10n.t(
          '{0} leads with {1} %. The other one could lead instead: history decides.',
          name,
          share,
        );
  return isWorse
    ? l10n.t(
        '{0} leads with {1} % although the other one is better, whatever the history.',
        name,
        share,
      )
    : l10n.t('{0} leads with {1} %, whatever the history.', name, share);
}

/** The weight that a user would turn, as a function of the strength B. */
interface TunedWeight {
  readonly symbol: string;
  readonly value: (strength: number) => number;
}

/** With k3, β; with reverse KL, β or τ alone without the other, or their sum at the same ratio. */
function tunedWeight(
  { grpo }: EntropyState['modelView'],
  { kl, entropyBonus, credit }: GrpoControls,
): TunedWeight {
  const isAlone = entropyBonus === 0 || grpo?.force.klGradient !== 'reverse';
  const symbol = isAlone ? 'β' : kl === 0 ? 'τ' : 'β + τ';
  return { symbol, value: (strength) => strength * credit };
}

/** Entropy that no training can tell from zero, in nats. */
const leastEntropy = 1e-12;

/** The entropy of a state, or its logit where the model has no entropy. */
export function natsText({ entropy }: EntropyState['modelView'], state: number): string {
  const value = entropy ? entropy(state) : state;
  return l10n.t('{0} nats', numberText(entropy && value < leastEntropy ? 0 : value, 2));
}

/**
 * A threshold with two digits, never above the number: what happens below the number happens below
 * the text, and what takes more than the number takes more than the text. There are more digits where
 * it would otherwise be on the wrong side of the present value.
 */
export function roundedDown(x: number, present: number): string {
  return rounded(x, present, Math.floor);
}

/** The same, never below the number. */
export function roundedUp(x: number, present: number): string {
  return rounded(x, present, Math.ceil);
}

function rounded(x: number, present: number, round: (x: number) => number): string {
  for (let digits = 2; digits < 6; digits++) {
    const unit = 10 ** (Math.floor(Math.log10(Math.abs(x))) + 1 - digits);
    // 0.3 / 0.01 is slightly less than 30.
    const units =
      Math.abs(x / unit - Math.round(x / unit)) < 1e-7 ? Math.round(x / unit) : round(x / unit);
    const value = Number((units * unit).toPrecision(digits));
    if (value > present === x > present) return numberText(value, digits);
  }
  return numberText(x, 6);
}
