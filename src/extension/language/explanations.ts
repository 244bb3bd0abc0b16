import { printable } from '../../core/printable.ts';
import { l10n } from 'vscode';
import type { Facts } from '../../core/analysis/facts.ts';
import type { Margin } from '../../core/analysis/margins.ts';
import type { NeuronReport } from '../../core/analysis/neurons.ts';
import { affineText } from '../../core/picture/formula.ts';
import { numberText } from '../../core/numberText.ts';
import type { Naming } from '../../language/network/naming.ts';
import type { TextRange } from '../../language/text/problem.ts';
import type { SourceMap } from '../../language/spec.ts';
import { growthOf, neuronsIn, regionsText } from './summary.ts';

/** What is known about a text and its network. */
export interface Known {
  readonly source: SourceMap;
  readonly facts: Facts;
  readonly naming: Naming;
  /** The numbers in a range of the text; undefined if it contains anything else. */
  readonly numbersAt: (range: TextRange) => readonly number[] | undefined;
}

/** The most terms of an equation that are shown. */
const maxTerms = 8;

/** Paragraphs of Markdown about the effect of a layer. */
export function aboutLayer({ facts, naming }: Known, layer: number): readonly string[] {
  const { before, after } = growthOf(facts, layer);
  const own = facts.neurons.filter((neuron) => neuron.layer === layer);
  const folding = neuronsIn(facts, 'folding', layer);
  const bound = facts.lipschitz
    .map(({ norm }, o) => `${code(naming.outputs[o])} ${numberText(norm)}`)
    .slice(0, maxTerms)
    .join(', ');
  return [
    after > before
      ? l10n.t(
          '**{0}** divides {1} into {2}.',
          naming.layers[layer],
          regionsText(before, facts.complete),
          regionsText(after, facts.complete),
        )
      : l10n.t('**{0}** adds no regions.', naming.layers[layer]),
    own.length === 0
      ? l10n.t('Its activation has no breakpoints, so it has no folds.')
      : l10n.t('The folds of {0} of {1} neurons cross the domain.', folding.length, own.length),
    ...neuronList(l10n.t('Dead'), neuronsIn(facts, 'constant', layer)),
    ...neuronList(l10n.t('Always on'), neuronsIn(facts, 'affine', layer)),
    l10n.t('Lipschitz constant of the whole network over the domain: {0}.', bound),
    ...partial(facts),
  ];
}

function neuronList(what: string, neurons: readonly number[]): string[] {
  if (neurons.length === 0) return [];
  const shown = neurons.slice(0, 12).map((i) => i + 1);
  return [`${what}: ${shown.join(', ')}${neurons.length > shown.length ? ', …' : ''}.`];
}

/** Paragraphs about the folds of a neuron. */
export function aboutNeuron(known: Known, layer: number, neuron: number): readonly string[] {
  const { facts, naming } = known;
  const name = l10n.t('**Neuron {0} of {1}**', neuron + 1, naming.layers[layer]);
  const report = reportOf(facts, layer, neuron);
  if (!report) return [l10n.t('{0} has no fold: its activation is affine.', name)];
  const equations = equationsOf(known, report);
  const twin = facts.duplicates.find((one) => one.layer === layer && one.neuron === neuron);
  return [
    equations.length > 0
      ? l10n.t('{0} folds where {1}.', name, equations.map(code).join(l10n.t(' or ')))
      : name,
    ...(layer > 0 && !facts.lines[layer] && equations.length > 0
      ? [l10n.t('Here h1, h2, … are the neurons of {0}.', naming.layers[layer - 1])]
      : []),
    foldDescription(known, report),
    ...(twin ? [l10n.t('Its fold coincides with that of neuron {0}.', twin.of + 1)] : []),
    ...partial(facts),
  ];
}

/** Length, bends and effect of the fold over the domain. */
function foldDescription({ facts, naming }: Known, report: NeuronReport): string {
  const { role, edges, length, layer, neuron, breakpoints, cuts } = report;
  if (role === 'constant')
    return l10n.t('None of its folds crosses the domain, where the neuron is constant (dead).');
  if (role === 'affine')
    return l10n.t('None of its folds crosses the domain, where the neuron is affine (always on).');
  if (naming.inputs.length === 1)
    return edges === 1
      ? l10n.t('It bends the graph at 1 point.')
      : l10n.t('It bends the graph at {0} points.', edges);
  const regions = regionsText(cuts, facts.complete);
  const cut =
    cuts === 0
      ? undefined
      : breakpoints.length === 1
        ? l10n.t('Up to its layer, it divides {0} in two.', regions)
        : l10n.t('Up to its layer, it adds {0}.', regions);
  const bends = facts.margins?.[layer][neuron].bends ?? 0;
  const extent = l10n.t(
    'In the domain it consists of {0} of total length {1}.',
    edges === 1 ? l10n.t('1 edge') : l10n.t('{0} edges', edges),
    numberText(length),
  );
  const corners = bends === 1 ? l10n.t('1 point') : l10n.t('{0} points', bends);
  const bend =
    bends > 0 && l10n.t('It meets folds of earlier layers, where it may bend, at {0}.', corners);
  return [extent, bend, cut].filter((text) => text).join(' ');
}

