import { factsOf } from '../core/analysis/facts.ts';
import { arrange } from '../core/complex/arrange.ts';
import type { Complex } from '../core/complex/complex.ts';
import type { Domain } from '../core/complex/domain.ts';
import { foldTable } from '../core/network/folds.ts';
import { liftToPlane } from '../core/network/lift.ts';
import type { Network } from '../core/network/network.ts';
import type { ComputeProgress, ComputeRequest, ComputeResult } from '../protocol/engine.ts';
import { namingOf } from '../spec/naming.ts';
import { outOfRangeProblem } from '../spec/outOfRange.ts';
import { parseSpec } from '../spec/parse.ts';
import type { ComplexCache } from './complexCache.ts';

/** Longest stretch of work, in milliseconds, between two looks at the event loop. */
const slice = 12;

/**
 * From text to picture: decodes the spec and arranges its folds, giving the event loop a turn after
 * every slice of work so that the same thread can hear a cancellation or serve another document.
 * What the cache holds is not computed again. Rejects with the signal's reason when aborted.
 */
export async function compute(
  request: ComputeRequest,
  cache: ComplexCache,
  signal: AbortSignal,
  onProgress: (progress: ComputeProgress) => void,
): Promise<ComputeResult> {
  const started = performance.now();
  const { spec, problems, outline } = parseSpec(request.text, request.format);
  const parsed = performance.now();
  const read = { problems, ...(outline && { outline }) };
  if (!spec) return read;
  const understood = { ...read, source: spec.source, naming: namingOf(spec) };
  if (request.want === 'problems') return understood;

  const graph = spec.network.inputs === 1;
  const network = graph ? liftToPlane(spec.network) : spec.network;
  const { domain } = spec;
  let computed = cache.find(network, domain, request.maxCells);
  if (!computed) {
    let complex: Complex;
    try {
      complex = await arrangeInTurns(network, domain, request.maxCells, signal, onProgress);
    } catch (error) {
      return { ...read, problems: [...problems, outOfRangeProblem(error, spec)] };
    }
    const facts = factsOf(network, foldTable(network), complex);
    computed = { network, domain, complex, facts };
    cache.keep(computed);
  }
  const { complex, facts } = computed;
  const finished = performance.now();
  if (request.want === 'facts') return { ...understood, facts };
  return {
    ...understood,
    facts,
    picture: {
      version: request.version,
      title: spec.name ?? request.fileName,
      network,
      domain,
      complex,
      graph,
      inputNames: spec.inputNames,
      outputNames: spec.outputNames,
      show: spec.show,
      facts,
      timings: { parse: parsed - started, compute: finished - parsed },
    },
  };
}

async function arrangeInTurns(
  network: Network,
  domain: Domain,
  maxCells: number,
  signal: AbortSignal,
  onProgress: (progress: ComputeProgress) => void,
): Promise<Complex> {
  const work = arrange(network, domain, { maxCells });
  for (;;) {
    const deadline = performance.now() + slice;
    let step = work.next();
    while (!step.done && performance.now() < deadline) step = work.next();
    if (step.done) return step.value;
    onProgress({ cells: step.value.cells, share: step.value.areaDone });
    await turn();
    signal.throwIfAborted();
  }
}

/** One turn of the event loop. A message, not a timer: browsers clamp timers to 4 ms. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
