import type { Localizer } from '../../localizer.ts';
import { numberText } from '../../numberText.ts';
import type { PlacedRun, UnplacedRun } from '../diagnostics/placement.ts';
import type { RunRegime } from '../diagnostics/regime.ts';
import type { Trend } from '../diagnostics/trend.ts';
import type {
  Agreement,
  Disagreement,
  Finding,
  PlacementVerdict,
  RunAlarm,
  RunVerdict,
} from '../diagnostics/runVerdict.ts';

/** A verdict in words. Every text is one or more whole sentences. */
export interface VerdictText {
  /** What happened, as measured. */
  readonly headline: string;
  /** What the model of the training says about it. */
  readonly model: string;
  /** What both depend on. */
  readonly notes: readonly string[];
  readonly alarms: readonly { readonly step: number; readonly text: string }[];
  readonly findings: readonly string[];
}

/**
 * The text of a verdict, in every part of a view that mentions it. Measured levels are “held” and
 * “collapsed”; states of the model are called by their entropy, so that the two are not confused.
 */
export function verdictText(verdict: RunVerdict, l10n: Localizer): VerdictText {
  const { regime, placement, agreement, disagreement, alarms, findings } = verdict;
  return {
    headline: regimeText(regime, l10n),
    model:
      disagreement && agreement !== 'outside'
        ? disagreementText(disagreement, l10n)
        : placementText(placement, agreement, l10n),
    notes: notesOf(placement, l10n),
    alarms: alarms.map((alarm) => ({ step: alarm.step, text: alarmText(alarm, l10n) })),
    findings: findings.map((finding) => findingText(finding, l10n)),
  };
}

function short(x: number): string {
  return numberText(x, 2);
}

function regimeText(regime: RunRegime, l10n: Localizer): string {
  switch (regime.code) {
    case 'noEntropy':
      return l10n.t('This log has no values of entropy.');
    case 'tooShort':
      return l10n.t(
        'Too short to judge: it has {0} of the {1} rows with entropy that are needed.',
        regime.rows,
        regime.needed,
      );
    case 'notAnEntropy':
      if (regime.least === 0)
        return l10n.t('Entropy is 0 from the start, so there is no level to compare it with.');
      return l10n.t(
        'The entropy column goes down to {0}, so it is not an entropy.',
        short(regime.least),
      );
    default:
      return levelText(regime, l10n);
  }
}

function levelText(regime: Extract<RunRegime, { events: unknown }>, l10n: Localizer): string {
  const { code, start, end, least, most, events, trend } = regime;
  const from = short(start);
  const to = short(end);
  const stepOf = (event: (typeof events)[number]['code']): string =>
    numberText(events.findLast((one) => one.code === event)?.step ?? NaN);
  switch (code) {
    case 'held':
      return heldText(trend, from, to, l10n);
    case 'falling':
      return l10n.t('Entropy is falling: {0} nats at the start, {1} at the end.', from, to);
    case 'risen':
      return l10n.t('Entropy rose from {0} to {1} nats.', from, to);
    case 'reduced':
      return reducedText(trend, from, to, l10n);
    case 'collapsing':
      return l10n.t('Entropy fell from {0} to {1} nats and is still falling.', from, to);
    case 'collapsed':
      return l10n.t(
        'Entropy collapsed by step {0}: {1} nats at the start, {2} at the end.',
        stepOf('collapse'),
        from,
        to,
      );
    case 'recovering':
      return l10n.t(
        'Entropy collapsed by step {0} and has partly recovered: {1} nats at the start, {2} at the end.',
        stepOf('collapse'),
        from,
        to,
      );
    case 'recovered':
      return l10n.t(
        'Entropy collapsed by step {0} and recovered by step {1}: {2} nats at the start, {3} at the end.',
        stepOf('collapse'),
        stepOf('recovery'),
        from,
        to,
      );
    case 'exploded':
      return events.some((one) => one.code === 'collapse')
        ? l10n.t(
            'Entropy collapsed by step {0} and exploded by step {1}: {2} nats at the start, {3} at the end.',
            stepOf('collapse'),
            stepOf('explosion'),
            from,
            to,
          )
        : l10n.t(
            'Entropy exploded by step {0}: {1} nats at the start, {2} at the end.',
            stepOf('explosion'),
            from,
            to,
          );
    case 'returned':
      return l10n.t(
        'Entropy exploded by step {0} and came back down by step {1}: {2} nats at the start, {3} at the end.',
        stepOf('explosion'),
        stepOf('return'),
        from,
        to,
      );
    case 'unstable':
      return l10n.t(
        'Entropy is unstable: {0} nats at the start, between {1} and {2} since step {3}, {4} at the end.',
        from,
        short(least),
        short(most),
        numberText(events[0].step),
        to,
      );
  }
}

