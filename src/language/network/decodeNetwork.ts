import type { Domain } from '../../core/complex/domain.ts';
import type { Layer, Network } from '../../core/network/network.ts';
import { checkpointsFrom } from '../weights/decodeCheckpoints.ts';
import {
  capital,
  count,
  fieldsFrom,
  integerFrom,
  listFrom,
  required,
  textFrom,
  type Fields,
} from '../text/decode.ts';
import { defaultDomain, domainFrom, type WrittenDomain } from './decodeDomain.ts';
import { inserting, replacing, resizing } from '../text/quickFix.ts';
import { layersFrom, widthOf } from './decodeLayers.ts';
import { lengthWithoutCommas } from './decimalComma.ts';
import { reportForeignNetwork } from './foreignNetwork.ts';
import { reportTransposed } from './transposed.ts';
import { maxParameters } from '../text/limits.ts';
import { namesFrom } from '../text/names.ts';
import { outputFrom } from './decodeOutput.ts';
import type { Report } from '../text/report.ts';
import { sliceFrom, type Slice } from './decodeSlice.ts';
import type { ListNode, SourceNode } from '../text/source.ts';
import type { Spec } from '../spec.ts';
import { checkTraining } from '../training/checkTraining.ts';
import { trainingFrom } from '../training/decodeTraining.ts';
import type { Width } from './decodeWeights.ts';

const rootKeys = ['name', 'input', 'slice', 'layers', 'output', 'training', 'checkpoints'];

/** The flat form of `input` that other tools write, and an unsupported key. */
const hiddenKeys = ['input_dim', 'domain', 'model'];

/** Decodes a spec. Undefined, with at least one error reported, if it is invalid. */
export function networkFrom(root: SourceNode, report: Report): Spec | undefined {
  if (reportForeignNetwork(root, report)) return undefined;
  const fields = fieldsFrom(root, report, () => 'A spec', rootKeys, hiddenKeys);
  if (!fields) return undefined;
  const errors = report.errors;
  const model = fields.entry('model');
  if (model)
    report.error(
      'unsupported-key',
      model.keyRange,
      '"model" is not supported; describe the network with "layers"',
    );
  const nameNode = fields.get('name');
  const name = nameNode && textFrom(nameNode, report, () => 'The name');

  const list = layerList(fields, report);
  if (list && reportTransposed(list, report)) return undefined;
  const sliceNode = fields.get('slice');
  const slice = sliceNode && sliceFrom(sliceNode, report);
  const input = inputFrom(fields, { slice, isSliced: sliceNode !== undefined, list }, report);
  if (!list) return undefined;
  const written = layersFrom(list, input.width, report);
  const output = outputFrom(fields.get('output'), written.outputs, input.names, report);

  const layers = written.layers.filter((layer) => layer !== undefined);
  const isWhole = layers.length > 0 && layers.length === list.items.length;
  const network = isWhole ? networkOf(slice, layers) : undefined;
  const trainingNode = fields.get('training');
  const training = trainingNode && trainingFrom(trainingNode, network, input.names, report);
  const checkpointsNode = fields.get('checkpoints');
  const checkpoints = checkpointsNode && checkpointsFrom(checkpointsNode, network, report);
  if (report.errors > errors || !network || !input.domain || !output) return undefined;
  const sources = slice ? [{ range: slice.range, rows: [], biases: [] }] : [];
  const spec: Spec = {
    ...(name !== undefined && { name }),
    network,
    domain: input.domain,
    inputNames: input.names,
    outputNames: output.names,
    show: output.show,
    ...(output.classifies && { classifies: true }),
    ...(output.kind === 'policy' && { policy: true }),
    ...(written.drawn.some((own) => own) && {
      drawn: [...(slice ? [undefined] : []), ...written.drawn],
    }),
    ...(training && { training: training.training }),
    ...(checkpoints && { checkpoints: checkpoints.checkpoints }),
    source: {
      ...(input.domainRange && { domain: input.domainRange }),
      ...(slice && { slice: slice.range }),
      layers: [...sources, ...written.sources],
      ...(training && { trainingData: training.source.data }),
      ...(training?.source.loss && { trainingLoss: training.source.loss }),
      ...(checkpoints && { checkpoints: checkpoints.sources }),
    },
  };
  checkTraining(spec, report);
  return spec;
}

