import fc from 'fast-check';
import {
  activations,
  namesOf,
  needsNoParameter,
  type ActivationEntry,
} from '../../src/language/network/activations.ts';

/** A JSON value. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [k: string]: Json };

/** Without −0, which JSON.stringify writes as 0. */
const number = fc
  .oneof(
    fc.integer({ min: -5, max: 5 }),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e50, max: 1e50 }),
  )
  .map((x) => x + 0);

const name = fc.string({ minLength: 1, maxLength: 6 });

function names(count: number): fc.Arbitrary<Json> {
  return fc.uniqueArray(name, { minLength: count, maxLength: count });
}

const ascending = (count: number): fc.Arbitrary<number[]> =>
  fc
    .uniqueArray(fc.integer({ min: -9, max: 9 }), { minLength: count, maxLength: count })
    .map((values) => values.toSorted((a, b) => a - b));

const pieces: fc.Arbitrary<Json> = fc.integer({ min: 0, max: 4 }).chain((count) =>
  fc.record(
    {
      breakpoints: ascending(count),
      slopes: fc.uniqueArray(number, { minLength: count + 1, maxLength: count + 1 }),
      intercept: number,
    },
    { requiredKeys: ['breakpoints', 'slopes'] },
  ),
);

function activation(units: number): fc.Arbitrary<Json> {
  return fc.oneof(
    fc.constantFrom(...activations.filter(needsNoParameter).flatMap(namesOf)),
    fc.record({ pieces }),
    ...activations.map((entry) => writtenForms(entry, units)),
  );
}

/** The short form and the long form, which other tools write. */
function writtenForms(entry: ActivationEntry, units: number): fc.Arbitrary<Json> {
  const { name, parameter } = entry;
  if (!parameter) return fc.record({ type: fc.constantFrom(...namesOf(entry)) });
  const list = fc.array(number, { minLength: units, maxLength: units });
  const value = parameter.perNeuron ? fc.oneof(number, list) : number;
  const long = [parameter.name, ...parameter.aliases].map((key) =>
    fc.record({ type: fc.constant(name), [key]: value }),
  );
  return fc.oneof(fc.record({ [name]: value }), ...long);
}

const positive = fc.double({ min: 0.01, max: 10, noNaN: true });

const scheme = fc.oneof(
  fc.record({
    scheme: fc.constantFrom('he_uniform', 'he_normal', 'xavier_uniform', 'xavier_normal'),
    gain: positive,
  }),
  fc.record({ scheme: fc.constantFrom('uniform', 'normal'), scale: positive }),
  fc.constant({ scheme: 'torch_default' }),
);

