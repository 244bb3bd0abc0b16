import type { LawFinding } from './lawFindings.ts';
import type { PlacedRun, RunPlacement, UnplacedRun } from './placement.ts';
import type { Range, RunBand } from './placementBand.ts';
import type { RegimeEvent, RunRegime } from './regime.ts';
import type { RunReport } from './runReport.ts';

/**
 * The verdict on a run, as plain data with stable codes that can be written as JSON. All text about a
 * run is generated from it by `verdictText`, so that no two parts of a view contradict each other.
 */
export interface RunVerdict {
  /** What the entropy did, as measured. */
  readonly regime: RunRegime;
  /** The changes of level that are part of that regime, and no others. */
  readonly alarms: readonly RunAlarm[];
  /** Where the run is on the model of its training, or why it is not. */
  readonly placement: PlacementVerdict;
  /** Whether that model says the same as the log. */
  readonly agreement: Agreement;
  /** What the models that the log does not tell apart predict, if they do not agree. */
  readonly disagreement: Disagreement | undefined;
  /** Results of fits and tests, in the order in which they should be read. */
  readonly findings: readonly Finding[];
}

export interface RunAlarm {
  readonly code: 'collapse' | 'explosion';
  readonly step: number;
}

export type PlacementVerdict =
  | UnplacedRun
  | Pick<
      PlacedRun,
      | 'status'
      | 'u'
      | 'success'
      | 'limit'
      | 'reference'
      | 'controls'
      | 'weightsLogged'
      | 'klMeasured'
      | 'phase'
      | 'weights'
      | 'thresholds'
      | 'toFolds'
    >;

export type Agreement =
  /** The log or the model says too little. */
  | 'undecided'
  /** It depends on what the log does not tell: T, or the KL gradient. */
  | 'depends'
  /** Entropy rose, which this model of a training does not describe. */
  | 'outside'
  /** The run is where the model says that it stays, or goes there. */
  | 'agrees'
  /** Entropy is high, but in the model it does not stay so. */
  | 'willFall'
  /** Entropy is low, but in the model it would be high. */
  | 'differs';

/** Numbers of models by the level at which entropy ends in them. */
export interface Disagreement {
  readonly decisions: Range;
  readonly high: number;
  readonly low: number;
  /** Without a fold that tells high from low. */
  readonly gradual: number;
}

/** The result of a test; a test without a code was not done. */
export type Finding = LawFinding | 'notIdentifiable' | 'slowing' | 'notSlowing';

/**
 * The verdict on a run, from the report on its log, its place in the model, and its places in those that
 * the log does not tell apart.
 */
export function verdictOf(
  report: Pick<RunReport, 'regime' | 'findings'>,
  placement: RunPlacement,
  band: RunBand | undefined,
): RunVerdict {
  const { regime } = report;
  const disagreement = band && disagreementOf(band);
  const agreement = agreementOf(regime, placement);
  const isDecided = agreement !== 'outside' && !isUnjudged(regime);
  return {
    regime,
    alarms: 'events' in regime ? regime.events.flatMap(alarmOf) : [],
    placement: placementVerdict(placement),
    agreement: disagreement && isDecided ? 'depends' : agreement,
    disagreement,
    findings: report.findings,
  };
}

/** What the models of a band predict; undefined if it is the same. */
export function disagreementOf({ decisions, members }: RunBand): Disagreement | undefined {
  const predicted = members.map(({ placement }) => predictedEntropy(placement.phase));
  const count = (one: PredictedEntropy): number => predicted.filter((it) => it === one).length;
  const [high, low, gradual] = [count('high'), count('low'), count('unknown')];
  const isSame = [high, low, gradual].includes(members.length);
  return isSame ? undefined : { decisions, high, low, gradual };
}

function isUnjudged({ code }: RunRegime): boolean {
  return code === 'noEntropy' || code === 'tooShort' || code === 'notAnEntropy';
}

function alarmOf({ code, step }: RegimeEvent): readonly RunAlarm[] {
  return code === 'collapse' || code === 'explosion' ? [{ code, step }] : [];
}

/** The placement without its path. */
function placementVerdict(placement: RunPlacement): PlacementVerdict {
  if (placement.status === 'notPlaceable') return placement;
  const { status, u, success, limit, reference, controls } = placement;
  const { weights, thresholds, weightsLogged, klMeasured, phase, toFolds } = placement;
  const place = { status, u, success, limit, reference, controls };
  return { ...place, weights, thresholds, weightsLogged, klMeasured, phase, toFolds };
}

/** Whether the model says the same about a run as its log. */
export function agreementOf(
  regime: RunRegime,
  placement: Pick<PlacedRun, 'status' | 'phase'> | UnplacedRun,
): Agreement {
  if (placement.status === 'notPlaceable') return 'undecided';
  const predicted = predictedEntropy(placement.phase);
  switch (regime.code) {
    case 'noEntropy':
    case 'tooShort':
    case 'notAnEntropy':
      return 'undecided';
    case 'risen':
    case 'exploded':
    case 'returned':
    case 'unstable':
      return 'outside';
    case 'collapsing':
    case 'collapsed':
      return predicted === 'high' ? 'differs' : predicted === 'low' ? 'agrees' : 'undecided';
    case 'held':
    case 'recovering':
    case 'recovered':
      return predicted === 'low' ? 'willFall' : predicted === 'high' ? 'agrees' : 'undecided';
    case 'falling':
    case 'reduced':
      return predicted === 'unknown' ? 'undecided' : 'agrees';
  }
}

/** Where entropy goes in the model. */
type PredictedEntropy = 'low' | 'high' | 'unknown';

const entropyOfOnlyState = { held: 'high', collapsed: 'low', only: 'unknown' } as const;

function predictedEntropy(phase: PlacedRun['phase']): PredictedEntropy {
  switch (phase.code) {
    case 'unregularised':
    case 'divergent':
      return 'low';
    case 'monostable':
      return entropyOfOnlyState[phase.state];
    case 'bistable':
    case 'escapable':
      return phase.near === 'held' ? 'high' : 'low';
    case 'multistable':
      return 'unknown';
  }
}
