import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logitError, modelIn, type Slice } from './slices.ts';

const folder = 'test/fixtures/models';
const { slices, lines } = JSON.parse(readFileSync(join(folder, 'slices.json'), 'utf8')) as {
  slices: readonly Slice[];
  lines: readonly Slice[];
};

/** Formats with a reader. */
const isRead = (file: string): boolean => /\.(onnx|nnet)$/.test(file);

describe('models whose logits are known', () => {
  for (const slice of [...slices, ...lines])
    for (const file of [slice.file, ...(slice.also ?? [])].filter(isRead))
      it(`${file} has those of ${slice.id}`, () => {
        const model = modelIn(join(folder, file));
        assert.ok('layers' in model, 'message' in model ? model.message : '');
        const error = logitError(model, slice);
        assert.ok(error < 1e-13, String(error));
      });
});
