import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { builtCli } from './builtCli.ts';

describe('the bundle of the command line', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'fold-complex-'));
    copyFileSync(builtCli(), join(folder, 'cli.cjs'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('runs without installed packages, on JSON and YAML', () => {
    for (const file of ['examples/xor.fold.yaml', 'test/fixtures/geometry/xor_exact.json']) {
      const args = ['cli.cjs', 'stats', resolve(file), '--json'];
      const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder });
      assert.equal(status, 0);
      assert.equal((JSON.parse(stdout.toString()) as { regions: number }).regions, 3);
    }
  });

  it('reads standard input, in the format of its text', () => {
    const check = (input: string) => {
      const args = ['cli.cjs', 'check', '-'];
      const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, input });
      return { status, out: stdout.toString() };
    };
    const spec = readFileSync('examples/xor.fold.yaml', 'utf8');
    assert.deepEqual(check(spec), { status: 0, out: '' });
    assert.deepEqual(check(readFileSync('examples/cusp.entropy.yaml', 'utf8')).status, 0);
    const { status, out } = check('{\n"layers": [{ "weights": [[1, .5]] }] }');
    assert.equal(status, 1);
    assert.match(out, /^<stdin>:2:30: error: \.5 is not a number in JSON/);
  });

  it('exits quietly when the reader of its output does', () => {
    const file = resolve('test/fixtures/geometry/rand_3x40_pt.json');
    const command = `"${process.execPath}" cli.cjs regions "${file}" 2>errors | head -c 1; wc -l <errors`;
    const { stdout } = spawnSync('sh', ['-c', command], { cwd: folder });
    // One line: the warning about an unknown key in the fixture.
    assert.match(stdout.toString(), /^\{\s*1\s*$/);
  });
});
