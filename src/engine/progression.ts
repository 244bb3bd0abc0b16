import { policyEntropy } from '../core/analysis/policyEntropy/policyEntropy.ts';
import { extrema } from '../core/analysis/extrema.ts';
import { montufarBound } from '../core/analysis/upperBounds.ts';
import { arrange } from '../core/arrangement/arrange.ts';
import { regionsOfFirstLayerInPlane } from '../core/complex/bounds.ts';
import type { Complex } from '../core/complex/complex.ts';
import { foldTable } from '../core/network/folds.ts';
import type { Network } from '../core/network/network.ts';
import { eventsBetween, type Keyframe, type ProgressionEvent } from '../core/progression/events.ts';
import { frameStatistics } from '../core/progression/statistics.ts';
import type {
  FrameNumbers,
  ProgressionUpdate,
  ProgressionRequest,
  ProgressionResult,
} from '../protocol/progression.ts';
import { outOfRangeProblem } from '../language/network/outOfRange.ts';
import { parseSpec } from '../language/parse.ts';
import type { Spec } from '../language/spec.ts';
import { sequenceFor, framesOf, offerOf, outputsOf, type Frames } from './sequences.ts';
import { filesOf, sequenceInputs } from './sequenceInputs.ts';
import { coarseToFine } from './frameOrder.ts';
import { inTurns } from './timeSlices.ts';

/**
 * Computes a sequence of complexes from a text and reports them one by one, in time slices. Ends
 * with problems, and without a plan, when the text has errors. Rejects with the signal's reason
 * when aborted.
 */
export async function computeProgression(
  request: ProgressionRequest,
  signal: AbortSignal,
  onUpdate: (update: ProgressionUpdate) => void,
): Promise<ProgressionResult> {
  const { spec, problems } = parseSpec(request.text, request.format);
  if (!spec) return { problems };
  const needs = filesOf(spec).filter((path) => !(path in request.files));
  if (needs.length > 0) return { problems, needs };
  const { inputs, problems: fileProblems } = sequenceInputs(spec, request.files);
  const all = [...problems, ...fileProblems];
  if (fileProblems.length > 0) return { problems: all };

  const offer = offerOf(spec, inputs);
  const sequence = sequenceFor(request.sequence, offer);
  const frames = framesOf(sequence, spec, inputs, request.maxCells);
  const { domain, inputNames } = spec;
  onUpdate({
    kind: 'plan',
    plan: {
      version: request.version,
      title: spec.name ?? request.fileName,
      domain,
      graph: spec.network.inputs === 1,
      inputNames,
      offer,
      sequence,
      length: frames.length,
      ...(sequence.kind === 'training' && inputs.data && { data: inputs.data }),
    },
  });
  try {
    await inTurns(makeFrames(frames, spec, request, onUpdate), signal);
    if (!request.only) await inTurns(findEvents(frames, spec, request, onUpdate), signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return { problems: [...all, outOfRangeProblem(error, spec)] };
  }
  return { problems: all };
}

/** Computes frames one by one, yielding within and between them. */
function* makeFrames(
  frames: Frames,
  spec: Spec,
  { first, only, maxCells }: ProgressionRequest,
  onUpdate: (update: ProgressionUpdate) => void,
): Generator {
  const start = Math.min(Math.max(0, first), frames.length - 1);
  let isOver = false;
  for (const index of only ?? orderOf(frames, start)) {
    const frame = index < 0 ? undefined : yield* frames.frameAt(index);
    const ending = frames.training?.ending;
    if (ending && !isOver && !only) {
      isOver = true;
      onUpdate({ kind: 'ending', ending, length: frames.length });
    }
    if (!frame || index >= frames.length) continue;
    const complex = yield* arrange(frame.network, spec.domain, { maxCells });
    const outputs = outputsOf(frame, spec);
    const numbers = yield* numbersOf(frame.network, complex, outputs.policy === true);
    const { network, ...detail } = frame;
    onUpdate({ kind: 'frame', frame: { index, detail, network, complex, ...outputs, numbers } });
    yield;
  }
}

/** The frames of a training run come in order, after the one on the screen. */
function orderOf({ inOrder, length }: Frames, first: number): Iterable<number> {
  if (!inOrder) return coarseToFine(length, first);
  return [first, ...Array.from({ length }, (_, i) => i).filter((i) => i !== first)];
}

/**
 * Finds the events between two networks, from one frame to the next. The frames are computed once
 * more for this, in order, so that only two of them are in memory.
 */
function* findEvents(
  { length, ends, frameAt }: Frames,
  { domain }: Spec,
  { maxCells }: ProgressionRequest,
  onUpdate: (update: ProgressionUpdate) => void,
): Generator {
  const line = ends?.();
  if (!line) return;
  const [from, to] = line;
  const events: ProgressionEvent[] = [];
  let before: Keyframe | undefined;
  for (let i = 0; i < length; i++) {
    const frame = yield* frameAt(i);
    if (!frame) return;
    const complex = yield* arrange(frame.network, domain, { maxCells });
    const keyframe = { t: frame.at, complex };
    // Partial complexes cannot be compared.
    if (!complex.complete) return;
    if (before) events.push(...(yield* eventsBetween({ from, to, domain }, before, keyframe)));
    before = keyframe;
    yield;
  }
  onUpdate({ kind: 'events', events });
}

function* numbersOf(
  network: Network,
  complex: Complex,
  isPolicy: boolean,
): Generator<void, FrameNumbers> {
  const ranges: [lo: number, hi: number][] = [];
  for (let output = 0; output < complex.outputCount; output++) {
    const { min, max } = yield* extrema(complex, output);
    ranges.push([min.value, max.value]);
  }
  const entropy = isPolicy ? yield* policyEntropy(complex, 1) : undefined;
  const planeRegions = planeRegionsOf(network);
  return {
    ...frameStatistics(complex),
    ranges,
    bound: montufarBound(network),
    ...(entropy && { entropy: [entropy.mean.lo, entropy.mean.hi] as const }),
    ...(planeRegions !== undefined && { planeRegions }),
    complete: complex.complete,
  };
}

/** Pairs of lines are compared exactly, so that many lines would delay the next frames. */
const mostLines = 64;

function planeRegionsOf(network: Network): number | undefined {
  const { count, firstOfLayer } = foldTable(network);
  const counted = firstOfLayer[1] === count && count <= mostLines;
  return counted ? regionsOfFirstLayerInPlane(network) : undefined;
}
