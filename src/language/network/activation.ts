import {
  abs,
  hardSigmoid,
  hardTanh,
  identity,
  leakyRelu,
  relu,
  relu6,
  type Activation,
} from '../../core/network/activation.ts';
import {
  capital,
  count,
  fieldsFrom,
  numberFrom,
  numbersFrom,
  required,
  textFrom,
  wrongKind,
  type Fields,
} from '../text/decode.ts';
import { replacing, resizing } from '../text/quickFix.ts';
import type { Json } from '../text/inline.ts';
import { maxBreakpoints } from '../text/limits.ts';
import { nearest } from '../text/nearest.ts';
import type { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';

type LayerActivation = Activation | readonly Activation[];

/** Activations that need no number; leaky_relu has PyTorch's slope when it is only named. */
const byName: ReadonlyMap<string, Activation> = new Map([
  ['relu', relu],
  ['leaky_relu', leakyRelu(0.01)],
  ['abs', abs],
  ['hard_tanh', hardTanh],
  ['relu6', relu6],
  ['hard_sigmoid', hardSigmoid],
  ['identity', identity],
  ['linear', identity],
  ['none', identity],
]);

/** Smooth ones have no folds; the nearest piecewise-linear one, where there is any. */
const smooth: ReadonlyMap<string, string> = new Map([
  ['tanh', 'hard_tanh'],
  ['sigmoid', 'hard_sigmoid'],
  ['logistic', 'hard_sigmoid'],
  ['softplus', 'relu'],
  ['gelu', 'relu'],
  ['silu', 'relu'],
  ['swish', 'relu'],
  ['mish', 'relu'],
  ['elu', 'leaky_relu'],
  ['selu', 'leaky_relu'],
  ['softmax', 'identity'],
]);

const forms = ['leaky_relu', 'prelu', 'pieces'];
const longForm = ['type', 'slope', 'alpha'];

/** Where an activation stands: the layer in words, and its number of neurons when known. */
interface Place {
  readonly layerName: string;
  readonly units: number | undefined;
}

/**
 * `relu`, `{ leaky_relu: 0.02 }`, `{ prelu: [0.1, 0.25] }`, `{ pieces: … }`, or the long form
 * `{ type: leaky_relu, slope: 0.02 }` that other tools write.
 */
export function activationFrom(
  node: SourceNode,
  report: Report,
  place: Place,
): LayerActivation | undefined {
  const named = () => `The activation of ${place.layerName}`;
  if (node.kind === 'string') return namedActivation(node.value, node, report);
  if (node.kind !== 'object') {
    wrongKind(node, report, named, 'a name such as relu, or { leaky_relu: 0.02 }');
    return undefined;
  }
  const fields = fieldsFrom(node, report, named, forms, longForm);
  if (!fields) return undefined;
  const chosen = [...forms, 'type'].filter((key) => fields.get(key));
  if (chosen.length !== 1) {
    const message = `${named()} must have one of the keys ${forms.join(', ')}`;
    report.error('activation-form', node.range, message);
    return undefined;
  }
  const value = fields.get(chosen[0]) as SourceNode;
  switch (chosen[0]) {
    case 'leaky_relu':
      return leaky(value, report, place);
    case 'prelu':
      return prelu(value, report, place);
    case 'pieces':
      return pieces(value, report, place);
    default:
      return typed(value, fields, report, place);
  }
}

function namedActivation(name: string, node: SourceNode, report: Report): Activation | undefined {
  const activation = byName.get(name);
  if (activation) return activation;
  const { message, meant } = unknown(name);
  const text = typeof meant === 'string' ? meant : '{ prelu: 0.25 }';
  const fixes = meant === undefined ? [] : [replacing(`Write ${text}`, node.range, meant)];
  report.error('unknown-activation', node.range, message, [], fixes);
  return undefined;
}

/** What to say of a name that is none, and what was probably meant. */
function unknown(name: string): { message: string; meant?: Json } {
  const instead = smooth.get(name.toLowerCase());
  if (instead)
    return {
      message: `${name} is not piecewise linear, so it has no folds; try ${instead}`,
      meant: instead,
    };
  if (name === 'prelu')
    return {
      message: 'prelu needs its slopes: write { prelu: 0.25 }',
      meant: { prelu: 0.25 },
    };
  const names = [...byName.keys()];
  const plain = name.toLowerCase().replace(/\W/g, '');
  const guess = names.find((n) => n.replace('_', '') === plain) ?? nearest(plain, names);
  return guess
    ? { message: `There is no activation "${name}"; did you mean ${guess}?`, meant: guess }
    : {
        message: `There is no activation "${name}"; there are ${names.join(', ')}, and with numbers prelu and pieces`,
      };
}

function leaky(node: SourceNode, report: Report, { layerName }: Place): Activation | undefined {
  const slope = numberFrom(node, report, () => `The leaky_relu slope of ${layerName}`);
  return slope === undefined ? undefined : leakyRelu(slope);
}

function prelu(node: SourceNode, report: Report, place: Place): LayerActivation | undefined {
  if (node.kind !== 'list') {
    const slope = numberFrom(node, report, () => `The prelu slope of ${place.layerName}`);
    return slope === undefined ? undefined : leakyRelu(slope);
  }
  const { layerName, units } = place;
  const slopes = numbersFrom(
    node,
    report,
    () => `The prelu slopes of ${layerName}`,
    (i) => `Prelu slope ${i + 1} of ${layerName}`,
  );
  if (!slopes || units === undefined) return undefined;
  if (slopes.length === units) return slopes.map(leakyRelu);
  const message = `${capital(layerName)} has ${count(units, 'neuron')} but ${count(slopes.length, 'prelu slope')}; write one for each, or a single number for all`;
  const fix = resizing(`Make it ${count(units, 'slope')}`, [node], units, () => 0.25);
  report.error('prelu-length', node.range, message, [], fix);
  return undefined;
}

function typed(
  node: SourceNode,
  fields: Fields,
  report: Report,
  place: Place,
): LayerActivation | undefined {
  const name = textFrom(node, report, () => `The activation type of ${place.layerName}`);
  if (name === undefined) return undefined;
  const slope = fields.entry('slope') ?? fields.entry('alpha');
  if (slope && name === 'leaky_relu') return leaky(slope.value, report, place);
  if (slope && name === 'prelu') return prelu(slope.value, report, place);
  if (slope)
    report.warning(
      'unused-key',
      slope.keyRange,
      `"${slope.key}" has no part in ${name}; remove it`,
    );
  return namedActivation(name, node, report);
}

/** Any continuous piecewise-linear function: breakpoints, slopes, and where its first line lies. */
function pieces(node: SourceNode, report: Report, { layerName }: Place): Activation | undefined {
  const keys = ['breakpoints', 'slopes', 'intercept'];
  const fields = fieldsFrom(node, report, () => `The pieces of ${layerName}`, keys);
  if (!fields) return undefined;
  const errors = report.errors;
  const numbers = (key: string, item: string): readonly number[] | undefined => {
    const list = required(fields, key, report, `The pieces of ${layerName} need "${key}"`);
    return (
      list &&
      numbersFrom(
        list,
        report,
        () => `The ${key} of ${layerName}`,
        (i) => `${item} ${i + 1} of ${layerName}`,
      )
    );
  };
  const breakpoints = numbers('breakpoints', 'Breakpoint');
  const slopes = numbers('slopes', 'Slope');
  const interceptNode = fields.get('intercept');
  const intercept = interceptNode
    ? numberFrom(interceptNode, report, () => `The intercept of ${layerName}`)
    : 0;
  if (!breakpoints || !slopes || intercept === undefined) return undefined;
  checkPieces(fields, breakpoints, slopes, report);
  return report.errors === errors ? { breakpoints, slopes, intercept } : undefined;
}

function checkPieces(
  fields: Fields,
  breakpoints: readonly number[],
  slopes: readonly number[],
  report: Report,
): void {
  const breakpointsNode = fields.get('breakpoints');
  const slopesNode = fields.get('slopes');
  if (breakpointsNode?.kind !== 'list' || slopesNode?.kind !== 'list') return;
  if (breakpoints.length > maxBreakpoints) {
    const message = `An activation may have ${maxBreakpoints} breakpoints, found ${breakpoints.length}`;
    report.error('too-many-breakpoints', breakpointsNode.range, message);
  }
  if (slopes.length !== breakpoints.length + 1) {
    const message = `With ${count(breakpoints.length, 'breakpoint')} there are ${count(breakpoints.length + 1, 'piece')}, each with a slope; found ${count(slopes.length, 'slope')}`;
    report.error('slopes-length', slopesNode.range, message, [
      { message: 'The breakpoints are here', range: breakpointsNode.range },
    ]);
    return;
  }
  for (let i = 0; i < breakpoints.length; i++) {
    if (i > 0 && breakpoints[i] <= breakpoints[i - 1]) {
      const message = `Breakpoints must increase: ${breakpoints[i]} comes after ${breakpoints[i - 1]}`;
      report.error('breakpoint-order', breakpointsNode.items[i].range, message);
    }
    if (slopes[i] === slopes[i + 1]) {
      const message = `Nothing bends at breakpoint ${breakpoints[i]}: the slopes on both sides are ${slopes[i]}; remove one of them and the breakpoint`;
      report.error('equal-slopes', slopesNode.items[i + 1].range, message);
    }
  }
}
