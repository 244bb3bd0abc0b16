/** As much of JSON Schema (draft 7) as the schema of the spec uses for completion and hover. */
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
  /** VS Code's word for what is accepted and never proposed. */
  readonly doNotSuggest?: boolean;
}

/** Every form that a value at a path may have, with references followed; none off the schema. */
export function schemasAt(root: Schema, path: readonly string[]): readonly Schema[] {
  let forms = alternatives(root, root);
  for (const step of path)
    forms = forms
      .map((form) => (step === '[]' ? form.items : form.properties?.[step]))
      .flatMap((next) => (next ? alternatives(root, next) : []));
  return forms;
}

/** What is said of the value at a path, where it is used before where it is defined. */
export function descriptionAt(root: Schema, path: readonly string[]): string | undefined {
  const own = schemasAt(root, path.slice(0, -1))
    .map((form) => form.properties?.[path[path.length - 1]])
    .find((form) => form !== undefined);
  return own && described(root, own);
}

/** A schema with the words and the default of what it refers to, unless it has its own. */
export function resolved(root: Schema, schema: Schema): Schema {
  const target = schema.$ref && root.definitions?.[schema.$ref.replace('#/definitions/', '')];
  return target ? { ...resolved(root, target), ...schema } : schema;
}

function described(root: Schema, schema: Schema): string | undefined {
  return resolved(root, schema).description;
}

/** A schema and its alternatives, all the way down. */
function alternatives(root: Schema, schema: Schema): Schema[] {
  const whole = resolved(root, schema);
  return [whole, ...(whole.anyOf ?? []).flatMap((one) => alternatives(root, one))];
}
