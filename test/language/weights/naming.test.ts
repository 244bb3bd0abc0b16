import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { learnedLayers, parametersOf } from '../../../src/core/network/parameters.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import { checkpointNetwork } from '../../../src/language/weights/checkpointNetwork.ts';
import { inLayerOrder } from '../../../src/language/weights/layerOrder.ts';
import { f32, safetensorsFile } from './safetensorsFile.ts';

const folder = 'test/fixtures/checkpoints';

/** The parameters that a checkpoint of a spec has, or the message why it has none. */
function checkpointOf(text: string, read: (file: string) => string | Uint8Array) {
  const { spec, problems } = parseSpec(text, 'yaml');
  assert.ok(spec, problems.map(({ message }) => message).join('\n'));
  const [checkpoint] = spec.checkpoints!;
  assert.ok(checkpoint.kind === 'file');
  const found = checkpointNetwork(spec, 0, read(checkpoint.path));
  assert.ok(found);
  return found.kind === 'problem'
    ? found.problem.message
    : { own: parametersOf(spec.network), found: parametersOf(found.network) };
}

function fixture(file: string): string | Uint8Array {
  const bytes = readFileSync(join(folder, file));
  return file.endsWith('.safetensors') ? bytes : bytes.toString();
}

/** What the message says, for each file that does not hold the weights of its spec. */
const refused: Readonly<Record<string, RegExp>> = {
  batchnorm: /running_mean belongs to a batch normalisation/,
  buffers: /mean is neither the weight nor the bias/,
  complex: /has type C64, which is not supported/,
  fp4: /has type F4, which is not supported/,
  'fp8-e4m3': /has type F8_E4M3, which is not supported/,
  'fp8-e8m0': /has type F8_E8M0, which is not supported/,
  int8: /has type I8, which is not supported/,
  'nan-weight': /NaN is not a number in JSON/,
  'prelu-module': /1\.weight has shape \[1\], like the slopes of a PReLU/,
  'shard-index': /index of a checkpoint in several files/,
  'weightnorm-new': /original0 is part of a weight normalisation/,
  'weightnorm-old': /weight_g is part of a weight normalisation/,
  lfs: /^model\.safetensors is a Git LFS pointer.*git lfs pull/,
  'lfs-json': /^model\.json is a Git LFS pointer/,
};

describe('checkpoints as libraries name them', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const name = file.replace('.fold.yaml', '');
    if (name === 'lfs-points') continue;
    it(`${name}: ${name in refused ? 'the cause is named' : 'the weights of its spec'}`, () => {
      const result = checkpointOf(readFileSync(join(folder, file), 'utf8'), fixture);
      if (name in refused) assert.match(typeof result === 'string' ? result : '', refused[name]);
      else {
        assert.ok(typeof result !== 'string', JSON.stringify(result));
        assert.deepEqual(result.found, result.own);
      }
    });
  }
});

