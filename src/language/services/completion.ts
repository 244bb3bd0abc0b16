import type { Caret } from '../text/caret.ts';
import { inline, inlineText, type Json } from '../text/inline.ts';
import { snippetChoices } from '../network/activations.ts';
import type { Naming } from '../network/naming.ts';
import { resolved, schemasAt, type Schema } from '../text/schema.ts';

/** A suggestion at a caret. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'snippet';
  /** In the snippet syntax of editors: `${1:default}`, `$0`. */
  readonly snippet: string;
  readonly documentation?: string;
}

/** The suggestions at a caret of a YAML text, in the order of the schema. */
export function completionsAt(
  caret: Caret,
  schema: Schema,
  naming: Naming | undefined,
): readonly Completion[] {
  if (caret.kind === 'key') return [...keysAt(caret, schema), ...snippetsAt(caret)];
  return [...valuesAt(caret, schema), ...outputsAt(caret, naming)];
}

function keysAt({ path, present, isFlow }: Caret, root: Schema): Completion[] {
  const completions = new Map<string, Completion>();
  for (const form of schemasAt(root, path)) {
    if (form.doNotSuggest) continue;
    for (const [key, property] of Object.entries(form.properties ?? {})) {
      const whole = resolved(root, property);
      if (present.has(key) || completions.has(key) || property.doNotSuggest) continue;
      completions.set(key, {
        label: key,
        kind: 'key',
        snippet: `${escaped(key)}:${valueSnippet(whole, root, isFlow)}`,
        ...(whole.description !== undefined && { documentation: whole.description }),
      });
    }
  }
  return [...completions.values()];
}

/** What follows the colon: the default, or a tab stop. */
function valueSnippet(schema: Schema, root: Schema, isFlow: boolean): string {
  const nested = schema.properties !== undefined;
  const listsObjects = schema.items !== undefined && resolved(root, schema.items).properties;
  if (!isFlow && listsObjects) return '\n  - $0';
  if (!isFlow && nested && schema.default === undefined) return '\n  $0';
  if (nested && schema.default === undefined) return ' { $0 }';
  return ` \${1:${schema.default === undefined ? '' : written(schema.default)}}`;
}

function valuesAt({ path }: Caret, root: Schema): Completion[] {
  const completions = new Map<string, Completion>();
  const add = (label: string, snippet: string, documentation: string | undefined): void => {
    if (completions.has(label)) return;
    const own = { label, kind: 'value', snippet } as const;
    completions.set(label, documentation === undefined ? own : { ...own, documentation });
  };
  for (const form of schemasAt(root, path)) {
    if (form.doNotSuggest) continue;
    form.enum?.forEach((value, i) => {
      add(value, escaped(value), form.enumDescriptions?.[i] ?? form.description);
    });
    // A form with a single required key, such as { leaky_relu: 0.02 }.
    const [key, ...others] = form.required ?? [];
    const property = form.properties?.[key];
    if (property && others.length === 0 && path.at(-1) !== '[]') {
      const whole = resolved(root, property);
      const filled = whole.default === undefined ? '' : written(whole.default);
      add(`{ ${key} }`, `{ ${escaped(key)}: \${1:${filled}} }`, whole.description);
    }
    if (form.default !== undefined && typeof form.default !== 'string' && !form.properties)
      add(inline(form.default as Json, 'yaml'), written(form.default), form.description);
  }
  return [...completions.values()];
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

/** A value as the default of a snippet placeholder. */
function written(value: unknown): string {
  return escaped(inline(value as Json, 'yaml'));
}

function escaped(text: string): string {
  return text.replace(/[$}\\]/g, '\\$&');
}