/** Entropy between half and one and a half of its start, and not falling for sure. */
function heldText(trend: Trend, from: string, to: string, l10n: Localizer): string {
  switch (trend) {
    case 'rising':
      return l10n.t('Entropy held and is rising: {0} nats at the start, {1} at the end.', from, to);
    case 'level':
      return l10n.t('Entropy held: {0} nats at the start, {1} at the end.', from, to);
    default:
      return l10n.t(
        'Entropy held so far: {0} nats at the start, {1} at the end. These rows do not show whether it is falling.',
        from,
        to,
      );
  }
}

/** Entropy below half of its start, and not falling for sure. */
function reducedText(trend: Trend, from: string, to: string, l10n: Localizer): string {
  switch (trend) {
    case 'rising':
      return l10n.t('Entropy fell from {0} to {1} nats and is rising again.', from, to);
    case 'level':
      return l10n.t('Entropy fell from {0} to {1} nats and levelled off.', from, to);
    default:
      return l10n.t(
        'Entropy fell from {0} to {1} nats. These rows do not show whether it is still falling.',
        from,
        to,
      );
  }
}

function alarmText({ code, step }: RunAlarm, l10n: Localizer): string {
  switch (code) {
    case 'collapse':
      return l10n.t('Step {0}: entropy is below a quarter of its start.', numberText(step));
    case 'explosion':
      return l10n.t(
        'Step {0}: entropy has been above twice its start for ten rows.',
        numberText(step),
      );
  }
}

/** Models that the log does not tell apart predict different levels. */
function disagreementText(
  { decisions: [fewest, most], high, low, gradual }: Disagreement,
  l10n: Localizer,
): string {
  const models = high + low + gradual;
  const which = l10n.t('The log does not tell which of them applies.');
  const counts =
    gradual === 0
      ? l10n.t(
          'Of {0} models with T from {1} to {2}, {3} keep entropy high at these weights and {4} lose it.',
          models,
          fewest,
          most,
          high,
          low,
        )
      : l10n.t(
          'Of {0} models with T from {1} to {2}, {3} keep entropy high at these weights and {4} lose it; in the other {5} it changes gradually with β.',
          models,
          fewest,
          most,
          high,
          low,
          gradual,
        );
  return `${counts} ${which}`;
}

/** What the model says about a run: where it is, and what follows from that. */
export function placementText(
  placement: PlacementVerdict,
  agreement: Agreement,
  l10n: Localizer,
): string {
  if (placement.status === 'notPlaceable') return unplacedText(placement, l10n);
  const { phase } = placement;
  if (agreement === 'outside')
    return phase.code === 'unregularised'
      ? l10n.t(
          'With β = τ = 0 the run is on the lower edge of the phase diagram, where nothing holds entropy at a level. The model does not explain why it rose.',
        )
      : l10n.t(
          'The model is not used to explain why entropy rose. The place of the run follows from its rewards alone.',
        );
  return standingText(placement, agreement, l10n);
}

function standingText(
  { phase }: Pick<PlacedRun, 'phase'>,
  agreement: Agreement,
  l10n: Localizer,
): string {
  switch (phase.code) {
    case 'unregularised':
      return agreement === 'willFall'
        ? l10n.t('With β = τ = 0 nothing in the model holds entropy at a level: expect it to fall.')
        : l10n.t(
            'With β = τ = 0 nothing holds entropy at a level: in the model it falls to zero without a fold, and nothing brings it back.',
          );
    case 'divergent':
      return l10n.t('In the model no state is stable at these weights: entropy falls to zero.');
    case 'monostable':
      return monostableText(phase, agreement, l10n);
    case 'bistable':
      return bistableText(phase, agreement, l10n);
    case 'escapable':
      return escapableText(phase, agreement, l10n);
    case 'multistable':
      return l10n.t(
        'In the model {0} states are stable at these weights. The history of the run decides between them.',
        phase.count,
      );
  }
}

function monostableText(
  { state, success }: Extract<PlacedRun['phase'], { code: 'monostable' }>,
  agreement: Agreement,
  l10n: Localizer,
): string {
  const rate = numberText(success, 3);
  if (agreement === 'differs')
    return l10n.t(
      'The model does not explain this: at these weights its only stable state has high entropy and success {0}. Check β, τ and T.',
      rate,
    );
  switch (state) {
    case 'held':
      return l10n.t(
        'In the model the only stable state at these weights has high entropy and success {0}.',
        rate,
      );
    case 'collapsed':
      return agreement === 'willFall'
        ? l10n.t(
            'In the model entropy does not stay at this level: the only stable state at these weights has low entropy and success {0}.',
            rate,
          )
        : l10n.t(
            'In the model the only stable state at these weights has low entropy and success {0}.',
            rate,
          );
    case 'only':
      return l10n.t(
        'In the model no fold is near these weights: the only stable state has success {0}.',
        rate,
      );
  }
}

