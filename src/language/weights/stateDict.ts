import { numberFrom, wrongKind } from '../text/decode.ts';
import type { TextRange } from '../text/problem.ts';
import type { Report } from '../text/report.ts';
import type { ObjectNode, SourceEntry, SourceNode } from '../text/source.ts';
import { rowsFrom, weightsFrom } from '../network/decodeWeights.ts';
import type { FileFault, Tensor } from './tensor.ts';
import { foreignPart, roleOf } from './tensorNames.ts';

/** How deep a state dict can be inside other objects. */
const maxDepth = 3;

/**
 * The tensors by name in a JSON or YAML file: a state dict of PyTorch, alone or inside the other things that a
 * training saves; tensors with the names of Keras; an object per module, as Flax has them; or the `coefs_` and
 * `intercepts_` of scikit-learn. A value
 * that is not numbers is an error. Undefined if there are none, so that the file may be a spec.
 */
export function tensorsIn(
  root: SourceNode,
  report: Report,
  lineOf: (range: TextRange) => number,
): readonly Tensor[] | FileFault | undefined {
  if (root.kind !== 'object') return undefined;
  const shards = root.entries.find(({ key }) => key === 'weight_map');
  if (shards)
    return {
      where: `line ${lineOf(shards.keyRange)}`,
      message:
        'The file is the index of a checkpoint in several files ("weight_map"); save the checkpoint as one file',
    };
  const found = stateDicts(root, '', maxDepth);
  if (found.length > 1)
    return {
      where: '',
      message: `contains several sets of weights (${found.map(({ path }) => path).join(', ')}); keep the one to use`,
    };
  const [dict] = found;
  return dict && decode(dict.node, report, lineOf);
}

interface FoundDict {
  /** The keys that lead to it, joined with dots. */
  readonly path: string;
  readonly node: ObjectNode;
}

function stateDicts(node: ObjectNode, path: string, depth: number): readonly FoundDict[] {
  if (node.entries.some(isParameter)) return [{ path, node }];
  if (depth === 0) return [];
  const modules = node.entries.filter(isModule);
  if (modules.length > 1) return [{ path, node: { ...node, entries: modules.flatMap(inModule) } }];
  return node.entries.flatMap(({ key, value }) =>
    value.kind === 'object' && !/^(?:layers|optim)/.test(key)
      ? stateDicts(value, path ? `${path}.${key}` : key, depth - 1)
      : [],
  );
}

/** Whether an entry holds the parameters of one module, by names without the name of the module. */
function isModule({ value }: SourceEntry): boolean {
  return (
    value.kind === 'object' &&
    value.entries.some((entry) => isParameter(entry)) &&
    value.entries.every(({ key }) => !/[./]/.test(key))
  );
}

/** The parameters of a module, by names with the name of the module. */
function inModule({ key: module, value }: SourceEntry): readonly SourceEntry[] {
  return value.kind === 'object'
    ? value.entries.map((entry) => ({ ...entry, key: `${module}.${entry.key}` }))
    : [];
}

function isParameter({ key, value }: SourceEntry): boolean {
  if (value.kind !== 'list') return false;
  return key === 'coefs_' || roleOf(key) !== undefined || foreignPart(key) !== undefined;
}

function decode(
  { entries }: ObjectNode,
  report: Report,
  lineOf: (range: TextRange) => number,
): readonly Tensor[] {
  const ofScikit = entries.filter(({ key }) => key === 'coefs_' || key === 'intercepts_');
  if (ofScikit.length > 0)
    return ofScikit.flatMap(({ key, value }) =>
      (value.kind === 'list' ? value.items : []).map((item, i) => {
        const name = `${i}/${key === 'coefs_' ? 'kernel' : 'bias'}`;
        return tensorOf(name, item, report, `line ${lineOf(item.range)}`);
      }),
    );
  return entries.map(({ key, keyRange, value }) =>
    tensorOf(key, value, report, `line ${lineOf(keyRange)}`),
  );
}

function tensorOf(name: string, value: SourceNode, report: Report, where: string): Tensor {
  // The name of anything else is an error, whatever its value.
  const { shape, numbers } = roleOf(name) ? numbersIn(value, name, report) : none;
  return { name, shape, where, values: () => numbers };
}

interface Numbers {
  readonly shape: readonly number[];
  readonly numbers: Float64Array;
}

const none: Numbers = { shape: [0], numbers: new Float64Array() };

function numbersIn(node: SourceNode, name: string, report: Report): Numbers {
  if (node.kind === 'number') return arrayFrom(node, name, report);
  const isList = node.kind === 'list';
  const rows = isList ? node.items.filter(({ kind }) => kind === 'list') : [];
  const isMatrix = rows.length > 0 && !rows.some(holdsList);
  return isMatrix ? matrixFrom(node, name, report) : arrayFrom(node, name, report);
}

function holdsList(node: SourceNode): boolean {
  return node.kind === 'list' && node.items.some(({ kind }) => kind === 'list');
}

/** A list of numbers, or of lists of the same shape. */
function arrayFrom(node: SourceNode, name: string, report: Report): Numbers {
  const numbers: number[] = [];
  const shape: number[] = [];
  const errors = report.errors;
  const visit = (item: SourceNode, depth: number): void => {
    const isInner = depth < shape.length || (numbers.length === 0 && item.kind === 'list');
    if (!isInner) {
      numbers.push(
        numberFrom(item, report, () => `Number ${numbers.length + 1} of ${name}`) ?? NaN,
      );
      return;
    }
    if (item.kind !== 'list') {
      wrongKind(item, report, () => `An item of ${name}`, `a list of ${shape[depth]}`);
      return;
    }
    shape[depth] ??= item.items.length;
    if (item.items.length !== shape[depth]) {
      const message = `A list of ${name} has ${item.items.length} items, expected ${shape[depth]} as in the first`;
      report.error('tensor-shape', item.range, message);
      return;
    }
    for (const one of item.items) visit(one, depth + 1);
  };
  visit(node, 0);
  return report.errors === errors ? { shape, numbers: Float64Array.from(numbers) } : none;
}

function matrixFrom(node: SourceNode, name: string, report: Report): Numbers {
  const rows = rowsFrom(node, report, name);
  if (!rows) return none;
  const [{ items, range }] = rows;
  const width = { count: items.length, reason: `row 1 has ${items.length}`, range };
  const numbers = weightsFrom(node, rows, width, report, name);
  return numbers ? { shape: [rows.length, items.length], numbers } : none;
}
