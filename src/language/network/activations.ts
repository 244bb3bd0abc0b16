import {
  abs,
  hardSigmoid,
  hardTanh,
  identity,
  leakyRelu,
  relu,
  relu6,
  type Activation,
} from '../../core/network/activation.ts';

/** An activation of the spec language. */
export interface ActivationEntry {
  readonly name: string;
  /** Other names that are accepted. */
  readonly aliases?: readonly string[];
  /** The number that it takes, as `{ leaky_relu: 0.02 }`. */
  readonly parameter?: ActivationParameter;
  /** The function; the parameter is ignored by activations that take none. */
  readonly make: (parameter: number) => Activation;
  /** Its definition in Markdown, where z is the preactivation. Shown in the documentation. */
  readonly doc: string;
  /**
   * Smooth activations that this one approximates; they have no folds, so they are not accepted.
   */
  readonly approximates?: readonly string[];
}

export interface ActivationParameter {
  /** Its name in messages, and its key in the long form `{ type: leaky_relu, slope: 0.02 }`. */
  readonly name: string;
  /** Other keys that are accepted in the long form. */
  readonly aliases: readonly string[];
  /** The value when only the name of the activation is written; without it, that is an error. */
  readonly default?: number;
  /** Filled in by completion, quick fixes and New Network. */
  readonly example: number;
  /** Whether a list with one number per neuron is accepted, too. */
  readonly perNeuron: boolean;
  readonly doc: string;
}

/**
 * Every activation that a spec can name. The decoder, completion, snippets and the pickers read
 * this table; `npm run schema` writes it into the JSON schema and the documentation. Functions
 * without a name of their own are written as `pieces` (see activation.ts).
 */
export const activations: readonly ActivationEntry[] = [
  {
    name: 'relu',
    make: () => relu,
    doc: 'max(0, z)',
    approximates: [
      'softplus',
      'gelu',
      'gelunew',
      'quickgelu',
      'silu',
      'swish',
      'mish',
      'hardswish',
    ],
  },
  {
    name: 'leaky_relu',
    parameter: {
      name: 'slope',
      aliases: ['alpha'],
      default: 0.01, // as in PyTorch
      example: 0.02,
      perNeuron: false,
      doc: 'The slope below zero.',
    },
    make: leakyRelu,
    doc: 'z above zero, slope·z below',
    approximates: ['elu', 'selu', 'celu'],
  },
  {
    name: 'prelu',
    parameter: {
      name: 'slope',
      aliases: ['alpha'],
      example: 0.25,
      perNeuron: true,
      doc: 'The slope below zero: one number, or one per neuron.',
    },
    make: leakyRelu,
    doc: 'z above zero, slope·z below',
  },
  { name: 'abs', make: () => abs, doc: 'the absolute value of z' },
  {
    name: 'hard_tanh',
    make: () => hardTanh,
    doc: 'z, limited to −1 … 1',
    approximates: ['tanh', 'softsign', 'erf'],
  },
  { name: 'relu6', make: () => relu6, doc: 'z, limited to 0 … 6' },
  {
    name: 'hard_sigmoid',
    make: () => hardSigmoid,
    doc: 'z/6 + 1/2, limited to 0 … 1',
    approximates: ['sigmoid', 'logistic', 'logsigmoid'],
  },
  {
    name: 'identity',
    aliases: ['linear', 'none'],
    make: () => identity,
    doc: 'z, without a fold',
    approximates: ['softmax', 'logsoftmax'],
  },
];

/** The entry with a name or alias. */
export function activationNamed(name: string): ActivationEntry | undefined {
  return activations.find((entry) => namesOf(entry).includes(name));
}

/** The name of an activation, followed by its aliases. */
export function namesOf({ name, aliases = [] }: ActivationEntry): readonly string[] {
  return [name, ...aliases];
}

/** Whether a name alone determines the function. */
export function needsNoParameter({ parameter }: ActivationEntry): boolean {
  return !parameter || parameter.default !== undefined;
}

/** The activations that snippets let the user choose from: those without a parameter. */
export function snippetChoices(): readonly string[] {
  return activations.filter(({ parameter }) => !parameter).map(({ name }) => name);
}
