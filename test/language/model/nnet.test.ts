import assert from 'node:assert/strict';
import { evaluate } from '../../../src/core/model/evaluate.ts';
import { readNnet } from '../../../src/language/model/nnet.ts';
import type { ModelFile } from '../../../src/language/model/modelFile.ts';
import type { FileFault } from '../../../src/language/weights/tensor.ts';

function read(lines: readonly string[], end = '\n'): ModelFile | FileFault {
  return readNnet(Uint8Array.from(lines.join(end), (c) => c.charCodeAt(0)));
}

const header = ['// a network', '2,2,1,2,', '2,2,1,', '0,'];
const ranges = ['-1,-2,', '1,2,', '0,0.5,3,', '2,4,5,'];
/** max(0, x + 2y) − max(0, 3x − y + 1) + 4 */
const layers = ['1,2,', '3,-1,', '0,', '1,', '1,-1,', '4,'];

const valueAt = (model: ModelFile | FileFault, x: number, y: number): number => {
  assert.ok('layers' in model && model.graph, 'message' in model ? model.message : '');
  return evaluate(model.graph, Float64Array.of(x, y), 1)[0][0];
};

describe('an NNet file', () => {
  it('is a chain of affine maps with ReLUs between them', () => {
    for (const end of ['\n', '\r\n', '\n\n']) {
      const model = read([...header, ...ranges, ...layers], end);
      assert.equal(valueAt(model, 1, 2), 4 + 5 - 2);
      assert.equal(valueAt(model, -1, -2), 4);
    }
  });

  it('has the ranges of its inputs, and of its outputs after them', () => {
    const model = read([...header, ...ranges, ...layers]);
    assert.ok('layers' in model);
    assert.deepEqual(model.inputs[0].scaling, {
      minima: [-1, -2],
      maxima: [1, 2],
      means: [0, 0.5],
      ranges: [2, 4],
    });
    assert.deepEqual(model.outputs[0].scaling, { mean: 3, range: 5 });
  });

  it('may say nothing about its inputs', () => {
    for (const none of [
      ['0', '0', '0', '0'],
      ['0,0', '0,0', '0,0,0', '1,1,1'],
    ]) {
      const model = read(['2', '2, 2, 1', '0', ...none, ...layers]);
      assert.equal(valueAt(model, 1, 2), 7);
      assert.ok('layers' in model);
      assert.equal(model.inputs[0].scaling, undefined);
    }
  });

  it('may have more sizes than layers, of which the first count', () => {
    const model = read(['2,2,1,2,', '2, 2, 1, 1', '0,', ...ranges, ...layers]);
    assert.equal(valueAt(model, 1, 2), 7);
  });

  const faults: Readonly<Record<string, readonly [lines: readonly string[], fault: FileFault]>> = {
    'is cut off': [
      [...header, ...ranges, ...layers.slice(0, 3)],
      {
        where: 'line 11',
        message:
          'The file ends before row 2 of the biases of layer 1: it is cut off, or its sizes are wrong; copy or export it again',
      },
    ],
    'goes on': [
      [...header, ...ranges, ...layers, '5,'],
      {
        where: 'line 15',
        message: 'The file goes on after the last layer; its sizes are wrong, export it again',
      },
    ],
    'has a word among its numbers': [
      [...header, ...ranges, '1,nan,'],
      {
        where: 'line 9',
        message: '"nan" is not a number; expected row 1 of the weights of layer 1',
      },
    ],
    'has a long row': [
      [...header, ...ranges, '1,2,3,'],
      { where: 'line 9', message: 'Row 1 of the weights of layer 1 has 3 numbers; expected 2' },
    ],
    'has sizes that no file can have': [
      ['2,2,1,2', '100000,100000,1', '0', ...ranges],
      {
        where: 'line 2',
        message: 'The sizes make 10,000,200,001 parameters, more than 67,108,864',
      },
    ],
    'has no sizes': [
      ['2,2,1,2', '2,0,1'],
      { where: 'line 2', message: 'The sizes are 2, 0, 1; expected positive integers' },
    ],
  };
  for (const [what, [lines, fault]] of Object.entries(faults))
    it(`says where it ${what}`, () => {
      assert.deepEqual(read(lines), fault);
    });
});