describe('the order of layers in a file sorted by name', () => {
  const square = [2, 2];
  const modules = (...names: string[]) => names.map((name) => ({ name, shape: square }));
  const layers = (...names: (string | undefined)[]) =>
    names.map((name) => ({ ...(name !== undefined && { name }), units: 2, inputs: 2 }));
  const namesOf = (found: ReturnType<typeof inLayerOrder>) =>
    typeof found === 'string' ? found : found.map(({ name }) => name);

  it('is that of the names in the spec', () => {
    assert.deepEqual(
      namesOf(inLayerOrder(modules('body', 'lift', 'tail'), layers('lift', 'body', 'tail'), true)),
      ['lift', 'body', 'tail'],
    );
    assert.deepEqual(
      namesOf(inLayerOrder(modules('m.body', 'm.lift'), layers('lift', 'body'), true)),
      ['m.lift', 'm.body'],
    );
  });

  it('is that of the shapes, if only one fits each layer', () => {
    const found = inLayerOrder(
      [
        { name: 'a', shape: [1, 3] },
        { name: 'b', shape: [3, 2] },
      ],
      [
        { units: 3, inputs: 2 },
        { units: 1, inputs: 3 },
      ],
      true,
    );
    assert.deepEqual(namesOf(found), ['b', 'a']);
  });

  it('is that of the numbers, if the names differ in nothing else', () => {
    const none = layers(undefined, undefined, undefined);
    assert.deepEqual(namesOf(inLayerOrder(modules('net.0', 'net.10', 'net.2'), none, true)), [
      'net.0',
      'net.2',
      'net.10',
    ]);
    assert.deepEqual(namesOf(inLayerOrder(modules('dense', 'dense_1', 'dense_10'), none, true)), [
      'dense',
      'dense_1',
      'dense_10',
    ]);
  });

  it('is that of the shapes, and of the numbers among equal ones', () => {
    const head = { name: 'head', shape: [1, 2] };
    const spec = [...layers(undefined, undefined, undefined), { units: 1, inputs: 2 }];
    const body = modules('body.0', 'body.10', 'body.2');
    assert.deepEqual(namesOf(inLayerOrder([...body, head], spec, true)), [
      'body.0',
      'body.2',
      'body.10',
      'head',
    ]);
    const mixed = modules('body.0', 'body.2', 'neck');
    assert.match(JSON.stringify(inLayerOrder([...mixed, head], spec, true)), /is unknown/);
    // Numbers of one family say that the head is first, whatever its shape.
    const family = [{ name: 'l.0', shape: [1, 2] }, ...modules('l.1', 'l.2', 'l.3')];
    assert.deepEqual(namesOf(inLayerOrder(family, spec, true)), ['l.0', 'l.1', 'l.2', 'l.3']);
  });

  it('is unknown otherwise, and the message lists what each layer can be', () => {
    const found = inLayerOrder(modules('body', 'lift'), layers(undefined, undefined), true);
    assert.match(
      JSON.stringify(found),
      /by name \(body, lift\).*layer 1 can be body or lift; layer 2 can be body or lift.*name/,
    );
    assert.deepEqual(
      namesOf(inLayerOrder(modules('lift', 'body'), layers(undefined, undefined), false)),
      ['lift', 'body'],
    );
  });

  it('never swaps layers: a file that libraries write gives the same network or a refusal', () => {
    const width = fc.constantFrom(2, 3);
    fc.assert(
      fc.property(
        fc.array(width, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('number', 'word'),
        fc.uniqueArray(
          fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 2, maxLength: 6 }),
          {
            minLength: 5,
            maxLength: 5,
          },
        ),
        (hidden, kind, words) => {
          const widths = [2, ...hidden, 1];
          let next = 0;
          const rows = widths
            .slice(1)
            .map((units, l) =>
              Array.from({ length: units }, () => Array.from({ length: widths[l] }, () => ++next)),
            );
          const text = `layers: ${JSON.stringify(rows.map((weights) => ({ weights })))}\ncheckpoints: [w.safetensors]\n`;
          const named = rows.map((weights, l) => ({
            name: `${kind === 'number' ? `net.${3 * l}` : words[l]}.weight`,
            weights,
          }));
          const bytes = safetensorsFile(
            Object.fromEntries(
              named
                .toSorted((a, b) => (a.name < b.name ? -1 : 1))
                .map(({ name, weights }) => [
                  name,
                  f32([weights.length, weights[0].length], weights.flat()),
                ]),
            ),
          );
          const result = checkpointOf(text, () => bytes);
          if (typeof result === 'string') assert.match(result, /order of the layers is unknown/);
          else assert.deepEqual(result.found, result.own);
          if (kind === 'number') assert.notEqual(typeof result, 'string');
        },
      ),
    );
  });
});

describe('a state dict', () => {
  const own =
    'layers: [{ weights: [[1, 2], [3, 4]] }, { weights: [[5, 6]] }]\ncheckpoints: [w.json]\n';
  const weights = {
    '0.weight': [
      [1, 2],
      [3, 4],
    ],
    '2.weight': [[5, 6]],
  };

  it('is found inside what a training saves, if there is only one', () => {
    for (const content of [
      { state_dict: weights },
      { epoch: 3, model: { net: weights }, optimizer: { state: { 0: { step: 1 } } } },
    ]) {
      const result = checkpointOf(own, () => JSON.stringify(content));
      assert.ok(typeof result !== 'string', JSON.stringify(result));
      assert.deepEqual(result.found, result.own);
    }
    const two = { model: weights, ema: weights };
    assert.match(
      JSON.stringify(checkpointOf(own, () => JSON.stringify(two))),
      /several sets of weights \(model, ema\)/,
    );
  });

  it('may have an object per module, as Flax writes kernels of inputs × neurons', () => {
    const kernels = {
      Dense_0: {
        kernel: [
          [1, 3],
          [2, 4],
        ],
      },
      Dense_1: { kernel: [[5], [6]] },
    };
    for (const content of [kernels, { params: kernels }, { step: 3, params: { net: kernels } }]) {
      const result = checkpointOf(own, () => JSON.stringify(content));
      assert.ok(typeof result !== 'string', JSON.stringify(result));
      assert.deepEqual(result.found, result.own);
    }
  });

  it('has an error where a list has another length', () => {
    const kernel = {
      '0.weight': [
        [[[1]], [[2]]],
        [[[3]], [[4], [5]]],
      ],
      '2.weight': [[5, 6]],
    };
    assert.match(
      JSON.stringify(checkpointOf(own, () => JSON.stringify(kernel))),
      /A list of 0\.weight has 2 items, expected 1/,
    );
  });

  it('keeps the shape of its network', () => {
    const { spec } = parseSpec(own, 'yaml');
    const found = checkpointNetwork(spec!, 0, JSON.stringify(weights));
    assert.ok(found?.kind === 'network');
    assert.deepEqual(
      learnedLayers(found.network).map(({ units, inputs }) => [units, inputs]),
      [
        [2, 2],
        [1, 2],
      ],
    );
  });
});
