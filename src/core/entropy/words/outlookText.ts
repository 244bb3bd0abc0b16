import type { Localizer } from '../../localizer.ts';
import { numberText } from '../../numberText.ts';
import type { BetaPlace, Blind, KlOutlook, Outlook } from '../diagnostics/outlook.ts';
import { joinedBand, type KindBand, type Range } from '../diagnostics/placementBand.ts';
import type { KlGradient } from '../grpo/klGradient.ts';

/** An outlook in words. Every text is one or more whole sentences. */
export interface OutlookText {
  readonly rows: readonly OutlookRow[];
  /** What this log cannot tell. */
  readonly cannotTell: readonly string[];
}

export interface OutlookRow {
  readonly name: string;
  readonly text: string;
}

/** The text of an outlook, in the view, on the command line and in Markdown. */
export function outlookText(outlook: Outlook, l10n: Localizer): OutlookText {
  const { entropy, covariance, groups, kl, cannotTell } = outlook;
  const row = (name: string, text: string | undefined): readonly OutlookRow[] =>
    text === undefined ? [] : [{ name, text }];
  return {
    rows: [
      ...row(l10n.t('Entropy'), entropy && entropyText(entropy, l10n)),
      ...row(
        l10n.t('Covariance'),
        covariance === undefined ? undefined : covarianceText(covariance, l10n),
      ),
      ...row(l10n.t('Groups'), groups && groupsText(groups, l10n)),
      ...(kl.status === 'band'
        ? [
            ...kl.kinds.map((kind) => ({
              name: klGradientName(kind.klGradient, l10n),
              text: kindText(kind, kl, l10n),
            })),
            { name: l10n.t('This run'), text: placeText(kl, l10n) },
          ]
        : [{ name: l10n.t('KL weight β'), text: unplacedText(kl.reason, l10n) }]),
    ],
    cannotTell: cannotTell.map((code) => blindText(code, outlook, l10n)),
  };
}

/**
 * The thresholds over all models that the log leaves open, and where the run is, in a few words each.
 * Empty if the run has no place, which the verdict explains.
 */
export function outlookSummary({ kl }: Outlook, l10n: Localizer): readonly OutlookRow[] {
  if (kl.status !== 'band') return [];
  const { models, folded, hold, undo, lasting } = joinedBand(kl.kinds);
  const own = { name: l10n.t('This run'), text: shortPlace(kl, undo, l10n) };
  if (!hold)
    return [{ name: l10n.t('KL weight β'), text: l10n.t('changes entropy gradually') }, own];
  const back = undo ? rangeText(undo, l10n) : l10n.t('none');
  return [
    { name: l10n.t('β that keeps entropy high'), text: rangeText(hold, l10n) },
    {
      name: l10n.t('β that brings it back'),
      text: undo && lasting > 0 ? l10n.t('{0}, or none', back) : back,
    },
    own,
    ...(folded < models
      ? [{ name: l10n.t('Models with a fold'), text: l10n.t('{0} of {1}', folded, models) }]
      : []),
  ];
}

/** Where β is among the ranges of the summary. */
function shortPlace(
  { beta, place }: Extract<KlOutlook, { status: 'band' }>,
  undo: Range | undefined,
  l10n: Localizer,
): string {
  if (beta === undefined) return l10n.t('β is not in the log');
  const value = numberText(beta);
  switch (place) {
    case undefined:
      return `β = ${value}`;
    case 'zero':
      return l10n.t('β = 0: no KL term');
    case 'below':
      return l10n.t('β = {0}: too low', value);
    case 'amongHold':
      return l10n.t('β = {0}: may keep it high', value);
    case 'holds':
      return undo
        ? l10n.t('β = {0}: between both', value)
        : l10n.t('β = {0}: above the first', value);
    case 'amongUndo':
      return l10n.t('β = {0}: may bring it back', value);
    case 'above':
      return l10n.t('β = {0}: above both', value);
  }
}

/** β with a KL gradient. */
export function klGradientName(kind: KlGradient, l10n: Localizer): string {
  switch (kind) {
    case 'reverse':
      return l10n.t('β with reverse KL');
    case 'k3':
      return l10n.t('β with k3 as a loss');
    case 'k3Clamped':
      return l10n.t('β with k3 clamped at 10');
  }
}

function entropyText(
  { start, now, spent }: NonNullable<Outlook['entropy']>,
  l10n: Localizer,
): string {
  const percent = numberText(Math.round(100 * Math.abs(spent)));
  const [from, to] = [numberText(start, 3), numberText(now, 3)];
  return spent >= 0
    ? l10n.t('{0} nats now, {1} at the start: {2} % are spent.', to, from, percent)
    : l10n.t('{0} nats now, {1} at the start: {2} % more.', to, from, percent);
}

function covarianceText(covariance: number, l10n: Localizer): string {
  const value = numberText(covariance, 2);
  if (covariance > 0)
    return l10n.t('{0}: likely tokens gain most, so the updates lower entropy.', value);
  if (covariance < 0)
    return l10n.t('{0}: unlikely tokens gain most, so the updates raise entropy.', value);
  return l10n.t('0: the updates do not change entropy.');
}

