import { dirname, join } from 'node:path';
import { filesOf, sequenceInputs } from '../engine/sequenceInputs.ts';
import type { FileContent } from '../language/weights/checkpointNetwork.ts';
import { isSafetensors } from '../language/text/format.ts';
import { maxWeightFile } from '../language/text/limits.ts';
import type { Problem } from '../language/text/problem.ts';
import type { Spec } from '../language/spec.ts';
import { readBytes, readText } from './readText.ts';

/** What is wrong with the files that the spec in `file` names, where it names them. */
export function problemsOfNamedFiles(spec: Spec, file: string): readonly Problem[] {
  const paths = filesOf(spec);
  if (paths.length === 0) return [];
  const contents = paths.map((path) => [path, contentOf(join(dirname(file), path))] as const);
  return sequenceInputs(spec, Object.fromEntries(contents)).problems;
}

/** What stands in a file; undefined where it cannot be read. */
function contentOf(file: string): FileContent | undefined {
  if (!isSafetensors(file)) {
    const read = readText(file, 'json');
    return read.kind === 'text' ? read.text : undefined;
  }
  try {
    // One byte more than there may be shows that there are too many.
    return readBytes(file, maxWeightFile + 1);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
