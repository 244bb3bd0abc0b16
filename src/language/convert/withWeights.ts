import { restrictToLine } from '../../core/network/lift.ts';
import type { Layer, Network } from '../../core/network/network.ts';
import { parseSpec } from '../parse.ts';
import { learnedLayers } from '../../core/network/parameters.ts';
import type { Format } from '../text/format.ts';
import type { Commented, Member } from './commented.ts';
import { commentedFromJson } from './fromJson.ts';
import { commentedFromYaml } from './fromYaml.ts';
import { commentedToText } from './toText.ts';

/**
 * The text of a spec with the weights and biases of another network of the same shape, written as
 * numbers. Comments and everything else are preserved. Undefined if the text has errors.
 */
export function specWithWeights(
  text: string,
  format: Format,
  network: Network,
): string | undefined {
  if (!parseSpec(text, format).spec) return undefined;
  const tree = format === 'json' ? commentedFromJson(text) : commentedFromYaml(text);
  const layers = learnedLayers(network);
  const value = mapped(tree.root.value, (member) =>
    member.key === 'layers'
      ? { ...member, value: mapped(member.value, (one, l) => withNumbers(one, layers[l])) }
      : member,
  );
  return commentedToText({ ...tree, root: { ...tree.root, value } }, format);
}

function mapped(value: Commented, change: (member: Member, i: number) => Member): Commented {
  return value.kind === 'scalar' ? value : { ...value, members: value.members.map(change) };
}

/** Replaces the weights of a layer, explicit or random, by numbers. */
function withNumbers(member: Member, layer: Layer): Member {
  const { value } = member;
  if (value.kind === 'scalar') return member;
  const isWeights = ({ key }: Member): boolean => key === 'weights' || key === 'units';
  const members = value.members
    .filter((one) => isWeights(one) || (one.key !== 'init' && one.key !== 'bias'))
    .flatMap((one) =>
      isWeights(one)
        ? [
            { ...one, key: 'weights', value: rowsOf(layer) },
            { key: 'bias', value: listOf(layer.bias), before: [] },
          ]
        : [one],
    );
  return { ...member, value: { ...value, members } };
}

function rowsOf({ weights, inputs, units }: Layer): Commented {
  const rows = Array.from({ length: units }, (_, i) =>
    listOf(weights.subarray(i * inputs, (i + 1) * inputs)),
  );
  return list(rows);
}

function listOf(numbers: Float64Array): Commented {
  return list(Array.from(numbers, (value): Commented => ({ kind: 'scalar', value })));
}

function list(values: readonly Commented[]): Commented {
  return { kind: 'list', members: values.map((value) => ({ value, before: [] })), tail: [] };
}

/**
 * The text of a spec with the weights of a frame of its progression. Frames of a network with one
 * input are lifted to the plane. Undefined if the text has errors or the frame has another shape.
 */
export function specOfFrame(text: string, format: Format, frame: Network): string | undefined {
  const { spec } = parseSpec(text, format);
  if (!spec) return undefined;
  const isLifted = spec.network.inputs === 1 && frame.inputs === 2;
  const network = isLifted ? restrictToLine(frame) : frame;
  return shapeOf(network) === shapeOf(spec.network)
    ? specWithWeights(text, format, network)
    : undefined;
}

function shapeOf({ inputs, layers }: Network): string {
  return [inputs, ...layers.map(({ units }) => units)].join();
}