function groupsText(
  { withoutSpread, allRight }: NonNullable<Outlook['groups']>,
  l10n: Localizer,
): string {
  const percent = (share: number): string => numberText(Math.round(100 * share));
  const idle = l10n.t(
    '{0} % have no spread, so nothing is learned from them.',
    percent(withoutSpread),
  );
  if (!allRight || withoutSpread === 0) return idle;
  const [least, most] = allRight.map(percent);
  const right =
    least === most
      ? l10n.t(
          'In {0} % all answers are right; in the others without spread, all are wrong.',
          least,
        )
      : l10n.t(
          'In {0} to {1} % all answers are right; in the others without spread, all are wrong.',
          least,
          most,
        );
  return `${idle} ${right}`;
}

/** Two digits, rounded outwards, so that a range has what it says. */
export function rangeText([least, most]: Range, l10n: Localizer): string {
  const [from, to] = [
    numberText(outward(least, Math.floor), 2),
    numberText(outward(most, Math.ceil), 2),
  ];
  return from === to ? from : l10n.t('{0} to {1}', from, to);
}

/** A number rounded to two digits in a direction. */
export function outward(x: number, round: (x: number) => number): number {
  if (x === 0) return 0;
  const digits = Math.floor(Math.log10(Math.abs(x))) - 1;
  // 0.58 is not 57.99999999999999 hundredths.
  const scaled = Number((x / 10 ** digits).toPrecision(12));
  return Number(`${round(scaled)}e${digits}`);
}

function kindText(
  { models, folded, lasting, hold, undo }: KindBand,
  { decisions: [fewest, most] }: Extract<KlOutlook, { status: 'band' }>,
  l10n: Localizer,
): string {
  const span = l10n.t('T from {0} to {1}', fewest, most);
  if (!hold) return l10n.t('With {0} there is no fold: entropy changes gradually with β.', span);
  const least = rangeText(hold, l10n);
  const sentences = [
    undo
      ? l10n.t(
          'With {0} it takes a β of {1} to keep entropy high, and of {2} to bring it back once it is low.',
          span,
          least,
          rangeText(undo, l10n),
        )
      : l10n.t(
          'With {0} it takes a β of {1} to keep entropy high. Once it is low, no β brings it back.',
          span,
          least,
        ),
  ];
  if (undo && lasting > 0)
    sentences.push(l10n.t('In {0} of {1} models, no β brings it back.', lasting, models));
  if (folded < models)
    sentences.push(
      l10n.t(
        '{0} of {1} models have no fold: entropy changes gradually with β.',
        models - folded,
        models,
      ),
    );
  return sentences.join(' ');
}

function placeText(
  { beta, place, kinds, entropyBonus }: Extract<KlOutlook, { status: 'band' }>,
  l10n: Localizer,
): string {
  const bonus =
    entropyBonus > 0
      ? [l10n.t('All of this is for its entropy bonus of {0}.', numberText(entropyBonus))]
      : [];
  const own =
    beta === undefined
      ? l10n.t('β is not in the log. Compare yours with these ranges.')
      : place === undefined
        ? l10n.t('β = {0}. There is no fold to compare it with.', numberText(beta))
        : besideText(place, numberText(beta), kinds.length > 1, l10n);
  return [own, ...bonus].join(' ');
}

function besideText(place: BetaPlace, beta: string, manyKinds: boolean, l10n: Localizer): string {
  switch (place) {
    case 'zero':
      return l10n.t('β = 0: there is no KL term, which is what these ranges are about.');
    case 'below':
      return l10n.t('β = {0}: below all of them. In these models, entropy is lost.', beta);
    case 'amongHold':
      return manyKinds
        ? l10n.t('β = {0}: whether it keeps entropy high depends on T and the KL gradient.', beta)
        : l10n.t('β = {0}: whether it keeps entropy high depends on T.', beta);
    case 'holds':
      return l10n.t(
        'β = {0}: it keeps high entropy, and does not bring it back once it is low.',
        beta,
      );
    case 'amongUndo':
      return manyKinds
        ? l10n.t(
            'β = {0}: it keeps high entropy. Whether it brings it back once it is low depends on T and the KL gradient.',
            beta,
          )
        : l10n.t(
            'β = {0}: it keeps high entropy. Whether it brings it back once it is low depends on T.',
            beta,
          );
    case 'above':
      return l10n.t(
        'β = {0}: above all of them. It brings entropy back even once it is low.',
        beta,
      );
  }
}

function unplacedText(
  reason: Extract<KlOutlook, { status: 'notPlaceable' }>['reason'],
  l10n: Localizer,
): string {
  return reason === 'noReward'
    ? l10n.t('Without rewards in the log, its thresholds are not known.')
    : l10n.t('The rewards are not success rates, so its thresholds are not known.');
}

function blindText(code: Blind, { kl }: Outlook, l10n: Localizer): string {
  switch (code) {
    case 'decisions':
      return l10n.t('how many decisions T an answer has');
    case 'klGradient':
      return l10n.t('which KL gradient the trainer uses');
    case 'klWeight':
      return l10n.t('the KL weight β');
    case 'estimator':
      return l10n.t('estimator and group size');
    case 'reference':
      return kl.status === 'band'
        ? l10n.t(
            'the success of the reference, assumed to be that of the start, {0}',
            numberText(kl.reference, 2),
          )
        : l10n.t('the success of the reference');
    case 'covariance':
      return l10n.t('the covariance of log-probability and advantage');
    case 'groups':
      return l10n.t('how many groups have no spread');
    case 'template':
      return l10n.t('whether all answers follow one template, which entropy does not show');
    case 'cause':
      return l10n.t('whether a change of data or settings caused what happened');
  }
}
