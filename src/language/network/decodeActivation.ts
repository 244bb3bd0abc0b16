import type { Activation } from '../../core/network/activation.ts';
import {
  activationNamed,
  activations,
  namesOf,
  needsNoParameter,
  type ActivationEntry,
  type ActivationParameter,
} from './activations.ts';
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
import { inline, type Json } from '../text/inline.ts';
import { maxBreakpoints } from '../text/limits.ts';
import { nearest } from '../text/nearest.ts';
import type { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';

type LayerActivation = Activation | readonly Activation[];

type Parametric = ActivationEntry & { readonly parameter: ActivationParameter };

const parametric = activations.filter((entry): entry is Parametric => !!entry.parameter);

/** Names that can be written alone. */
const plainNames = activations.filter(needsNoParameter).flatMap(namesOf);

/** Keys of the short form: `{ leaky_relu: 0.02 }`, `{ pieces: … }`. */
const formKeys = [...parametric.map(({ name }) => name), 'pieces'];

/** Keys of the long form: `{ type: leaky_relu, slope: 0.02 }`. */
const parameterKeys = [...new Set(parametric.flatMap(({ parameter }) => keysOf(parameter)))];

/** The layer that an activation belongs to, and its number of neurons when that is known. */
interface Place {
  readonly layerName: string;
  readonly units: number | undefined;
}

/**
 * The activation of a layer, one for all neurons or one for each: `relu`, `{ leaky_relu: 0.02 }`,
 * `{ prelu: [0.1, 0.25] }`, `{ pieces: … }`, or the long form `{ type: leaky_relu, slope: 0.02 }`
 * that other tools write. Undefined if there is an error, which is reported.
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
  const fields = fieldsFrom(node, report, named, formKeys, ['type', ...parameterKeys]);
  if (!fields) return undefined;
  const chosen = [...formKeys, 'type'].filter((key) => fields.get(key));
  if (chosen.length !== 1) {
    const message = `${named()} must have exactly one of the keys ${formKeys.join(', ')}`;
    report.error('activation-form', node.range, message);
    return undefined;
  }
  const [key] = chosen;
  const value = fields.get(key) as SourceNode;
  if (key === 'pieces') return pieces(value, report, place);
  const short = parametric.find(({ name }) => name === key);
  if (short) return withParameter(short, value, report, place);

  const name = textFrom(value, report, () => `The activation type of ${place.layerName}`);
  if (name === undefined) return undefined;
  const long = parametric.find((entry) => entry.name === name);
  const [parameter] = (long ? keysOf(long.parameter) : parameterKeys).flatMap(
    (one) => fields.entry(one) ?? [],
  );
  if (long && parameter) return withParameter(long, parameter.value, report, place);
  if (parameter)
    report.warning(
      'unused-key',
      parameter.keyRange,
      `"${parameter.key}" has no effect on ${name}; remove it`,
    );
  return namedActivation(name, value, report);
}

function keysOf({ name, aliases }: ActivationParameter): readonly string[] {
  return [name, ...aliases];
}

function namedActivation(name: string, node: SourceNode, report: Report): Activation | undefined {
  const entry = activationNamed(name);
  if (entry && needsNoParameter(entry)) return entry.make(entry.parameter?.default ?? NaN);
  const { message, meant } = unknown(name, entry);
  const fixes =
    meant === undefined ? [] : [replacing(`Change to ${inline(meant, 'yaml')}`, node.range, meant)];
  report.error('unknown-activation', node.range, message, [], fixes);
  return undefined;
}

/** What to say about a name that cannot stand alone, and what was probably meant. */
function unknown(
  name: string,
  entry: ActivationEntry | undefined,
): { readonly message: string; readonly meant?: Json } {
  if (entry?.parameter) {
    const meant = { [name]: entry.parameter.example };
    const message = `${name} needs a ${entry.parameter.name}: write ${inline(meant, 'yaml')}`;
    return { message, meant };
  }
  const { plain, parameter } = call(name);
  const approximation = activations.find(({ approximates }) =>
    approximates?.some((smooth) => smooth === plain || smooth === name.toLowerCase()),
  );
  if (approximation) {
    const meant = approximation.name;
    const message = `${name} is not piecewise linear, so it has no folds; use ${meant} instead`;
    return { message, meant };
  }
  const guess =
    plainNames.find((known) => known.replace('_', '') === plain) ?? nearest(plain, plainNames);
  const called = parametric.find((one) => one.name.replace('_', '') === plain);
  if (called && (parameter !== undefined || called.parameter.default === undefined)) {
    const meant = { [called.name]: parameter ?? called.parameter.example };
    const message = `Unknown activation "${name}"; did you mean ${inline(meant, 'yaml')}?`;
    return { message, meant };
  }
  if (guess !== undefined)
    return { message: `Unknown activation "${name}"; did you mean ${guess}?`, meant: guess };
  const message = `Unknown activation "${name}"; expected ${plainNames.join(', ')}, or an object with one of the keys ${formKeys.join(', ')}`;
  return { message };
}

/**
 * A name as other libraries write it, such as nn.LeakyReLU(0.2) or torch.tanh, in lower case without its module, and
 * its parameter, if it has one.
 */
function call(name: string): { readonly plain: string; readonly parameter?: number } {
  const [, word, argument] = /^(?:\w+\.)*(\w+)(?:\(([^()]*)\))?$/.exec(name.trim()) ?? ['', name];
  const plain = word.toLowerCase().replace(/[\W_]/g, '');
  const slope = /(?:^|\b(?:negative_slope|alpha|slope|init)\s*=)\s*([-+.\de]+)\s*(?:,|$)/.exec(
    argument ?? '',
  );
  const parameter = Number(slope?.[1]);
  return slope && Number.isFinite(parameter) ? { plain, parameter } : { plain };
}

/**
 * An activation with its parameter: a number, or a list of them where each neuron may have its own.
 */
function withParameter(
  { name, make, parameter }: Parametric,
  node: SourceNode,
  report: Report,
  { layerName, units }: Place,
): LayerActivation | undefined {
  const what = `${name} ${parameter.name}`;
  if (node.kind !== 'list' || !parameter.perNeuron) {
    const value = numberFrom(node, report, () => `The ${what} of ${layerName}`);
    return value === undefined ? undefined : make(value);
  }
  const values = numbersFrom(
    node,
    report,
    () => `The ${what}s of ${layerName}`,
    (i) => `The ${what} of neuron ${i + 1} of ${layerName}`,
  );
  if (!values || units === undefined) return undefined;
  if (values.length === units) return values.map(make);
  const message = `${capital(layerName)} has ${count(units, 'neuron')} but ${count(values.length, what)}; write one for each, or a single number for all`;
  const title = `Resize to ${count(units, parameter.name)}`;
  const fix = resizing(title, [node], units, () => parameter.example);
  report.error('prelu-length', node.range, message, [], fix);
  return undefined;
}

/** Any continuous piecewise-linear function, given as in `Activation`. */
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
    const message = `An activation can have at most ${maxBreakpoints} breakpoints, found ${breakpoints.length}`;
    report.error('too-many-breakpoints', breakpointsNode.range, message);
  }
  if (slopes.length !== breakpoints.length + 1) {
    const message = `Expected ${count(breakpoints.length + 1, 'slope')} for ${count(breakpoints.length, 'breakpoint')}, one more than breakpoints; found ${count(slopes.length, 'slope')}`;
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
      const message = `The slope is ${slopes[i]} on both sides of breakpoint ${breakpoints[i]}; remove the breakpoint and one of the two slopes`;
      report.error('equal-slopes', slopesNode.items[i + 1].range, message);
    }
  }
}
