import assert from 'node:assert/strict';
import type { ModelFile } from '../../../../src/language/model/modelFile.ts';
import { readOnnx } from '../../../../src/language/model/onnx/readOnnx.ts';
import type { FileFault } from '../../../../src/language/weights/tensor.ts';
import { onnxFile, type ModelOf, type NodeOf } from './onnxFile.ts';

function read(model: Partial<ModelOf>): ModelFile | FileFault {
  const whole = { nodes: [], inputs: { x: [1, 3] }, outputs: ['y'], ...model };
  return readOnnx(onnxFile(whole), () => 'is missing');
}

function messageOf(model: Partial<ModelOf>): string | undefined {
  const found = read(model);
  return 'layers' in found ? found.refusal?.message : found.message;
}

/** A node from x to y. */
function node(operator: string, more: Partial<NodeOf> = {}): NodeOf {
  return { operator, inputs: ['x'], outputs: ['y'], ...more };
}

const ones = (shape: readonly number[]) => ({
  shape,
  values: Array.from({ length: shape.reduce((product, n) => product * n, 1) }, () => 1),
});
const integers = (...values: number[]) => ({ shape: [values.length], values, isInteger: true });

/** By what it is about: a model, and its message. */
const cases: Readonly<
  Record<string, readonly [model: Partial<ModelOf>, message: string | RegExp]>
> = {
  'a dynamic axis': [
    { nodes: [node('Relu')], inputs: { x: ['batch', 3, 'height'] } },
    'Input x varies in dimension 2 (height); only the first, the batch, may; export the model with a fixed shape',
  ],
  'a dynamic axis without a name': [
    { nodes: [node('Relu')], inputs: { x: [1, -1] } },
    'Input x varies in dimension 1 (-1); only the first, the batch, may; export the model with a fixed shape',
  ],
  'an unknown attribute': [
    { nodes: [node('Relu', { attributes: { slope: 2 } })] },
    'Node y (Relu) has the attribute slope, which is not known',
  ],
  'an unknown version': [
    { nodes: [node('Relu')], opset: 99 },
    'The file has version 99 of the operators; expected 1 to 25; export it with another opset',
  ],
  'an unknown operator': [
    { nodes: [node('Einsum')] },
    'Node y (Einsum) is not supported; only continuous piecewise-linear operators of ONNX can be shown exactly',
  ],
  'a jump': [
    { nodes: [node('Sign')] },
    'Node y (Sign) jumps; only continuous piecewise-linear operators can be shown exactly',
  ],
  'a cast to integers': [
    { nodes: [node('Cast', { attributes: { to: 7 } })] },
    'Node y (Cast) rounds to integers, which jumps',
  ],
  'a graph without an output': [{ outputs: [] }, 'The graph has no output'],
  'a graph without an input': [{ inputs: {}, nodes: [node('Relu')] }, 'The graph has no input'],
  'a value that nothing makes': [
    { nodes: [node('Relu', { inputs: ['z'] })] },
    'Node y (Relu) takes z, which nothing in the file makes',
  ],
  'an output that nothing makes': [{}, 'Output y is made by nothing in the file'],
  'a value made twice': [
    { nodes: [node('Relu'), node('Abs')] },
    'Node y (Abs) makes y, which is made twice',
  ],
  'a cycle': [
    {
      nodes: [node('Add', { inputs: ['x', 'y'], outputs: ['z'] }), node('Relu', { inputs: ['z'] })],
    },
    /^Node \w \((Add|Relu)\) takes \w, which depends on its own result$/,
  ],
  'a product of tensors': [
    { nodes: [node('Mul', { inputs: ['x', 'x'] })] },
    'Node y (Mul) multiplies two tensors that both depend on the input',
  ],
  'a division by 0': [
    {
      nodes: [node('Div', { inputs: ['x', 'c'] })],
      constants: { c: { shape: [1], values: [0] } },
    },
    'Node y (Div) divides by 0 in c',
  ],
  'shapes that do not fit': [
    { nodes: [node('Add', { inputs: ['x', 'c'] })], constants: { c: ones([2]) } },
    'Node y (Add) has inputs of the shapes [1, 3] and [2], which do not fit',
  ],
  'a softmax over a part': [
    { inputs: { x: [1, 2, 3] }, nodes: [node('Softmax')] },
    'Node y (Softmax) is over axis 2 of [1, 2, 3], which is only a part of the output',
  ],
  'a normalisation of each batch': [
    {
      nodes: [
        node('BatchNormalization', {
          inputs: ['x', 'c', 'c', 'c', 'c'],
          attributes: { training_mode: 1 },
        }),
      ],
      constants: { c: ones([3]) },
    },
    'Node y (BatchNormalization) normalises by each batch (training_mode 1); export the model for inference',
  ],
  'negative padding': [
    {
      inputs: { x: [1, 1, 4] },
      nodes: [node('MaxPool', { attributes: { kernel_shape: [2], pads: [-1, 0] } })],
    },
    'Node y (MaxPool) has the pads [-1, 0]; expected 2 integers from 0 to 65536',
  ],
  'a window on padding only': [
    {
      inputs: { x: [1, 1, 4] },
      nodes: [node('MaxPool', { attributes: { kernel_shape: [2], pads: [3, 0] } })],
    },
    'Node y (MaxPool) has a window that lies on padding only',
  ],
  'a value that is too large': [
    {
      nodes: [node('Expand', { inputs: ['x', 'c'] })],
      constants: { c: integers(4_000_000, 3) },
    },
    'Node y (Expand) has the shape [4000000, 3], more than 4,194,304 numbers',
  ],
  'too many units': [
    { inputs: { x: [1, 300_000] }, nodes: [node('Relu')] },
    'Node y (Relu) takes the model above 262,144 units with folds',
  ],
  'a kernel that is too large': [
    {
      inputs: { x: [1, 1, 4] },
      nodes: [node('AveragePool', { attributes: { kernel_shape: [1_000_000] } })],
    },
    'Node y (AveragePool) has a kernel of the shape [1000000], more than 65536 points',
  ],
  'too many nodes': [
    { nodes: Array.from({ length: 2001 }, () => node('Relu')) },
    'The graph has more than 2,000 nodes, which is the limit; export a smaller part of the model',
  ],
};

