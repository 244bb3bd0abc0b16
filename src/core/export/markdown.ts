import type { Facts } from '../analysis/facts.ts';
import type { NeuronReport } from '../analysis/neurons.ts';
import { layerName } from '../network/network.ts';
import { numberText } from '../numberText.ts';
import { printable } from '../printable.ts';
import type { Subject } from '../subject.ts';

/** The analysis of a network as a Markdown document. */
export function markdown(subject: Subject, facts: Facts): string {
  const { network, inputNames, graph } = subject;
  const widths = network.layers.map(({ units }) => units);
  const shape = [inputNames.length, ...widths].join(' → ');
  const partial = facts.complete
    ? ''
    : '\n\nThe count was stopped: all of this holds for the finished part only.';
  return [
    `# ${inline(subject.title)}`,
    `A network of shape ${shape} over ${domainText(subject)}.${partial}`,
    '## Regions',
    table(
      ['Quantity', 'Value'],
      [
        ['Activation regions', whole(facts.regions)],
        ['Linear regions', whole(facts.linearRegions)],
        ['Most that any network of this shape has (Montúfar)', whole(facts.upperBounds.montufar)],
        ['The same, counting lost dimensions (Serra)', whole(facts.upperBounds.serra)],
        ...(graph
          ? []
          : [
              ['Vertices', whole(subject.complex.vertexCount)],
              ['Edges', whole(subject.complex.edgeCount)],
            ]),
      ],
    ),
    '## Regions by layer',
    table(
      ['Layer', 'Neurons', 'Regions up to it'],
      facts.regionsByLayer.map((regions, l) => [
        layerName(network, l),
        whole(widths[l]),
        whole(regions),
      ]),
    ),
    '## Outputs',
    outputTable(subject, facts),
    ...neuronSection(subject, facts.neurons),
  ]
    .join('\n\n')
    .concat('\n');
}

function domainText({ domain: { corners }, graph, inputNames }: Subject): string {
  if (graph) return `${inline(inputNames[0])} in ${interval(corners[0], corners[2])}`;
  const points: string[] = [];
  for (let k = 0; k < corners.length; k += 2)
    points.push(`(${numberText(corners[k])}, ${numberText(corners[k + 1])})`);
  return `(${inputNames.map(inline).join(', ')}) in the polygon ${points.join(', ')}`;
}

function outputTable(
  { outputNames, graph }: Subject,
  { extrema, lipschitz, integrals }: Facts,
): string {
  const place = ({ x, y }: { readonly x: number; readonly y: number }): string =>
    graph ? numberText(x) : `(${numberText(x)}, ${numberText(y)})`;
  return table(
    ['Output', 'Minimum', 'Where', 'Maximum', 'Where', 'Lipschitz constant', 'Mean', 'Integral'],
    outputNames.map((name, o) => {
      const { min, max } = extrema[o];
      const values = [numberText(min.value), place(min), numberText(max.value), place(max)];
      const { mean, integral } = integrals[o];
      return [name, ...values, ...[lipschitz[o].norm, mean, integral].map((x) => numberText(x))];
    }),
  );
}

function neuronSection({ network, graph }: Subject, neurons: readonly NeuronReport[]): string[] {
  if (neurons.length === 0) return [];
  const roles = { folding: 'folds', affine: 'always sloped', constant: 'constant' } as const;
  // With one input, folds are points, and the lengths in the strip are meaningless.
  const measures = graph ? ['Breakpoints'] : ['Edges', 'Length of its folds'];
  return [
    '## Neurons',
    table(
      ['Layer', 'Neuron', 'Over the domain', 'Regions it folds last', ...measures],
      neurons.map(({ layer, neuron, role, idle, lastIn, edges, length }) => [
        layerName(network, layer),
        whole(neuron + 1),
        idle ? 'folds without effect' : roles[role],
        whole(lastIn),
        whole(edges),
        ...(graph ? [] : [numberText(length)]),
      ]),
    ),
  ];
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(inline).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text on one line, with Markdown characters escaped. */
function inline(text: string): string {
  return printable(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|#~$]|&(?=#?\w+;)/g, '\\$&');
}

function interval(lo: number, hi: number): string {
  return `[${numberText(lo)}, ${numberText(hi)}]`;
}

function whole(n: number): string {
  return n > 1e15 ? numberText(n, 3) : n.toLocaleString('en');
}
