import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { modelReport, summaryText } from '../../../src/cli/model/modelReport.ts';
import { SparseRow } from '../../../src/core/model/linearMap.ts';
import type { ModelGraph } from '../../../src/core/model/modelGraph.ts';
import { readModel } from '../../../src/language/model/readModel.ts';
import { damaged } from '../../damage.ts';
import { draws } from '../../draws.ts';

const folder = 'test/fixtures/models';
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
const samplesOf = (ending: string): Uint8Array[] =>
  files
    .filter((name) => name.endsWith(ending))
    .map((name) => new Uint8Array(readFileSync(join(folder, name))));

/** What a person is told: one sentence that says what to do, or at least what is wrong where. */
function assertReadable(message: string): void {
  assert.match(message, /^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+$/u);
  assert.doesNotMatch(message, /\[object|undefined|\bat \w+ \(|Error:/);
  assert.ok(message.length < 1200, message.slice(0, 200));
}

/** Every value is made before it is taken, and rows take only entries that there are. */
function assertSound({ inputs, outputs, sizes, steps }: ModelGraph): void {
  const made = new Set(inputs.map(({ value }) => value));
  const row = new SparseRow();
  for (const { operator, inputs: taken, output } of steps) {
    assert.ok(taken.every((value) => made.has(value)));
    made.add(output);
    const available = taken.reduce((sum, value) => sum + sizes[value], 0);
    if (operator.kind === 'activation') {
      assert.equal(available, sizes[output]);
      continue;
    }
    const results = operator.kind === 'linear' ? operator.map : operator.groups;
    assert.equal(results.size, sizes[output]);
    for (const result of [0, results.size >> 1, results.size - 1]) {
      row.clear();
      if (operator.kind === 'linear') operator.map.row(result, row);
      else {
        operator.groups.entries(result, row);
        assert.ok(row.length > 0);
      }
      for (let k = 0; k < row.length; k++) {
        assert.ok(row.indices[k] >= 0 && row.indices[k] < available);
        assert.ok(Number.isFinite(row.weights[k]));
      }
    }
  }
  for (const { value } of outputs) assert.ok(made.has(value));
}

describe('a damaged model', () => {
  for (const ending of ['.onnx', '.nnet'])
    it(`in a file ${ending} is read, or has one message`, () => {
      fc.assert(
        fc.property(damaged(samplesOf(ending), Infinity), (bytes) => {
          const model = readModel(`model${ending}`, bytes, () => 'is missing');
          if (!('layers' in model)) {
            assertReadable(model.message);
            assert.match(model.where, /^$|^byte \d+$|^line \d+$/);
            return;
          }
          assert.equal(model.graph === undefined, model.refusal !== undefined);
          if (model.refusal) assertReadable(model.refusal.message);
          for (const line of summaryText(modelReport('model', model)).split('\n'))
            assert.doesNotMatch(line, /\p{Cc}|undefined|\[object/u);
          if (model.graph) assertSound(model.graph);
        }),
        { numRuns: draws(300) },
      );
    });
});
