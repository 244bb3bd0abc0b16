import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parametersOf } from '../../../src/core/network/parameters.ts';
import { checkpointNetwork } from '../../../src/language/weights/checkpointNetwork.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import type { Spec } from '../../../src/language/spec.ts';
import { arbitrarySpec } from '../arbitrarySpec.ts';
import { assertProblems } from '../marked.ts';
import { f32, f64, safetensorsFile } from './safetensorsFile.ts';

const net = `layers:
  - { weights: [[1, 2], [3, 4]], bias: [5, 6], activation: relu }
  - { weights: [[7, 8]], bias: [9] }
`;

function specOf(text: string): Spec {
  const { spec, problems } = parseSpec(text, 'yaml');
  assert.ok(spec, problems.map(({ message }) => message).join('\n'));
  return spec;
}

describe('the checkpoints of a spec', () => {
  it('are weights for its network, or files', () => {
    const spec = specOf(`${net}checkpoints:
  - name: swapped
    layers: [{ weights: [[4, 3], [2, 1]] }, { weights: [[8, 7]], bias: [1] }]
  - { layers: [{ init: { seed: 1 } }, { init: { seed: 2 }, bias: [0] }] }
  - runs/later.fold.yaml
  - { name: last, file: end.json }
`);
    assert.deepEqual(
      spec.checkpoints?.map(({ kind, name }) => [kind, name]),
      [
        ['written', 'swapped'],
        ['written', 'Checkpoint 2'],
        ['file', 'later'],
        ['file', 'last'],
      ],
    );
    const swapped = checkpointNetwork(spec, 0);
    assert.ok(swapped?.kind === 'network');
    assert.deepEqual([...parametersOf(swapped.network)], [4, 3, 2, 1, 0, 0, 8, 7, 1]);
    const drawn = checkpointNetwork(spec, 1);
    const twin = specOf(
      'layers: [{ units: 2, init: { seed: 1 }, activation: relu }, { units: 1, init: { seed: 2 }, bias: [0] }]',
    );
    assert.ok(drawn?.kind === 'network');
    assert.deepEqual(parametersOf(drawn.network), parametersOf(twin.network));
    assert.equal(checkpointNetwork(spec, 4), undefined);
  });

  it('give the network that a file contains, for every spec', () => {
    fc.assert(
      fc.property(arbitrarySpec, (value) => {
        const text = JSON.stringify(value);
        const spec = specOf(JSON.stringify({ ...Object(value), checkpoints: ['me.json'] }));
        const found = checkpointNetwork(spec, 0, text);
        assert.ok(found?.kind === 'network');
        assert.deepEqual(found.network, spec.network);
      }),
    );
  });

  it('report where their shape is wrong', () => {
    const wrong = (item: string, ...problem: [string, string]): void => {
      assertProblems('yaml', `${net}checkpoints:\n  - ${item}\n`, problem);
    };
    const first = '{ weights: [[1, 2], [3, 4]] }';
    wrong(`{ layers: ⟦[${first}]⟧ }`, 'checkpoint-layers', 'has 1 layer, expected 2');
    wrong(
      `{ layers: [${first}, { weights: [[1, 2], ⟦[3, 4]⟧] }] }`,
      'checkpoint-rows',
      'expected 1',
    );
    wrong(`{ layers: [${first}, { weights: [⟦[1]⟧] }] }`, 'row-length', 'expected 2');
    wrong(
      `{ layers: [${first}, { weights: [[1, 2]], bias: [1, ⟦2⟧] }] }`,
      'bias-length',
      'expected 1',
    );
    wrong(`{ layers: [${first}, { ⟦bias⟧: [1] }] }`, 'checkpoint-form', 'either "weights"');
    wrong(`{ ⟦name⟧: a }`, 'checkpoint-form', 'either "file"');
    wrong('⟦/a.json⟧', 'file-path', 'relative');
    wrong('⟦3⟧', 'wrong-kind', 'Checkpoint 1');
  });

  it('are limited in size, even where they are generated', () => {
    const wide = 'layers: [{ units: 1000, activation: relu }, { units: 1000 }]\n';
    const item = '{ layers: [{ init: {} }, { init: {} }] }';
    assertProblems('yaml', `${wide}checkpoints: ⟦[${item}, ${item}, ${item}, ${item}]⟧\n`, [
      'too-many-weights',
      '4 checkpoints',
    ]);
  });

  it('report problems of a file', () => {
    const spec = specOf(`${net}checkpoints: [later.yaml, notes.txt]\n`);
    const problem = (text: string, index = 0): string => {
      const found = checkpointNetwork(spec, index, text);
      assert.ok(found?.kind === 'problem');
      assert.deepEqual(found.problem.range, spec.source.checkpoints?.[index]);
      return found.problem.message;
    };
    assert.match(problem('', 1), /^notes\.txt is not a spec or a weights file/);
    assert.match(problem('name: x\nlayers: []\n'), /^later\.yaml, line 2: A network needs/);
    assert.match(problem('layers: [{ weights: [[1]] }]'), /^later\.yaml has 1 input, expected 2$/);
    assert.match(problem('layers: [{ weights: [[1, 1]] }]'), /it has 1 layer, expected 2$/);
    const twoLayers = (first: string): string => `layers: [{ ${first} }, { units: 1 }]`;
    assert.match(
      problem(twoLayers('units: 3, activation: relu')),
      /its layer 1 has 3 neurons, expected 2$/,
    );
    assert.match(
      problem(twoLayers('units: 2, activation: abs')),
      /neuron 1 of its layer 1 has a different activation$/,
    );
  });

  describe('checkpoints from a weight file', () => {
    const spec = specOf(`${net}checkpoints: [w.json, w.yaml, w.safetensors]\n`);
    const [json, yaml, binary] = [0, 1, 2];
    const parameters = (index: number, content: string | Uint8Array): number[] => {
      const found = checkpointNetwork(spec, index, content);
      assert.ok(found?.kind === 'network', JSON.stringify(found));
      return [...parametersOf(found.network)];
    };
    const problem = (index: number, content: string | Uint8Array): string => {
      const found = checkpointNetwork(spec, index, content);
      assert.ok(found?.kind === 'problem');
      return found.problem.message;
    };

    it('may be a list of layers', () => {
      const text = '[{"weights": [[1, 2], [3, 4]], "bias": [5, 6]}, {"weights": [[7, 8]]}]';
      assert.deepEqual(parameters(json, text), [1, 2, 3, 4, 5, 6, 7, 8, 0]);
      assert.match(
        problem(yaml, '- weights: [[1, 2]]\n- weights: [[1, 2]]\n'),
        /^w\.yaml, line 1: Layer 1 of the file has 1 row of weights, expected 2/,
      );
      assert.match(problem(json, '[]'), /^w\.json, line 1: The file has 0 layers, expected 2/);
    });

    it('may be tensors by name', () => {
      const text = '0.weight: [[1, 2], [3, 4]]\n0.bias: [5, 6]\n2.weight: [[7, 8]]\n2.bias: [9]\n';
      assert.deepEqual(parameters(yaml, text), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
      const reads = (old: string, now: string): string => problem(yaml, text.replace(old, now));
      assert.match(
        reads('[7, 8]', '[7]'),
        /line 3: 2\.weight has shape \[1, 1\], expected \[1, 2\]/,
      );
      assert.match(
        reads('[7, 8]', '[7], [8]'),
        /shape \[2, 1\], expected \[1, 2\] for layer 2; .*transposed/,
      );
      assert.match(reads('[3, 4]', '[3]'), /line 1: Row 2 of 0\.weight has 1 weight, expected 2/);
      assert.match(reads('9', 'x'), /line 4: Number 1 of 2\.bias must be a number/);
      assert.match(reads('2.bias', '2.scale'), /line 4: 2\.scale is neither the weight nor/);
      assert.match(
        reads('2.weight: [[7, 8]]\n', ''),
        /line 3: 2\.bias has no corresponding weight/,
      );
      assert.match(
        reads('2.weight', '1.weight'),
        /^w\.yaml contains 3 layers \(0, 1, 2\), expected 2/,
      );
    });

    it('may be safetensors, in the order of their numbers, at full precision', () => {
      const file = safetensorsFile({
        'net.10.bias': f32([1], [0.1]),
        'net.10.weight': f32([1, 2], [7, 8]),
        'net.2.weight': f64([2, 2], [1, 2, 3, 0.4]),
      });
      const found = parameters(binary, file);
      assert.deepEqual(found, [1, 2, 3, 0.4, 0, 0, 7, 8, Math.fround(0.1)]);
    });

    it('are in the order of the file where their names are words', () => {
      const first = '"hidden.weight": [[1, 2], [3, 4]], "hidden.bias": [5, 6]';
      const text = `{${first}, "end.weight": [[7, 8]], "end.bias": [9]}`;
      assert.deepEqual(parameters(json, text), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    it('report problems of the file', () => {
      const nan = safetensorsFile({
        '0.weight': f32([2, 2], [1, 2, 3, NaN]),
        '1.weight': f32([1, 2], [7, 8]),
      });
      assert.match(problem(binary, nan), /^w\.safetensors, byte 9: 0\.weight .* number 4 is NaN$/);
      assert.match(problem(binary, Uint8Array.of(3)), /^w\.safetensors, byte 0: The file ends/);
      assert.match(problem(binary, safetensorsFile({})), /^w\.safetensors contains 0 layers/);
    });
  });
});
