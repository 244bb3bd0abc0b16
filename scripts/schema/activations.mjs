// The generated parts on activations in the JSON schema and the documentation.
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { format } from 'prettier';

/** @typedef {import('../../src/language/network/activations.ts').ActivationEntry} Entry */
/** @typedef {import('../../src/language/network/activations.ts').ActivationParameter} Parameter */

/** Files with a generated part, and the function that updates it. */
export const filesWithActivations = {
  'schemas/network.schema.json': updatedSchema,
  'docs/spec.md': updatedDocs,
};

/**
 * @param {string} text
 * @param {readonly Entry[]} activations
 * @param {readonly string[]} choices
 */
async function updatedSchema(text, activations, choices) {
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, ['definitions', 'activation']);
  if (!node) throw new Error('The schema does not define "activation".');
  const json = JSON.stringify(definition(activations));
  const definitionText = await format(json, { parser: 'json', printWidth: 116 });
  const indented = definitionText.trimEnd().replaceAll('\n', '\n    ');
  const updated = text.slice(0, node.offset) + indented + text.slice(node.offset + node.length);
  return updated.replace(/("activation": "\$\{\d\|)[^|]*\|/g, `$1${choices.join(',')}|`);
}

/** @param {readonly Entry[]} activations */
function definition(activations) {
  const plain = activations.filter(
    ({ parameter }) => parameter?.default !== undefined || !parameter,
  );
  const parametric = activations.flatMap(({ name, parameter }) =>
    parameter ? [{ name, parameter }] : [],
  );
  const forms = [...parametric.map(({ name }) => name), 'pieces', 'type'];
  /** @param {string} form */
  const only = (form) => ({
    required: [form],
    not: { anyOf: forms.filter((other) => other !== form).map((other) => ({ required: [other] })) },
  });
  return {
    description:
      'The activation function, continuous and piecewise linear. Default: relu, or identity in the last layer.',
    default: 'relu',
    anyOf: [
      {
        enum: plain.flatMap(namesOf),
        enumDescriptions: plain.flatMap((entry) => namesOf(entry).map(() => descriptionOf(entry))),
      },
      ...parametric.map(({ name, parameter }) => ({
        type: 'object',
        ...only(name),
        properties: { [name]: valueOf(parameter) },
      })),
      {
        type: 'object',
        ...only('pieces'),
        properties: { pieces: { $ref: '#/definitions/pieces' } },
      },
      {
        type: 'object',
        doNotSuggest: true,
        ...only('type'),
        anyOf: [
          {
            properties: {
              type: {
                enum: activations.flatMap((entry) => (entry.parameter ? [] : namesOf(entry))),
              },
            },
          },
          ...parametric.map(({ name, parameter }) => longForm(name, parameter)),
        ],
      },
    ],
  };
}

/**
 * @param {string} name
 * @param {Parameter} parameter
 */
function longForm(name, parameter) {
  const keys = [parameter.name, ...parameter.aliases];
  const values = Object.fromEntries(keys.map((key) => [key, valueOf(parameter)]));
  return {
    properties: { type: { const: name }, ...values },
    ...(parameter.default === undefined && { anyOf: keys.map((key) => ({ required: [key] })) }),
  };
}

/** @param {Parameter} parameter */
function valueOf({ doc, default: value, example, perNeuron }) {
  const type = perNeuron
    ? { anyOf: [{ type: 'number' }, { $ref: '#/definitions/numbers' }] }
    : { type: 'number' };
  // Completion writes the default of the schema: an example where the language has none.
  return { description: doc, default: value ?? example, ...type };
}

/** @param {Entry} entry */
function descriptionOf({ doc, parameter }) {
  return parameter ? `${doc}; ${parameter.name} ${parameter.default}` : doc;
}

/**
 * @param {string} text
 * @param {readonly Entry[]} activations
 */
async function updatedDocs(text, activations) {
  const rows = activations.map(
    (entry) => `| ${formsOf(entry).map(code).join(', ')} | ${meaningOf(entry)} |`,
  );
  const table = ['| Activation | Function of the preactivation z |', '| --- | --- |', ...rows].join(
    '\n',
  );
  const updated = text.replace(/(### `activation`\n\n)(\|.*\n)+/, `$1${table}\n`);
  return format(updated, { parser: 'markdown', proseWrap: 'preserve' });
}

/** @param {Entry} entry */
function formsOf(entry) {
  const { name, parameter } = entry;
  if (!parameter) return namesOf(entry);
  const { example, perNeuron } = parameter;
  return [
    ...(parameter.default === undefined ? [] : [name]),
    `{ ${name}: ${example} }`,
    ...(perNeuron ? [`{ ${name}: [0.1, ${example}] }`] : []),
  ];
}

/** @param {Entry} entry */
function meaningOf({ doc, parameter }) {
  if (!parameter) return doc;
  const { name, default: value, perNeuron } = parameter;
  const remarks = [
    ...(value === undefined ? [] : [`default ${name} ${value}`]),
    ...(perNeuron ? [`one ${name} for all neurons, or one per neuron`] : []),
  ];
  return [doc, ...remarks].join('; ');
}

/** @param {Entry} entry */
function namesOf({ name, aliases = [] }) {
  return [name, ...aliases];
}

/** @param {string} text */
function code(text) {
  return `\`${text}\``;
}
