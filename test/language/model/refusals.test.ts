import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelIn } from './slices.ts';

const folder = 'test/fixtures/models/refuse';

/** The one message for each file, and the layers that can still be listed. */
const refused: Readonly<
  Record<string, readonly [where: string, message: string, layers?: number]>
> = {
  'gelu_mlp.onnx': [
    '',
    'Node /act/Erf (Erf) is smooth and not at the output; only piecewise-linear operators can be shown exactly',
    7,
  ],
  'softmax_attention.onnx': [
    '',
    'Node scores (MatMul) multiplies two tensors that both depend on the input',
    7,
  ],
  'lstm.onnx': [
    '',
    'Node lstm1 (LSTM) loops or branches; only graphs of continuous piecewise-linear operators can be shown exactly',
    3,
  ],
  'sigmoid_inside.onnx': [
    '',
    'Node gate (Sigmoid) is smooth and not at the output; only piecewise-linear operators can be shown exactly',
    3,
  ],
  'nan_weight.onnx': ['', 'Node /2/Gemm (Gemm) has NaN in 2.weight[3, 7]', 5],
  'external_escape.onnx': [
    '',
    'Node y (MatMul) needs the tensor W1, which has its data in "../../etc/passwd", outside the folder of the model, which is not opened; put the file beside the model',
    1,
  ],
  'truncated.onnx': [
    'byte 19',
    'The model is cut off or damaged: what begins here does not end with the 1,418 bytes of the file; copy or export it again',
  ],
  'huge_length.onnx': [
    'byte 8',
    'The model is cut off or damaged: what begins here does not end with the 22 bytes of the file; copy or export it again',
  ],
  'short_tensor.onnx': [
    'byte 478',
    'The tensor 0.weight has dims [16, 2], which say 32 numbers, but the file has 30; export it again',
  ],
  'short_layer.nnet': [
    'line 11',
    'The line has 1 number where 2 are due: row 3 of the weights of layer 1',
  ],
};

/** Files for which there is no reader yet. */
const isRead = (file: string): boolean => /\.(onnx|nnet)$/.test(file);

describe('models that cannot be used', () => {
  const { refusals } = JSON.parse(readFileSync(join(folder, '../slices.json'), 'utf8')) as {
    refusals: readonly { readonly file: string }[];
  };

  it('all have a message', () => {
    assert.deepEqual(
      refusals
        .map(({ file }) => file.replace('refuse/', ''))
        .filter(isRead)
        .sort(),
      Object.keys(refused).sort(),
    );
  });

  for (const [file, [where, message, layers]] of Object.entries(refused))
    it(`are refused with one message: ${file}`, () => {
      const model = modelIn(join(folder, file));
      if ('layers' in model) {
        assert.deepEqual(model.refusal, { where, message });
        assert.equal(model.graph, undefined);
        assert.equal(model.layers.length, layers);
      } else assert.deepEqual([model, layers], [{ where, message }, undefined]);
    });
});
