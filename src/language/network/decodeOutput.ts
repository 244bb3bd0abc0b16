import type { Height } from '../../core/height.ts';
import { fieldsFrom, textFrom, wrongKind } from '../text/decode.ts';
import { namesFrom } from '../text/names.ts';
import { nearest } from '../text/nearest.ts';
import { replacing } from '../text/quickFix.ts';
import type { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';
import type { Width } from './decodeWeights.ts';

export interface WrittenOutput {
  readonly names: readonly string[];
  readonly show: Height;
  /** There are several outputs, and "show" is missing. */
  readonly classifies: boolean;
  readonly kind: OutputKind;
}

/** What the outputs mean: arbitrary values, or the logits of a policy. */
export type OutputKind = (typeof outputKinds)[number];

const outputKinds = ['values', 'policy'] as const;

/**
 * Decodes `{ names: […], show: …, kind: … }`. By default the outputs are named f (or f0, f1, …), the
 * first is shown, and they are values. No default name is one of the `inputs`.
 */
export function outputFrom(
  node: SourceNode | undefined,
  outputs: Width | undefined,
  inputs: readonly string[],
  report: Report,
): WrittenOutput | undefined {
  const fields = node && fieldsFrom(node, report, () => 'The output', ['names', 'show', 'kind']);
  if (node && !fields) return undefined;
  const errors = report.errors;
  const namesNode = fields?.get('names');
  const wanted = outputs && { count: outputs.count, noun: 'neuron of the last layer' };
  const written = namesNode && namesFrom(namesNode, report, 'output.names', wanted);
  if (report.errors > errors || !outputs) return undefined;
  const names = written ?? defaultNames(outputs.count, inputs);
  const showNode = fields?.get('show');
  const show = showNode
    ? showFrom(
        showNode,
        written ? { names } : { names, former: namesFor('y', outputs.count) },
        report,
      )
    : ({ kind: 'output', index: 0 } as const);
  const kindNode = fields?.get('kind');
  const kind = kindNode ? kindFrom(kindNode, outputs.count, report) : 'values';
  const classifies = outputs.count > 1 && !showNode;
  return show && kind && { names, show, classifies, kind };
}

function kindFrom(node: SourceNode, outputs: number, report: Report): OutputKind | undefined {
  const text = textFrom(node, report, () => '"kind"');
  if (text === undefined) return undefined;
  const kind = outputKinds.find((one) => one === text);
  if (!kind) {
    const guess = nearest(text, outputKinds);
    const help = guess ? `did you mean "${guess}"?` : `expected ${outputKinds.join(' or ')}`;
    const fixes = outputKinds.map((one) => replacing(`Change to ${one}`, node.range, one));
    report.error(
      'unknown-kind',
      node.range,
      `Unknown kind of output "${text}"; ${help}`,
      [],
      fixes,
    );
  } else if (kind === 'policy' && outputs < 2) {
    const message = 'A policy needs at least two outputs, one per action, but the network has one';
    report.error('policy-of-one', node.range, message);
    return undefined;
  }
  return kind;
}

function defaultNames(outputs: number, inputs: readonly string[]): string[] {
  const letters = ['f', 'g', 'h', 'y'].map((letter) => namesFor(letter, outputs));
  // There are at most two inputs, so not all four letters are taken.
  return letters.find((names) => !names.some((name) => inputs.includes(name))) ?? letters[0];
}

function namesFor(letter: string, outputs: number): string[] {
  return outputs === 1 ? [letter] : Array.from({ length: outputs }, (_, i) => `${letter}${i}`);
}

/** The names of the outputs, and those that earlier versions gave them by default. */
interface Named {
  readonly names: readonly string[];
  readonly former?: readonly string[];
}

/** An output by name or by index from 0, `argmax`, or a difference `a - b`. */
function showFrom(node: SourceNode, named: Named, report: Report): Height | undefined {
  const { names } = named;
  if (node.kind !== 'string' && node.kind !== 'number') {
    wrongKind(node, report, () => '"show"', 'an output, argmax, or a difference "a - b"');
    return undefined;
  }
  const text = String(node.value).trim();
  const index = indexOf(text, named);
  if (index >= 0) return { kind: 'output', index };
  if (text === 'argmax') {
    if (names.length > 1) return { kind: 'argmax' };
    const message = 'argmax needs at least two outputs, but the network has one; show it by name';
    const fix = replacing(`Show ${names[0]}`, node.range, names[0]);
    report.error('argmax-of-one', node.range, message, [], [fix]);
    return undefined;
  }
  // A name may contain a minus sign, so each one is tried as the operator.
  for (const { index: at } of text.matchAll(/-|−/g)) {
    const plus = indexOf(text.slice(0, at).trim(), named);
    const minus = indexOf(text.slice(at + 1).trim(), named);
    if (plus >= 0 && minus >= 0 && plus !== minus)
      return { kind: 'difference', index: plus, minus };
  }
  const guess = nearest(text, [...names, 'argmax']);
  const known = `the outputs are ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`;
  const help = guess ? `did you mean "${guess}"?` : known;
  const message = `"${text}" is not an output, argmax, or a difference of two outputs; ${help}`;
  const fixes = guess ? [replacing(`Show ${guess}`, node.range, guess)] : [];
  report.error('unknown-output', node.range, message, [], fixes);
  return undefined;
}

function indexOf(text: string, { names, former = [] }: Named): number {
  for (const known of [names, former]) {
    const byName = known.indexOf(text);
    if (byName >= 0) return byName;
  }
  return /^\d+$/.test(text) && Number(text) < names.length ? Number(text) : -1;
}