const init: fc.Arbitrary<Json> = fc
  .tuple(
    scheme,
    fc.record(
      {
        seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        bias: fc.oneof(fc.constantFrom('uniform', 'zeros'), number),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([how, rest]) => ({ ...how, ...rest }));

function layer(inputs: number, units: number): fc.Arbitrary<Json> {
  const row = fc.array(number, { minLength: inputs, maxLength: inputs });
  const written = { weights: fc.array(row, { minLength: units, maxLength: units }) };
  const drawn = { units: fc.constant(units), init };
  const common = {
    name,
    bias: fc.array(number, { minLength: units, maxLength: units }),
    activation: activation(units),
  };
  return fc.oneof(
    fc.record({ ...written, ...common }, { requiredKeys: ['weights'] }),
    fc.record({ ...drawn, ...common }, { requiredKeys: ['units'] }),
  );
}

const interval = ascending(2);

function domain(inputs: number): fc.Arbitrary<Json> {
  const box = fc.array(interval, { minLength: inputs, maxLength: inputs });
  const triangle = {
    polygon: fc.constant([
      [-1, -1],
      [2, 0],
      [0, 3],
    ] as Json),
  };
  return inputs === 1
    ? fc.oneof(interval, box)
    : inputs === 2
      ? fc.oneof(box, fc.record(triangle))
      : box;
}

function slice(inputs: number): fc.Arbitrary<Json> {
  const axis = (k: number): number[] => Array.from({ length: inputs }, (_, i) => (i === k ? 1 : 0));
  return fc.record({
    origin: fc.array(number, { minLength: inputs, maxLength: inputs }),
    u: fc.constant(axis(0)),
    v: fc.constant(axis(inputs - 1)),
  });
}

const made: fc.Arbitrary<Json> = fc.record(
  {
    set: fc.constantFrom('moons', 'circles', 'spiral', 'xor', 'gaussians'),
    points: fc.integer({ min: 2, max: 40 }),
    noise: fc.constantFrom(0, 0.25),
    factor: fc.constantFrom(0, 0.5),
    seed: fc.integer({ min: 0, max: 9 }),
  },
  { requiredKeys: ['set'] },
);

const file = fc.constantFrom('points.csv', '../data/a b.tsv', 'x/y.txt');

const points: fc.Arbitrary<Json> = fc.oneof(
  file,
  fc.record({ file, inputs: names(2), label: name }, { requiredKeys: ['file'] }),
  fc.record({ file, targets: names(2) }),
);

/** Data sets have two classes in the plane, and fit only networks for two classes. */
function training(inputs: number, outputs: number): fc.Arbitrary<Json> {
  const fits = inputs === 2 && outputs <= 2;
  return fc.record(
    {
      data: fits ? fc.oneof(fc.constant('moons'), made, points) : points,
      loss: fc.constantFrom('squared', outputs === 1 ? 'logistic' : 'cross_entropy'),
      optimiser: fc.oneof(
        fc.constantFrom<Json>('gd', 'momentum', 'adam', { momentum: 0.5 }),
        fc.record({
          adam: fc.record(
            { beta1: fc.constant(0), beta2: fc.constant(0.99), epsilon: positive },
            { requiredKeys: [] },
          ),
        }),
      ),
      learning_rate: positive,
      batch_size: fc.integer({ min: 1, max: 20 }),
      epochs: fc.integer({ min: 1, max: 1000 }),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      weight_decay: fc.constantFrom(0, 0.1),
      stop: fc.record(
        {
          loss: positive,
          accuracy: fc.constantFrom(0.5, 1),
          patience: fc.nat(9).map((n) => n + 1),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['data'] },
  );
}

function checkpoint(inputs: number, widths: readonly number[]): fc.Arbitrary<Json> {
  const layers = widths.map((units, l) => {
    const width = l === 0 ? inputs : widths[l - 1];
    const row = fc.array(number, { minLength: width, maxLength: width });
    const bias = fc.array(number, { minLength: units, maxLength: units });
    const weights = fc.array(row, { minLength: units, maxLength: units });
    return fc.oneof(
      fc.record({ weights, bias }, { requiredKeys: ['weights'] }),
      fc.record({ init, bias }, { requiredKeys: ['init'] }),
    );
  });
  const path = fc.constantFrom('a.fold.yaml', 'b/c.json');
  return fc.oneof(
    path,
    fc.record({ name, file: path }, { requiredKeys: ['file'] }),
    fc.record({ name, layers: fc.tuple(...layers) }, { requiredKeys: ['layers'] }),
  );
}

/** Specs without a mistake, as plain values: up to three inputs and four layers. */
export const arbitrarySpec: fc.Arbitrary<Json> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 3 }),
    widths: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
  })
  .chain(({ inputs, widths }) => {
    const outputs = widths[widths.length - 1];
    const layers = widths.map((units, k) => layer(k === 0 ? inputs : widths[k - 1], units));
    const viewed = Math.min(inputs, 2);
    const required =
      inputs > 2 ? (['layers', 'input', 'slice'] as const) : (['layers', 'input'] as const);
    return fc.record(
      {
        name,
        layers: fc.tuple(...layers),
        input: fc.record(
          { dim: fc.constant(inputs), names: names(inputs), domain: domain(viewed) },
          { requiredKeys: ['dim'] },
        ),
        ...(inputs > 2 && { slice: slice(inputs) }),
        output: fc.record(
          {
            names: names(outputs),
            show: fc.integer({ min: 0, max: outputs - 1 }),
            kind: fc.constantFrom('values', outputs > 1 ? 'policy' : 'values'),
          },
          { requiredKeys: [] },
        ),
        training: training(inputs, outputs),
        checkpoints: fc.array(checkpoint(inputs, widths), { maxLength: 3 }),
      },
      { requiredKeys: [...required] as never[] },
    );
  });

/** A value with one part replaced by something else or left out, at a place chosen by numbers. */
export function mutate(
  value: Json,
  choices: readonly number[],
  by: Json | undefined,
): Json | undefined {
  const [choice, ...rest] = choices;
  if (choice === undefined || value === null || typeof value !== 'object') return by;
  if (Array.isArray(value)) {
    if (value.length === 0) return by;
    const at = choice % value.length;
    return value.flatMap((item: Json, i) => {
      const kept = i === at ? mutate(item, rest, by) : item;
      return kept === undefined ? [] : [kept];
    });
  }
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  if (entries.length === 0) return by;
  const at = choice % entries.length;
  return Object.fromEntries(
    entries.flatMap(([key, item], i) => {
      if (i !== at) return [[key, item]];
      const mutated = mutate(item, rest, by);
      return mutated === undefined ? [] : [[key, mutated]];
    }),
  );
}