function networkOf(slice: Slice | undefined, layers: readonly Layer[]): Network {
  return slice
    ? { inputs: slice.directions, layers: [slice.layer, ...layers], sliced: true as const }
    : { inputs: layers[0].inputs, layers };
}

function layerList(fields: Fields, report: Report): ListNode | undefined {
  const message = 'A spec needs "layers": a list with the weights of each layer';
  const node = required(fields, 'layers', report, message);
  const items = node && listFrom(node, report, () => '"layers"');
  if (!items || node?.kind !== 'list') return undefined;
  if (items.length > 0) return node;
  report.error('no-layers', node.range, 'A network needs at least one layer');
  return undefined;
}

interface WrittenInput {
  /**
   * Inputs of the first layer in the text, and what determines them; undefined if parts of the text
   * disagree.
   */
  readonly width: Width | undefined;
  readonly names: readonly string[];
  readonly domain: Domain | undefined;
  readonly domainRange?: Width['range'];
}

interface Context {
  readonly slice: Slice | undefined;
  /** Whether the text has a slice, which may be invalid. */
  readonly isSliced: boolean;
  readonly list: ListNode | undefined;
}

/**
 * The number of inputs, from everything in the text that implies it. The first source is used, and
 * the others must agree with it.
 */
function inputFrom(fields: Fields, context: Context, report: Report): WrittenInput {
  const { slice, isSliced, list } = context;
  const inputNode = fields.get('input');
  const input =
    inputNode && fieldsFrom(inputNode, report, () => '"input"', ['names', 'domain', 'dim']);
  const dim = dimWidth(flat(fields, 'input_dim', input, 'dim', report), report);
  const namesNode = input?.get('names');
  const names = namesNode && namesFrom(namesNode, report, 'input.names');
  const domainNode = flat(fields, 'domain', input, 'domain', report);
  const beforeDomain = report.errors;
  const domain = domainNode && domainFrom(domainNode, report);
  const isDomainValid = report.errors === beforeDomain;

  const claims: readonly Width[] = [
    dim,
    names && namesNode && named(names.length, '"input.names" lists', 'name', namesNode),
    slice && {
      count: slice.inputs,
      reason: `the origin of the slice has ${count(slice.inputs, 'number')}`,
      range: slice.originRange,
    },
    isSliced || !isDomainValid ? undefined : domain && domainWidth(domain),
  ].filter((claim) => claim !== undefined);
  const row = firstRow(list);
  const width = claims[0] ?? row ?? twoInputs(fields);
  const needsSlice = !isSliced && width.count > 2 && (!row || row.count === width.count);
  const claim = needsSlice ? undefined : claims.find((one) => one.count !== width.count);
  if (needsSlice) reportTooManyInputs(width, fields, report);
  if (claim) {
    const message = `${capital(claim.reason)}, but ${width.reason}; both must match the number of inputs`;
    const related = { message: capital(width.reason), range: width.range };
    const fixes = [...(claim.set?.(width.count) ?? []), ...(width.set?.(claim.count) ?? [])];
    report.error('inputs-disagree', claim.range, message, [related], fixes);
  }
  const view = slice?.directions ?? (isSliced ? 2 : width.count);
  if (slice && domain && isDomainValid && domain.inputs !== slice.directions) {
    const message = `The domain has ${count(domain.inputs, 'interval')}, expected ${slice.directions}: with a slice, the domain is in the coordinates of the slice`;
    const reason = `The slice has ${count(slice.directions, 'direction')}`;
    const fixes = domain.set(slice.directions);
    report.error(
      'domain-size',
      domain.range,
      message,
      [{ message: reason, range: slice.range }],
      fixes,
    );
  }
  return {
    width: claim ? undefined : width,
    names: slice?.names ?? names ?? (width.count === 1 ? ['x'] : ['x0', 'x1']),
    domain: domainNode ? domain?.domain : defaultDomain(view),
    ...(domainNode && { domainRange: domainNode.range }),
  };
}

