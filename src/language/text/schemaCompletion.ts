import type { Caret } from './caret.ts';
import { inline, type Json } from './inline.ts';
import { resolved, schemasAt, type Schema } from './schema.ts';

/** A suggestion at a caret. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'snippet';
  /** In the snippet syntax of editors: `${1:default}`, `$0`. */
  readonly snippet: string;
  readonly documentation?: string;
}

/** What a schema allows at a caret of a YAML text, in the order of the schema. */
export function schemaCompletionsAt(caret: Caret, schema: Schema): readonly Completion[] {
  return caret.kind === 'key' ? keysAt(caret, schema) : valuesAt(caret, schema);
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

/** A value as the default of a snippet placeholder. */
function written(value: unknown): string {
  return escaped(inline(value as Json, 'yaml'));
}

/** A text as part of a snippet. */
export function escaped(text: string): string {
  return text.replace(/[$}\\]/g, '\\$&');
}
