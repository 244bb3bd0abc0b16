import assert from 'node:assert/strict';
import { caretAt } from '../../../src/language/text/caret.ts';
import { folderAt, pathsAt } from '../../../src/language/services/pathCompletion.ts';

const entries = [
  ...['net.fold.yaml', 'late.safetensors', 'w.json', 'points.csv', 'run.jsonl', '.hidden.json'],
  ...['notes.md'],
].map((name) => ({ name, isFolder: false }));

/** The suggestions at ¦; undefined where no file name belongs. */
function pathsIn(marked: string): readonly string[] | undefined {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const caret = caretAt(text, offset);
  assert.ok(caret);
  const folder = folderAt(caret, text.slice(caret.word.start, caret.word.end));
  if (folder === undefined) return undefined;
  return pathsAt(caret, folder, [...entries, { name: 'runs', isFolder: true }], 'net.fold.yaml');
}

describe('file names at a caret', () => {
  const weights = ['late.safetensors', 'runs/', 'w.json'];

  it('are those that fit the position, except the spec itself', () => {
    assert.deepEqual(pathsIn('checkpoints:\n  - ¦'), weights);
    assert.deepEqual(pathsIn('checkpoints: [¦]'), weights);
    assert.deepEqual(pathsIn('checkpoints:\n  - name: a\n    file: ¦'), weights);
    assert.deepEqual(pathsIn('checkpoints: [{ file: la¦ }]'), weights);
    assert.deepEqual(pathsIn('training:\n  data: ¦'), ['points.csv', 'runs/']);
    assert.deepEqual(pathsIn('training: { data: { file: ¦ } }'), ['points.csv', 'runs/']);
    assert.deepEqual(pathsIn('runs:\n  - path: ¦'), ['points.csv', 'run.jsonl', 'runs/', 'w.json']);
  });

  it('continue in the folder that has been typed', () => {
    const inside = ['late.safetensors', 'net.fold.yaml', 'runs/', 'w.json'];
    assert.deepEqual(
      pathsIn('checkpoints:\n  - runs/e¦'),
      inside.map((name) => `runs/${name}`),
    );
  });

  it('are not offered where another value belongs', () => {
    for (const marked of [
      'name: ¦',
      'checkpoints:\n  - name: a\n    ¦',
      'checkpoints: [{ ¦ }]',
      'checkpoints:\n  - name: ¦',
      'training:\n  ¦',
      'training:\n  loss: ¦',
    ])
      assert.equal(pathsIn(marked), undefined, marked);
  });
});