/** One equation per breakpoint; none if the row cannot be read. */
function equationsOf(known: Known, report: NeuronReport): string[] {
  const { facts, naming, source } = known;
  const { layer, neuron, breakpoints } = report;
  const lines = facts.lines[layer];
  if (lines) {
    const [a, b, c] = lines.subarray(3 * neuron, 3 * neuron + 3);
    const [x] = naming.inputs;
    if (naming.inputs.length === 1)
      return a === 0 ? [] : breakpoints.map((t) => `${x} = ${numberText((t - c) / a)}`);
    return breakpoints.map((t) => `${affineText([a, b, c - t], naming.inputs)} = 0`);
  }
  const { rows, biases } = source.layers[layer];
  const weights = rows[neuron] && known.numbersAt(rows[neuron]);
  const bias = biases[neuron] ? known.numbersAt(biases[neuron])?.[0] : 0;
  if (!weights || bias === undefined) return [];
  return breakpoints.map((t) => `${termsText(weights, bias - t)} = 0`);
}

/** The largest terms of a long sum, in their original order. */
function termsText(weights: readonly number[], constant: number): string {
  const sizes = weights.map(Math.abs).sort((a, b) => b - a);
  const least = sizes[maxTerms - 1] ?? 0;
  const kept = weights.map((w) => (Math.abs(w) >= least ? w : 0));
  const left = weights.filter((w, j) => w !== kept[j]).length;
  const names = weights.map((_, j) => `h${j + 1}`);
  const text = affineText([...kept, constant], names);
  return left === 0 ? text : l10n.t('{0} + {1} smaller terms', text, left);
}

/** Paragraphs about how far a bias can change before the regions do. */
export function aboutBias(
  { facts, naming }: Known,
  layer: number,
  neuron: number,
): readonly string[] {
  const name = l10n.t('**Bias of neuron {0} of {1}**', neuron + 1, naming.layers[layer]);
  const report = reportOf(facts, layer, neuron);
  if (!report) return [l10n.t('{0} moves no fold: the activation has no breakpoints.', name)];
  const margins = facts.margins?.[layer][neuron];
  if (!margins) return [name, l10n.t('The network is too large to compute margins for this bias.')];
  const { raise, lower } = margins;
  const slope = slopeOf(facts, layer, neuron);
  return [
    name,
    ...(raise ? [l10n.t('It can increase by {0}: {1}', numberText(raise.by), event(raise))] : []),
    ...(lower ? [l10n.t('It can decrease by {0}: {1}', numberText(lower.by), event(lower))] : []),
    l10n.t(
      'Beyond that, the regions of the layers up to this one change. Regions of later layers may change before that.',
    ),
  ];

  function event({ by, x, y, meeting }: Margin): string {
    const point = pointText(naming, x, y);
    const away = slope > 0 ? l10n.t(' (a distance of {0})', numberText(by / slope)) : '';
    return l10n.t('then its fold passes {0}{1}, where {2}.', point, away, meetingText(meeting));
  }

  function meetingText([first, second]: Margin['meeting']): string {
    if (naming.inputs.length === 1) {
      const fold = first >= 0 ? first : second;
      return isEnd(first) || isEnd(second) || fold < 0
        ? l10n.t('the domain ends')
        : l10n.t('{0} bends the graph', ownerText(fold));
    }
    if (second < 0) return l10n.t('the domain has a corner');
    if (first < 0) return l10n.t('the fold of {0} ends at the border', ownerText(second));
    return l10n.t('the folds of {0} and {1} meet', ownerText(first), ownerText(second));
  }

  function ownerText(fold: number): string {
    let first = 0;
    for (const one of facts.neurons) {
      first += one.breakpoints.length;
      if (fold < first)
        return l10n.t('neuron {0} of {1}', one.neuron + 1, naming.layers[one.layer]);
    }
    throw new RangeError(`There is no fold ${fold}`);
  }
}

/** Edges 1 and 3 of the strip that a graph is lifted to are the ends of its interval. */
function isEnd(line: number): boolean {
  return line === -2 || line === -4;
}

/** The norm of the gradient of a preactivation, if it is constant; otherwise 0. */
function slopeOf({ lines }: Facts, layer: number, neuron: number): number {
  const line = lines[layer]?.subarray(3 * neuron, 3 * neuron + 2);
  return line ? Math.hypot(...line) : 0;
}

/** A table of the range of every output over the domain. */
export function aboutDomain({ facts, naming }: Known): readonly string[] {
  const rows = facts.extrema.slice(0, 2 * maxTerms).map(({ min, max }, o) => {
    const at = ({ x, y }: { x: number; y: number }): string => pointText(naming, x, y);
    const value = (x: number): string => numberText(x, 6);
    return `| ${code(naming.outputs[o])} | ${value(min.value)} | ${at(min)} | ${value(max.value)} | ${at(max)} |`;
  });
  const head = [l10n.t('output'), l10n.t('minimum'), l10n.t('at'), l10n.t('maximum'), l10n.t('at')];
  return [
    l10n.t('Exact extrema of the outputs over this domain, at vertices of the complex:'),
    [`| ${head.join(' | ')} |`, '|---|---|---|---|---|', ...rows].join('\n'),
    ...partial(facts),
  ];
}

function pointText({ inputs }: Naming, x: number, y: number): string {
  if (inputs.length === 1) return `${inputs[0]} = ${numberText(x)}`;
  return `(${numberText(x)}, ${numberText(y)})`;
}

function partial({ complete, regions }: Facts): string[] {
  if (complete) return [];
  const count = regions.toLocaleString('en');
  return [l10n.t('_Stopped at {0} regions; these numbers are for the finished part._', count)];
}

function reportOf({ neurons }: Facts, layer: number, neuron: number): NeuronReport | undefined {
  return neurons.find((one) => one.layer === layer && one.neuron === neuron);
}

/** A text as code, so that no character of it is interpreted as Markdown. */
function code(text: string): string {
  // A bar would end a cell of a table, also in code.
  return `\`${printable(text).replaceAll('`', 'ˋ').replaceAll('|', '¦')}\``;
}
