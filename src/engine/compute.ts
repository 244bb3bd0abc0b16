import { factsOf } from '../core/analysis/facts.ts';
import { arrange } from '../core/complex/arrange.ts';
import type { Complex } from '../core/complex/complex.ts';
import { foldTable } from '../core/network/folds.ts';
import { liftToPlane } from '../core/network/lift.ts';
import type { ComputeProgress, ComputeRequest, ComputeResult } from '../protocol/engine.ts';
import { parseSpec } from '../spec/parse.ts';
import type { Spec } from '../spec/spec.ts';

/** Longest stretch of work, in milliseconds, between two looks at the event loop. */
const slice = 12;

/**
 * From text to picture: decodes the spec and arranges its folds, giving the event loop a turn after
 * every slice of work so that the same thread can hear a cancellation or serve another document.
 * Rejects with the signal's reason when aborted.
 */
export async function compute(
  request: ComputeRequest,
  signal: AbortSignal,
  onProgress: (progress: ComputeProgress) => void,
): Promise<ComputeResult> {
  const started = performance.now();
  const { spec, problems } = parseSpec(request.text, request.format);
  const parsed = performance.now();
  if (!spec) return { problems };
  const { source } = spec;
  if (request.want === 'problems') return { problems, source };

  const graph = spec.network.inputs === 1;
  const network = graph ? liftToPlane(spec.network) : spec.network;
  const complex = await arrangeInTurns(network, spec, request.maxCells, signal, onProgress);
  const computed = performance.now();
  const facts = factsOf(network, foldTable(network), complex);
  if (request.want === 'facts') return { problems, source, facts };
  return {
    problems,
    source,
    facts,
    picture: {
      version: request.version,
      title: spec.name ?? request.fileName,
      network,
      domain: spec.domain,
      complex,
      graph,
      inputNames: spec.inputNames,
      outputNames: spec.outputNames,
      show: spec.show,
      timings: { parse: parsed - started, compute: computed - parsed },
    },
  };
}

async function arrangeInTurns(
  network: Spec['network'],
  spec: Spec,
  maxCells: number,
  signal: AbortSignal,
  onProgress: (progress: ComputeProgress) => void,
): Promise<Complex> {
  const work = arrange(network, spec.domain, { maxCells });
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
