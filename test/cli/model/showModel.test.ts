import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../src/cli/run.ts';

const fixtures = 'test/fixtures/models';

function model(...args: string[]): { code: number; out: string; err: string } {
  let out = '';
  let err = '';
  const code = run(['model', ...args], {
    out: (text) => (out += String(text)),
    err: (text) => (err += text),
  });
  assert.ok(typeof code === 'number');
  return { code, out, err };
}

describe('the command model', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'fold-complex-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('lists the layers of a model', () => {
    const { code, out, err } = model(join(fixtures, 'digits/digits_cnn.onnx'));
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^producer +pytorch 1\.13\.0$/m);
    assert.match(out, /^input +input \[1, 1, 8, 8\], 64 in all$/m);
    assert.match(out, /^parameters +1,026$/m);
    assert.match(out, /^○ {2}\/conv1\/Conv +Conv +\[1, 8, 8, 8\] +80$/m);
    assert.match(out, /^● {2}\/relu1\/Relu +Relu +\[1, 8, 8, 8\] +512$/m);
    assert.match(out, /^● {2}\/pool1\/MaxPool +MaxPool +\[1, 8, 4, 4\] +128 max$/m);
  });

  it('prints the ranges of an NNet file', () => {
    const { code, out } = model(join(fixtures, 'mlp2d/mlp2d.nnet'));
    assert.equal(code, 0);
    assert.match(out, /^ {2}0 +-6\.5 to 6\.9, taken as \(x − 0\.25\)\/14\.5$/m);
    assert.match(out, /^output +output \[3\], shown as z·4 \+ 0\.5$/m);
  });

  it('says what is dropped at the output, and why', () => {
    const { out } = model(join(fixtures, 'control/control_policy.onnx'), '--json');
    const { layers, folds } = JSON.parse(out) as {
      folds: number;
      layers: { operator: string; treatment: string; reason?: string }[];
    };
    assert.deepEqual(
      layers.filter(({ treatment }) => treatment === 'dropped').map((layer) => layer.operator),
      ['Tanh'],
    );
    assert.match(layers.at(-1)?.reason ?? '', /increasing/);
    assert.equal(folds, 128);
  });

  it('lists a model with a refused layer, and fails', () => {
    const file = join(fixtures, 'refuse/gelu_mlp.onnx');
    const { code, out, err } = model(file);
    assert.equal(code, 1);
    assert.match(out, /^✕ {2}\/act\/Erf +Erf +is smooth/m);
    assert.match(out, /^ {3}\S+ +Gemm$/m);
    assert.equal(
      err,
      `${file}: error: Node /act/Erf (Erf) is smooth and not at the output; only piecewise-linear operators can be shown exactly\n`,
    );
  });

  it('says what a file is that is no model', () => {
    const zip = join(folder, 'net.pt');
    writeFileSync(zip, 'PK\x03\x04');
    assert.match(model(zip).err, /net\.pt: error: The file is a ZIP archive, .*; expected a model/);
    assert.match(model('README.md').err, /error: The file is of no known format; expected a model/);
    assert.match(model(join(folder, 'none.onnx')).err, /none\.onnx: error: No such file/);
  });

  it('reads external data in the folder of the model, and not through a link out of it', () => {
    const inside = join(folder, 'inside');
    mkdirSync(inside);
    const file = join(inside, 'external_data.onnx');
    copyFileSync(join(fixtures, 'odd/external_data.onnx'), file);
    assert.match(model(file).err, /has its data in "external_data\.bin", which is missing; put it/);
    copyFileSync(join(fixtures, 'odd/external_data.bin'), join(folder, 'external_data.bin'));
    symlinkSync(join(folder, 'external_data.bin'), join(inside, 'external_data.bin'));
    assert.match(model(file).err, /which is a link out of the folder of the model/);
    rmSync(join(inside, 'external_data.bin'));
    copyFileSync(join(fixtures, 'odd/external_data.bin'), join(inside, 'external_data.bin'));
    assert.deepEqual([model(file).code, model(file).err], [0, '']);
    writeFileSync(join(inside, 'external_data.bin'), 'short');
    assert.match(model(file).err, /bytes \d+ to \d+ of "external_data\.bin", which has 5 bytes/);
  });

  it('explains itself, and exits with 2 when used incorrectly', () => {
    assert.match(model('--help').out, /^Usage: fold-complex model FILE/);
    for (const args of [[], ['a', 'b'], ['a', '--nonsense']]) {
      const { code, out, err } = model(...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /^fold-complex model: .*\n\nUsage: fold-complex model/);
    }
  });
});