/** The value of a key of `input`, which other tools write at the top level as `outerKey`. */
function flat(
  fields: Fields,
  outerKey: string,
  input: Fields | undefined,
  key: string,
  report: Report,
): SourceNode | undefined {
  const outer = fields.entry(outerKey);
  const inner = input?.entry(key);
  if (outer && inner) {
    const message = `"${outerKey}" and "${key}" in "input" mean the same; remove one of them`;
    const related = { message: `"${key}" is here`, range: inner.keyRange };
    report.error('duplicate-key', outer.keyRange, message, [related]);
  }
  return inner?.value ?? outer?.value;
}

function dimWidth(node: SourceNode | undefined, report: Report): Width | undefined {
  const limits = { min: 1, max: maxParameters };
  const dim = node && integerFrom(node, report, () => 'The number of inputs', limits);
  if (!node || dim === undefined) return undefined;
  return {
    count: dim,
    reason: `the number of inputs is given as ${dim}`,
    range: node.range,
    set: (n) => [replacing(`Set the number of inputs to ${n}`, node.range, n)],
  };
}

function named(n: number, says: string, noun: string, node: SourceNode): Width {
  return {
    count: n,
    reason: `${says} ${count(n, noun)}`,
    range: node.range,
    set: (wanted) =>
      node.kind === 'list'
        ? resizing(`Resize to ${count(wanted, noun)}`, [node], wanted, (i) => `x${i}`)
        : [],
  };
}

function domainWidth({ inputs, range, set }: WrittenDomain): Width {
  return { count: inputs, reason: `the domain is for ${count(inputs, 'input')}`, range, set };
}

/**
 * The length of the first row of numbers of the first layer, used if nothing else determines the inputs. A row that
 * would be shorter without decimal commas does not, if there is another; if there is none, it counts without them where
 * only that many inputs can be shown.
 */
function firstRow(list: ListNode | undefined): Width | undefined {
  const first = list?.items[0];
  const weights =
    first?.kind === 'object'
      ? first.entries.find(({ key }) => key === 'weights')?.value
      : undefined;
  if (weights?.kind !== 'list') return undefined;
  const rows = weights.items.map((row) => (row.kind === 'list' ? row : undefined));
  const isPlain = (row: ListNode | undefined): boolean =>
    row !== undefined &&
    row.items.every(({ kind }) => kind === 'number') &&
    lengthWithoutCommas(row) === row.items.length;
  const at = Math.max(0, rows.findIndex(isPlain));
  const row = rows[at];
  if (!row || row.items.length === 0) return undefined;
  const name = `row ${at + 1} of layer 1`;
  const meant = lengthWithoutCommas(row);
  if (row.items.length <= 2 || meant > 2) return widthOf(row, name);
  return { count: meant, reason: `${name} has ${count(meant, 'weight')}`, range: row.range };
}

function twoInputs(fields: Fields): Width {
  const entry = fields.entry('layers');
  const range = entry?.keyRange ?? fields.node.range;
  return { count: 2, reason: 'a network has 2 inputs by default', range };
}

function reportTooManyInputs(width: Width, fields: Fields, report: Report): void {
  const n = width.count;
  const axis = (k: number): number[] => Array.from({ length: n }, (_, i) => (i === k ? 1 : 0));
  const [origin, u, v] = [-1, 0, 1].map((k) => (n > 6 ? '[…]' : `[${axis(k).join(', ')}]`));
  const example = `slice: { origin: ${origin}, u: ${u}, v: ${v} }`;
  const reason = `The network has ${n} inputs (${width.reason}), but only two can be shown`;
  const message = `${reason}; add a slice, for example ${example}`;
  const fixes =
    n > 1000
      ? []
      : [
          inserting('Add a plane to look at', fields.node, 'slice', {
            origin: axis(-1),
            u: axis(0),
            v: axis(1),
          }),
        ];
  report.error('slice-needed', width.range, message, [], fixes);
}
