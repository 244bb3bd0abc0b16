/** The part of JSON Schema (draft 7) that completion and hovers use. */
export interface Schema {
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  /** VS Code's keyword: what each value of `enum` means. */
  readonly enumDescriptions?: readonly string[];
  readonly default?: unknown;
  /** VS Code's keyword: accepted but never suggested. */
  readonly doNotSuggest?: boolean;
}

/** All alternatives for the value at a path, with references resolved; none for unknown paths. */
export function schemasAt(root: Schema, path: readonly string[]): readonly Schema[] {
  let forms = alternatives(root, root);
  for (const step of path)
    forms = forms
      .map((form) => (step === '[]' ? form.items : form.properties?.[step]))
      .flatMap((next) => (next ? alternatives(root, next) : []));
  return forms;
}

/**
 * The description of the value at a path; that of the property overrides that of its definition.
 */
export function descriptionAt(root: Schema, path: readonly string[]): string | undefined {
  const own = schemasAt(root, path.slice(0, -1))
    .map((form) => form.properties?.[path[path.length - 1]])
    .find((form) => form !== undefined);
  return own && described(root, own);
}

/** A schema merged with the definition that it refers to; its own keywords take precedence. */
export function resolved(root: Schema, schema: Schema): Schema {
  const target = schema.$ref && root.definitions?.[schema.$ref.replace('#/definitions/', '')];
  return target ? { ...resolved(root, target), ...schema } : schema;
}

function described(root: Schema, schema: Schema): string | undefined {
  return resolved(root, schema).description;
}

/** A schema and its alternatives, recursively. */
function alternatives(root: Schema, schema: Schema): Schema[] {
  const whole = resolved(root, schema);
  return [whole, ...(whole.anyOf ?? []).flatMap((one) => alternatives(root, one))];
}
