import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { f32, safetensorsFile } from '../language/weights/safetensorsFile.ts';
import { runBuilt } from './builtCli.ts';

const yaml = readFileSync('examples/xor.fold.yaml', 'utf8');
const json = readFileSync('test/fixtures/geometry/xor_exact.json', 'utf8');

describe('a spec from standard input', () => {
  for (const [name, input] of Object.entries({
    yaml,
    json,
    'json with comments': `// xor\n${json.replace('{', '{ /* the network */')}`,
    'json after a byte order mark': `\uFEFF${json}`,
    'yaml with braces': '{layers: [{weights: [[1, 1], [1, 1]]}, {weights: [[1, -2]]}]}',
  }))
    it(`is read by every command: ${name}`, () => {
      const stats = runBuilt(['stats', '-', '--json'], { input });
      assert.equal(stats.code, 0, stats.err);
      const { regions } = JSON.parse(stats.out) as { regions: number };
      const count = runBuilt(['region-count', '-'], { input });
      assert.deepEqual([count.code, count.out], [0, `${regions}\n`]);
      const listed = runBuilt(['regions', '-'], { input });
      assert.deepEqual([listed.code, listed.out.trimEnd().split('\n').length], [0, regions]);
      const exported = runBuilt(['export', '-', '--json', '-'], { input });
      assert.equal(exported.code, 0, exported.err);
      JSON.parse(exported.out);
      assert.equal(runBuilt(['check', '-'], { input }).code, 0);
    });

  it('has its problems at line and column', () => {
    const input = 'layers:\n  - weights: [[1, 2], [3]]\n';
    for (const args of [['stats'], ['regions'], ['export', '--svg', 'a.svg']]) {
      const { code, out, err } = runBuilt([args[0], '-', ...args.slice(1)], { input });
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, /^<stdin>:2:23: error: Row 2 of layer 1 has 1 weight/);
    }
    assert.match(runBuilt(['check', '-'], { input }).out, /^<stdin>:2:23: error: Row 2/);
    const broken = runBuilt(['check', '-'], { input: '{\n  "layers": [}\n' });
    assert.match(broken.out, /^<stdin>:2:14: error: /);
    assert.equal(broken.code, 1);
  });

  it('names files in the working directory', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fold-complex-'));
    try {
      const file = safetensorsFile({ 'fc.weight': f32([2, 1], [3, 4]) });
      writeFileSync(join(folder, 'bad.safetensors'), file);
      const input = 'layers: [{ weights: [[1, 2]] }]\ncheckpoints: [bad.safetensors]\n';
      const { code, out } = runBuilt(['check', '-'], { input, cwd: folder });
      assert.equal(code, 1);
      assert.match(out, /^<stdin>:2:15: error: bad\.safetensors, byte 9: fc\.weight has shape/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('can be read only once', () => {
    const { code, err } = runBuilt(['check', '-', '-'], { input: yaml });
    assert.equal(code, 2);
    assert.match(err, /^fold-complex check: Standard input can be read only once\n/);
  });

  it('is explained by --help of every command that reads it', () => {
    for (const args of [[], ['check'], ['export']])
      assert.match(runBuilt([...args, '--help']).out, /- is standard input, JSON or\s+YAML by/);
  });
});
