import { rewriting, type Fix } from '../text/quickFix.ts';
import type { Report } from '../text/report.ts';
import { headOf, type SourceNode } from '../text/source.ts';

/** Reports a network in the format of another tool, which its keys tell. Returns whether it is one. */
export function reportForeignNetwork(root: SourceNode, report: Report): boolean {
  const found = foreign(root);
  if (!found) return false;
  report.error('foreign-format', headOf(root), found.message, [], found.fixes);
  return true;
}

function foreign(
  root: SourceNode,
): { readonly message: string; readonly fixes?: readonly Fix[] } | undefined {
  if (root.kind === 'list') return layersOnly(root);
  if (root.kind !== 'object') return undefined;
  const keys = root.entries.map(({ key }) => key);
  const has = (...wanted: readonly string[]): boolean => wanted.every((key) => keys.includes(key));
  if (has('modelTopology'))
    return {
      message:
        'This is a TensorFlow.js model, whose weights are in other files; write a spec with "layers" and the weights of each layer',
    };
  if (has('class_name', 'config'))
    return {
      message:
        'This is the configuration of a Keras model, which has no weights; write a spec with "layers" and the weights of each layer',
    };
  if (has('layers', 'sizes'))
    return {
      message:
        'This is a brain.js network; write a spec with "layers", and "weights" and "bias" in each of them except the input layer',
    };
  const isState = keys.some((key) => /[./](weight|bias|kernel)$/.test(key));
  if (isState && !has('layers'))
    return {
      message:
        'This is a state dictionary, not a spec; name the file under "checkpoints" of a spec with the same layers',
    };
  return undefined;
}

/** A list of layers without the object around it. */
function layersOnly(root: Extract<SourceNode, { kind: 'list' }>) {
  const isLayer = (item: SourceNode): boolean =>
    item.kind === 'object' && item.entries.some(({ key }) => key === 'weights' || key === 'units');
  if (root.items.length === 0 || !root.items.every(isLayer)) return undefined;
  const { start, end } = root.range;
  const fix = rewriting(
    'Write the list as "layers" of an object',
    { range: { start, end: start }, text: '{ "layers": ' },
    { range: { start: end, end }, text: ' }' },
  );
  return {
    message: 'This is a list of layers; a spec is an object: { "layers": […] }',
    fixes: [fix],
  };
}
