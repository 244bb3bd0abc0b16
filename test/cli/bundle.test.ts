import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
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

  it('leaves a whole file and nothing else when a signal stops it while it writes', async () => {
    const own = join(folder, 'written');
    mkdirSync(own);
    writeFileSync(join(own, 'a.json'), 'old');
    const spec = resolve('test/fixtures/geometry/rand_3x40_pt.json');
    const args = [join(folder, 'cli.cjs'), 'export', spec, '--json', 'a.json', '--svg', 'b.svg'];
    const child = spawn(process.execPath, args, { cwd: own, stdio: 'ignore' });
    const watcher = watch(own, (_, name) => {
      if (name?.endsWith('.tmp') === true) child.kill('SIGTERM');
    });
    await once(child, 'exit');
    watcher.close();
    const names = readdirSync(own);
    assert.deepEqual(
      names.filter((name) => name !== 'a.json' && name !== 'b.svg'),
      [],
    );
    // Written whole, or not at all.
    const text = readFileSync(join(own, 'a.json'), 'utf8');
    if (text !== 'old') assert.ok(JSON.parse(text));
    if (names.includes('b.svg'))
      assert.match(readFileSync(join(own, 'b.svg'), 'utf8'), /<\/svg>\s*$/);
  });

  it('does not write over the spec that it reads from standard input', () => {
    const spec = join(folder, 'spec.fold.yaml');
    copyFileSync('examples/xor.fold.yaml', spec);
    const command = `"${process.execPath}" cli.cjs export - --json spec.fold.yaml < spec.fold.yaml`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder });
    assert.equal(status, 1);
    assert.match(
      stderr.toString(),
      /^<stdin>:1:1: error: --json spec\.fold\.yaml would overwrite the spec, <stdin>; /m,
    );
    assert.equal(readFileSync(spec, 'utf8'), readFileSync('examples/xor.fold.yaml', 'utf8'));
  });

  it('says in one line that there is no WebAssembly', () => {
    const without = join(folder, 'without.cjs');
    writeFileSync(without, 'delete globalThis.WebAssembly;');
    const spec = resolve('examples/xor.fold.yaml');
    for (const command of [['stats', spec], ['export', spec, '--svg', 'a.svg'], ['self-check']]) {
      const args = ['--require', without, 'cli.cjs', ...command];
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder });
      assert.equal(status, 1);
      assert.match(stderr.toString(), /^fold-complex: Fold complexes .* not available here\n$/);
    }
  });

  it('exits quietly when the reader of its output does', () => {
    const file = resolve('test/fixtures/geometry/rand_3x40_pt.json');
    const command = `"${process.execPath}" cli.cjs regions "${file}" 2>errors | head -c 1; wc -l <errors`;
    const { stdout } = spawnSync('sh', ['-c', command], { cwd: folder });
    // One line: the warning about an unknown key in the fixture.
    assert.match(stdout.toString(), /^\{\s*1\s*$/);
  });
});