describe('an ONNX model', () => {
  for (const [about, [model, message]] of Object.entries(cases))
    it(`has one message about ${about}`, () => {
      const found = messageOf(model);
      if (typeof message === 'string') assert.equal(found, message);
      else assert.match(found ?? '', message);
    });

  it('is used as far as its outputs need it', () => {
    const unused = node('Einsum', { outputs: ['z'] });
    assert.equal(messageOf({ nodes: [unused, node('Relu')] }), undefined);
  });

  it('may have its nodes in any order', () => {
    const nodes = [node('Abs', { inputs: ['z'] }), node('Relu', { outputs: ['z'] })];
    const found = read({ nodes });
    assert.ok('layers' in found);
    assert.deepEqual(
      found.layers.map(({ operator }) => operator),
      ['Relu', 'Abs'],
    );
  });

  const treatments = (model: Partial<ModelOf>): (string | undefined)[] => {
    const found = read(model);
    assert.ok('layers' in found);
    return found.layers.map(({ treatment }) => treatment);
  };

  it('drops what changes no class at its outputs, and what follows it', () => {
    const softmax = node('Softmax', { outputs: ['p'] });
    const label = node('ArgMax', { inputs: ['p'], outputs: ['l'], attributes: { axis: 1 } });
    const cast = node('Cast', { inputs: ['l'], attributes: { to: 7 } });
    const wanted = ['dropped', 'dropped', 'dropped'];
    assert.deepEqual(treatments({ nodes: [softmax, label, cast] }), wanted);
    const alone = node('Identity');
    assert.deepEqual(treatments({ nodes: [alone] }), ['linear']);
  });

  it('drops nothing that something else takes', () => {
    const nodes = [node('Sigmoid'), node('Relu', { inputs: ['y'], outputs: ['z'] })];
    assert.deepEqual(treatments({ nodes, outputs: ['y', 'z'] }), ['refused', undefined]);
  });

  it('computes shapes from shapes before it is evaluated', () => {
    const nodes = [
      node('Shape', { outputs: ['s'] }),
      node('Gather', { inputs: ['s', 'one'], outputs: ['n'] }),
      node('Concat', { inputs: ['n', 'minus'], outputs: ['t'], attributes: { axis: 0 } }),
      node('Reshape', { inputs: ['x', 't'] }),
    ];
    const constants = { one: integers(1), minus: integers(-1) };
    const found = read({ nodes, constants, inputs: { x: [1, 3, 2] } });
    assert.ok('layers' in found && found.graph);
    assert.deepEqual(found.graph.outputs[0].shape, [3, 2]);
    assert.equal(found.layers.length, 1);
  });
});