function bistableText(
  { near, success }: Extract<PlacedRun['phase'], { code: 'bistable' }>,
  agreement: Agreement,
  l10n: Localizer,
): string {
  const [high, low] = success.map((rate) => numberText(rate, 3));
  if (agreement === 'differs')
    return l10n.t(
      'The model does not explain this: judging by its rewards, the run is near the stable state of high entropy, with success {0}. Check β, τ and T.',
      high,
    );
  if (agreement === 'willFall')
    return l10n.t(
      'In the model two states are stable at these weights. Judging by its rewards, the run is on its way to the one of low entropy, with success {0}.',
      low,
    );
  return near === 'held'
    ? l10n.t(
        'In the model two states are stable at these weights. The run is near the one of high entropy, with success {0}; the other has success {1}.',
        high,
        low,
      )
    : l10n.t(
        'In the model two states are stable at these weights. The run is near the one of low entropy, with success {0}; these weights do not bring it back to the other.',
        low,
      );
}

function escapableText(
  { near, success }: Extract<PlacedRun['phase'], { code: 'escapable' }>,
  agreement: Agreement,
  l10n: Localizer,
): string {
  const rate = numberText(success, 3);
  if (agreement === 'differs')
    return l10n.t(
      'The model does not explain this: judging by its rewards, the run is near the stable state of high entropy, with success {0}. Check β, τ and T.',
      rate,
    );
  return near === 'held'
    ? l10n.t(
        'In the model one state is stable at these weights, with high entropy and success {0}. Once entropy is low, nothing brings it back.',
        rate,
      )
    : l10n.t(
        'In the model nothing holds this run: judging by its rewards, it is beyond the reach of the stable state of high entropy, with success {0}.',
        rate,
      );
}

function unplacedText({ reason, range }: UnplacedRun, l10n: Localizer): string {
  switch (reason) {
    case 'noReward':
      return l10n.t(
        'Without rewards only the strength B of the run is known, a line on the phase diagram.',
      );
    case 'notARate': {
      const [least, most] = range ?? [NaN, NaN];
      return l10n.t(
        'Rewards go from {0} to {1}, so they are not success rates: only the strength B is known, a line on the phase diagram.',
        short(least),
        short(most),
      );
    }
  }
}

function notesOf(placement: PlacementVerdict, l10n: Localizer): readonly string[] {
  if (placement.status === 'notPlaceable') return [];
  const { limit, success, weightsLogged, klMeasured, phase } = placement;
  const notes: string[] = [];
  if (limit === 'noneRight')
    notes.push(
      l10n.t(
        'No answer was right at the end; the run is shown at success {0}.',
        numberText(success, 3),
      ),
    );
  if (limit === 'allRight')
    notes.push(
      l10n.t(
        'Every answer was right at the end; the run is shown at success {0}.',
        numberText(success, 4),
      ),
    );
  if (!weightsLogged)
    notes.push(
      klMeasured && phase.code === 'unregularised'
        ? l10n.t('The log has a KL divergence, so β is probably above 0.')
        : l10n.t('β and τ are not in the log; their settings are used.'),
    );
  return notes;
}

function findingText(finding: Finding, l10n: Localizer): string {
  switch (finding) {
    case 'constantReward':
      return l10n.t('The reward never changes, so there is no law to fit.');
    case 'tooLittleSpent':
      return l10n.t('Too little entropy was consumed to fit the law.');
    case 'lawNotSupported':
      return l10n.t('The law R = −a·exp(H) + b is not supported by this run.');
    case 'indistinguishable':
      return l10n.t('The law fits, but a straight line in H fits as well.');
    case 'linearBetter':
      return l10n.t('A straight line in H describes this run better than the law.');
    case 'lawSupported':
      return l10n.t('The law describes this run better than a straight line.');
    case 'ceilingUnpredictable':
      return l10n.t('The ceiling cannot be predicted from this run.');
    case 'trainReward':
      return l10n.t('This is training reward; the published law is about validation accuracy.');
    case 'notIdentifiable':
      return l10n.t(
        'A fold cannot be identified from one run: any smooth change of level fits a single transition as well, and a cause that comes and goes looks like two states. This does not mean that there is none.',
      );
    case 'slowing':
      return l10n.t(
        'Fluctuations grow and last longer, as they do before a fold and in some runs without one.',
      );
    case 'notSlowing':
      return l10n.t('No critical slowing down was found. The test misses most slow folds.');
  }
}
