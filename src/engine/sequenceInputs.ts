import type { NamedNetwork } from '../core/progression/checkpoints.ts';
import type { ProgressionRequest } from '../protocol/progression.ts';
import { checkpointNetwork } from '../language/weights/checkpointNetwork.ts';
import type { Problem } from '../language/text/problem.ts';
import type { Spec } from '../language/spec.ts';
import { dataSetOf } from '../language/training/dataSetOf.ts';
import type { SequenceInputs } from './sequences.ts';

/** The files that a spec names: its checkpoints and its training data. */
export function filesOf({ checkpoints = [], training }: Spec): string[] {
  const named = checkpoints.flatMap((one) => (one.kind === 'file' ? [one.path] : []));
  const points = training?.data.kind === 'file' ? [training.data.path] : [];
  return [...new Set([...named, ...points])];
}

/** The contents of the files of a spec, and a problem for each that cannot be used. */
export function sequenceInputs(
  spec: Spec,
  files: ProgressionRequest['files'],
): { readonly inputs: SequenceInputs; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const checkpoints: NamedNetwork[] = [];
  for (const [i, checkpoint] of (spec.checkpoints ?? []).entries()) {
    const path = checkpoint.kind === 'file' ? checkpoint.path : undefined;
    const range = spec.source.checkpoints?.[i];
    if (path !== undefined && range && files[path] === undefined) {
      problems.push(missing(path, range));
      continue;
    }
    const found = checkpointNetwork(spec, i, path === undefined ? '' : files[path]);
    if (found?.kind === 'problem') problems.push(found.problem);
    if (found?.kind === 'network')
      checkpoints.push({ name: checkpoint.name, network: found.network });
  }
  const { training } = spec;
  const path = training?.data.kind === 'file' ? training.data.path : undefined;
  const range = spec.source.trainingData;
  if (path !== undefined && range && files[path] === undefined) {
    problems.push(missing(path, range));
    return { inputs: { checkpoints, data: undefined }, problems };
  }
  const points = path === undefined ? '' : files[path];
  // Data points are never in a file that is read as bytes.
  const found = dataSetOf(spec, typeof points === 'string' ? points : '');
  if (found?.kind === 'problem') problems.push(found.problem);
  const data = found?.kind === 'data' ? found.data : undefined;
  return { inputs: { checkpoints, data }, problems };
}

function missing(path: string, range: Problem['range']): Problem {
  const message = `${path} cannot be read; paths are relative to the folder of the spec`;
  return { severity: 'error', code: 'missing-file', message, range };
}
