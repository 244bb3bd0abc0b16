import type { Caret } from '../text/caret.ts';
import { inlineText } from '../text/inline.ts';
import { escaped, schemaCompletionsAt, type Completion } from '../text/schemaCompletion.ts';
import { snippetChoices } from '../network/activations.ts';
import type { Naming } from '../network/naming.ts';
import type { Schema } from '../text/schema.ts';

/**
 * The suggestions at a caret of a network spec in YAML: by the schema, output names and snippets.
 */
export function completionsAt(
  caret: Caret,
  schema: Schema,
  naming: Naming | undefined,
): readonly Completion[] {
  const others = caret.kind === 'key' ? snippetsAt(caret) : outputsAt(caret, naming);
  return [...schemaCompletionsAt(caret, schema), ...others];
}

/** The output names of this spec, for `show`. */
function outputsAt({ path }: Caret, naming: Naming | undefined): Completion[] {
  if (path.join('.') !== 'output.show' || !naming) return [];
  const names = naming.outputs.length > 1 ? [...naming.outputs, 'argmax'] : naming.outputs;
  return names.map((label) => ({
    label,
    kind: 'value',
    snippet: escaped(inlineText(label, 'yaml')),
  }));
}

const activation = `activation: \${4|${snippetChoices().join(',')}|}`;

const explicit = ['weights: [[${1:1}, ${2:0}]]', 'bias: [${3:0}]', activation];

const drawn = [
  'units: ${1:8}',
  'init: { scheme: ${2|he_uniform,he_normal,xavier_uniform,xavier_normal,torch_default|}, seed: ${3:1} }',
  activation,
];

function snippetsAt({ path, present, isFlow }: Caret): Completion[] {
  if (isFlow || present.size > 0) return [];
  const snippet = (label: string, lines: readonly string[], documentation: string): Completion => ({
    label,
    kind: 'snippet',
    snippet: lines.join('\n'),
    documentation,
  });
  if (path.join('.') === 'layers.[]')
    return [
      snippet('layer with weights', explicit, 'A layer with explicit weights.'),
      snippet('layer from a seed', drawn, 'A layer whose weights are drawn from a seed.'),
    ];
  if (path.length > 0) return [];
  const layers = ['layers:', ...drawn.map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`)];
  const whole = ['name: ${5:My network}', ...layers, '  - units: 1'];
  return [snippet('network', whole, 'A network with one hidden layer and random weights.')];
}
