import { factsInSteps } from '../core/analysis/facts.ts';
import type { Complex } from '../core/complex/complex.ts';
import type { Domain } from '../core/complex/domain.ts';
import { complementOf } from '../core/arrangement/complement.ts';
import { arrangementInput } from '../core/arrangement/arrangementInput.ts';
import { insertNeuron } from '../core/arrangement/insertNeuron.ts';
import { hiddenRows, remap } from '../core/arrangement/remap.ts';
import { isWithin, joined } from '../core/network/editedNeuron.ts';
import { foldTable } from '../core/network/folds.ts';
import { liftToPlane } from '../core/network/lift.ts';
import type { Network } from '../core/network/network.ts';
import type { ComputeUpdate, ComputeRequest, ComputeResult } from '../protocol/engine.ts';
import type { Picture, Coarseness } from '../protocol/preview.ts';
import { namingOf } from '../language/network/naming.ts';
import { outOfRangeProblem } from '../language/network/outOfRange.ts';
import { parseSpec } from '../language/parse.ts';
import { arrangeTogether } from './parallelArrangement.ts';
import type { ComplexCache, Computed, NearlyComputed } from './complexCache.ts';
import { reportCoarseComplexes } from './coarseComplexes.ts';
import type { WorkerPool } from './workerPool.ts';
import { inTurns } from './timeSlices.ts';
import { filesOf } from './sequenceInputs.ts';

/** What one engine keeps between requests, and the threads it can use. */
export interface Resources {
  readonly cache: ComplexCache;
  /** Threads that share the work on large complexes. */
  readonly pool?: WorkerPool;
}

/**
 * Computes picture and facts from a text, in time slices. What is in the cache is not computed
 * again. Rejects with the signal's reason when aborted.
 */
export async function compute(
  request: ComputeRequest,
  { cache, ...resources }: Resources,
  signal: AbortSignal,
  onUpdate: (update: ComputeUpdate) => void,
): Promise<ComputeResult> {
  const started = performance.now();
  const { spec, problems, outline } = parseSpec(request.text, request.format);
  const parsed = performance.now();
  const read = { problems, ...(outline && { outline }) };
  if (!spec) return read;
  const files = filesOf(spec);
  const understood = {
    ...read,
    source: spec.source,
    naming: namingOf(spec),
    ...(files.length > 0 && { files }),
  };
  const { want } = request;
  if (want === 'problems') return understood;
  onUpdate({ kind: 'read', read: understood });

  const graph = spec.network.inputs === 1;
  const network = graph ? liftToPlane(spec.network) : spec.network;
  const { domain } = spec;
  const pictureOf = (complex: Complex, made?: Coarseness): Picture => ({
    version: request.version,
    title: spec.name ?? request.fileName,
    network,
    domain,
    complex,
    graph,
    inputNames: spec.inputNames,
    outputNames: spec.outputNames,
    show: spec.show,
    ...(spec.classifies && { classifies: true }),
    ...(spec.policy && { policy: true }),
    ...(made && { coarseness: made }),
    timings: { parse: parsed - started, compute: performance.now() - parsed },
  });
  const onCoarse =
    want === 'preview'
      ? (complex: Complex, made: Coarseness): void =>
          onUpdate({ kind: 'picture', picture: pictureOf(complex, made) })
      : undefined;

  let computed = cache.find(network, domain, request.maxCells);
  if (!computed) {
    const { maxCells } = request;
    const before = cache.findUpToOutputs(network, domain, maxCells);
    const near = before ? undefined : cache.findUpToNeuron(network, domain);
    try {
      const work = { network, domain, maxCells, signal, onUpdate, ...resources };
      const shortCut = (before && withOutputs(before, network)) ?? (near && withNeuron(near, work));
      computed = shortCut && (await inTurns(shortCut, signal));
      computed ??= {
        ...{ network, domain, complex: await arranged(work, onCoarse) },
        ...(near && { edited: near.edited }),
      };
    } catch (error) {
      return { ...read, problems: [...problems, outOfRangeProblem(error, spec)] };
    }
    cache.keep(computed);
  }
  const picture = pictureOf(computed.complex);
  if (want === 'picture') return { ...understood, picture };
  if (want === 'preview') onUpdate({ kind: 'picture', picture });

  const { complex } = computed;
  computed.facts ??= await inTurns(factsInSteps(network, foldTable(network), complex), signal);
  return { ...understood, facts: computed.facts };
}

/** The complex of a network with another output layer; undefined if that is no faster. */
function* withOutputs(before: Computed, network: Network): Generator<void, Computed | undefined> {
  const { domain, complex } = before;
  const input = arrangementInput(network, domain);
  const hidden = before.hidden ?? (yield* hiddenRows(input, complex, mostHiddenBytes));
  if (!hidden) return undefined;
  before.hidden = hidden;
  return { network, domain, complex: yield* remap(input, complex, hidden), hidden };
}

/**
 * The complex of a network after the second or a later edit of the same neuron in succession; the
 * first edit may remain the only one. Undefined if that is no faster.
 */
function* withNeuron(
  { before, edited }: NearlyComputed,
  { network, domain, maxCells }: Pick<Arranging, 'network' | 'domain' | 'maxCells'>,
): Generator<void, Computed | undefined> {
  const all = before.edited && joined(before.edited, edited);
  if (!all || all.sources.length > mostSources || before.complex.precise) return undefined;
  const kept = before.complement;
  const complement =
    kept && isWithin(edited, kept.edited)
      ? kept
      : yield* complementOf(network, domain, all, maxCells);
  if (!complement) return undefined;
  const complex = yield* insertNeuron(complement, network, { maxCells });
  if (!complex) return undefined;
  delete before.complement;
  return { network, domain, complex, edited: complement.edited, complement };
}

// Each of them is one more output; an edit of more weights usually changes all of them.
const mostSources = 8;

// Larger ones take longer to compose than the complex takes to compute anew.
const mostHiddenBytes = 32 * 2 ** 20;

/**
 * The complex, computed in time slices, with coarse versions until it is complete, if they are
 * wanted.
 */
async function arranged(
  { network, domain, maxCells, signal, onUpdate, pool }: Arranging,
  onCoarse: ((complex: Complex, made: Coarseness) => void) | undefined,
): Promise<Complex> {
  const done = new AbortController();
  const unfinished = AbortSignal.any([signal, done.signal]);
  const whole = arrangeTogether(pool, network, domain, { maxCells }, signal, (step) => {
    onUpdate({ kind: 'progress', cells: step.cells, share: step.areaDone });
  }).finally(() => {
    done.abort();
  });
  const coarse = onCoarse && reportCoarseComplexes(network, domain, unfinished, onCoarse);
  const [complex] = await Promise.all([whole, coarse]);
  return complex;
}

interface Arranging extends Omit<Resources, 'cache'> {
  readonly network: Network;
  readonly domain: Domain;
  readonly maxCells: number;
  readonly signal: AbortSignal;
  readonly onUpdate: (update: ComputeUpdate) => void;
}
