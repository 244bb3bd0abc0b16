import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run.ts';
import { f32, safetensorsFile } from '../language/weights/safetensorsFile.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function runOn(...args: string[]): Ran {
  let out = '';
  let err = '';
  const code = run(args, { out: (text) => (out += String(text)), err: (text) => (err += text) });
  assert.ok(typeof code === 'number');
  return { code, out, err };
}

interface Region {
  readonly pattern: string;
  readonly area: number;
  readonly maps: readonly (readonly number[])[];
  readonly vertices: readonly (readonly [number, number])[];
}

interface KnownRegion {
  readonly pattern: string;
  readonly area: number;
  readonly map: readonly (readonly number[])[];
  readonly n: number;
}

const fixtures = 'test/fixtures/geometry';

/** Exact up to a few rounding errors of numbers of this size. */
function assertClose(actual: number, expected: number, size: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= 1e-9 * size, `${what}: ${actual}, not ${expected}`);
}

describe('command line', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'fold-complex-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const fileWith = (name: string, content: string | Uint8Array): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };

  for (const name of ['xor_exact', 'rand_2x10_relu6', 'int_8x8x8', 'coincident_across_layers']) {
    const file = join(fixtures, `${name}.json`);

    it(`counts what is known exactly: ${name}`, () => {
      const { code, out } = runOn('stats', file, '--json');
      assert.equal(code, 0);
      const { expected } = JSON.parse(readFileSync(file, 'utf8')) as {
        expected: Record<string, number>;
      };
      const stats = JSON.parse(out) as Record<string, number>;
      assert.deepEqual(
        [stats.regions, stats.linearRegions, stats.vertices, stats.edges, stats.boundaryEdges],
        [
          ...[expected.regions, expected.linear_regions, expected.vertices, expected.edges],
          expected.boundary_edges,
        ],
      );
      assert.equal(stats.euler, 1);
      assertClose(stats.area, expected.area, expected.area, 'area');
    });

    it(`lists what is known exactly: ${name}`, () => {
      const { code, out } = runOn('regions', file, '--ndjson');
      assert.equal(code, 0);
      const regions = out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Region);
      const known = JSON.parse(
        readFileSync(join(fixtures, 'regions', `${name}.json`), 'utf8'),
      ) as KnownRegion[];
      const byPattern = new Map(regions.map((region) => [region.pattern, region]));
      assert.equal(regions.length, known.length);
      for (const { pattern, area, map, n } of known) {
        const region = byPattern.get(pattern);
        assert.ok(region, `no region ${pattern}`);
        assertClose(region.area, area, 1, `area of ${pattern}`);
        assert.equal(region.vertices.length, n);
        map.flat().forEach((value, i) => {
          const size = Math.max(1, ...map.flat().map(Math.abs));
          assertClose(region.maps.flat()[i], value, size, `map of ${pattern}`);
        });
      }
    });
  }

  it('reports the times of parsing and computing', () => {
    const { out } = runOn('stats', 'examples/xor.fold.yaml', '--json', '--repeat', '3');
    const { timings } = JSON.parse(out) as { timings: { parse: number; compute: number } };
    assert.ok(timings.parse > 0 && timings.compute > 0);
  });

  it('prints a human-readable table', () => {
    const { code, out } = runOn('stats', 'examples/xor.fold.yaml');
    assert.equal(code, 0);
    assert.match(out, /^regions +3$/m);
    assert.match(out, /^V − E \+ F +1$/m);
  });

  it('reports where each output is the largest', () => {
    const file = fileWith(
      'quarter.fold.yaml',
      'input: { domain: [[0, 4], [0, 4]] }\noutput: { names: [p, q] }\nlayers: [{ weights: [[1, 0], [0, 0]], bias: [0, 1] }]\n',
    );
    const { classes } = JSON.parse(runOn('stats', file, '--json').out) as { classes: unknown };
    assert.deepEqual(classes, {
      areas: [
        { output: 'p', area: 12 },
        { output: 'q', area: 4 },
      ],
      tiedArea: 0,
      boundaryLength: 4,
    });
    const { out } = runOn('stats', file);
    assert.match(out, /^length of the decision boundaries +4$/m);
    assert.match(out, /^ {2}largest is p, area +12$/m);
    assert.doesNotMatch(runOn('stats', 'examples/xor.fold.yaml').out, /decision|largest is/);
  });

  it('takes a function of one variable as a strip', () => {
    const file = fileWith('hat.fold.yaml', 'layers: [{ weights: [[1], [1]], bias: [0.5, -0.5] }]');
    const folded = fileWith(
      'hat2.fold.yaml',
      'layers:\n  - weights: [[1], [1]]\n    bias: [0.5, -0.5]\n    activation: relu\n  - weights: [[1, -2]]\n',
    );
    const regions = (of: string): number =>
      (JSON.parse(runOn('stats', of, '--json').out) as { regions: number }).regions;
    assert.deepEqual([regions(file), regions(folded)], [1, 3]);
  });

  it('says that the complex is partial when the budget was reached', () => {
    const file = join(fixtures, 'rand_2x10_relu6.json');
    const { code, out, err } = runOn('stats', file, '--json', '--max-cells', '50');
    assert.equal(code, 0);
    assert.equal((JSON.parse(out) as { complete: boolean }).complete, false);
    assert.match(err, /warning: stopped at --max-cells 50/);
  });

  it('prints problems with line and column, and exits with 1 for a file with errors', () => {
    const file = fileWith('bad.fold.yaml', 'layers:\n  - weights: [[1, 2], [3]]\n    wights: 1\n');
    assert.deepEqual(runOn('stats', file), {
      code: 1,
      out: '',
      err: [
        `${file}:2:23: error: Row 2 of layer 1 has 1 weight, expected 2: row 1 of layer 1 has 2 weights [row-length]`,
        `${file}:2:15: note: Row 1 of layer 1 has 2 weights`,
        `${file}:3:5: warning: Unknown key "wights" is ignored; expected name, weights, bias, units, init, activation [unknown-key]`,
        '',
      ].join('\n'),
    });
  });

  for (const name of ['ctrl', 'newline'])
    it(`prints no control characters of a file: ${name}`, () => {
      const text = readFileSync(`test/fixtures/names/${name}.fold.yaml`, 'utf8');
      const file = fileWith(
        `${name} \u001B[31m.fold.yaml`,
        `"be\\x1B[1mll\\n\\u202E": 1\n${text.replace('[[1, -2], [0.5, 1]]', '[[1, -2], [0.5]]')}`,
      );
      const good = fileWith(`${name}\n.fold.yaml`, text);
      for (const { code, out, err } of [
        runOn('stats', file),
        runOn('check', file),
        runOn('export', file, '--svg', '-'),
        runOn('stats', good),
        runOn('stats', good, '--json', '--max-cells', '1'),
        runOn('export', good, '--csv', '-', '--glb', join(folder, 'no\u001B', 'a\n.glb')),
        runOn('stats', join(folder, 'missing\u001B\nfile')),
      ]) {
        for (const line of `${out.replaceAll('\r\n', '\n')}${err}`.split('\n'))
          assert.doesNotMatch(line, /\p{Cc}|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u);
        if (code === 1)
          for (const line of err.trimEnd().split('\n'))
            assert.match(line, /: (error|warning|note): |^\d+ files?, /);
      }
    });

  it('rejects files that are missing, not text, too long or out of numeric range', () => {
    const refused = (file: string, said: RegExp): void => {
      const { code, out, err } = runOn('regions', file);
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, said);
    };
    refused(join(folder, 'none.json'), /none\.json:1:1: error: No such file \[unreadable\]/);
    refused(folder, /error: Is a folder \[unreadable\]/);
    refused(
      fileWith('latin1.json', Uint8Array.of(0x22, 0xc3, 0xbc, 0x0a, 0xe9, 0x22)),
      /latin1\.json:2:1: error: The byte 0xE9 is not UTF-8.*\[encoding\]/,
    );
    refused(fileWith('long.yaml', new Uint8Array(7_000_000)), /longer than.*\[too-long\]/);
    const huge = 'layers: [{ weights: [[1e300, 1]], activation: relu }, { weights: [[1e300]] }]';
    refused(fileWith('huge.yaml', huge), /error: .*[^.] \[out-of-range\]\n$/);
  });

  it('says what a file is that is no network spec, in one line', () => {
    for (const [file, what] of [
      ['README.md', 'This is not a spec'],
      ['examples/cusp.entropy.yaml', 'This is an entropy spec'],
      [fileWith('run.csv', 'step,entropy\n1,2\n'), 'This is a training log'],
    ]) {
      const { code, err } = runOn('stats', file);
      assert.equal(code, 1);
      assert.equal(err.trim().split('\n').length, 1, err);
      assert.ok(err.includes(`${what}; expected a network spec`), err);
    }
  });

  it('reads a file with a byte order mark, and one whose name does not give its format', () => {
    const text = readFileSync('examples/xor.fold.yaml', 'utf8');
    assert.equal(runOn('stats', fileWith('bom.yaml', `\uFEFF${text}`)).code, 0);
    assert.equal(runOn('stats', fileWith('network', text)).code, 0);
    const json = '{ "layers": [{ "weights": [[1, 1],] }] }';
    const [found] = runOn('stats', fileWith('network', json)).err.split('\n');
    assert.match(found, /network:1:34: error: JSON does not allow trailing commas/);
  });

  it('reads UTF-16 with a byte order mark, in both byte orders', () => {
    const text = readFileSync('examples/xor.fold.yaml', 'utf8');
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    assert.equal(runOn('stats', fileWith('little.yaml', little)).code, 0);
    assert.equal(runOn('stats', fileWith('big.yaml', Buffer.from(little).swap16())).code, 0);
    const cut = runOn('check', fileWith('cut.yaml', little.subarray(0, 41)));
    assert.match(cut.out, /cut\.yaml:\d+:\d+: error: The file is not complete UTF-16/);
  });

  it('names a Git LFS pointer in the place of a spec', () => {
    const pointer = readFileSync('test/fixtures/checkpoints/model.json');
    for (const name of ['lfs.fold.json', 'lfs.fold.yaml', 'lfs.entropy.yaml', 'lfs'])
      assert.match(
        runOn('check', fileWith(name, pointer)).out,
        /:1:1: error: This is a Git LFS pointer.*git lfs pull.*\[lfs-pointer\]\n$/,
      );
  });

  it('exits with 2 and prints the usage when used incorrectly', () => {
    for (const args of [
      [],
      ['stats'],
      ['draw', 'a.json'],
      ['stats', 'a.json', 'b.json'],
      ['stats', 'a.json', '--ndjson'],
      ['regions', 'a.json', '--json'],
      ['stats', 'a.json', '--repeat', '0'],
      ['stats', 'a.json', '--max-cells', 'x'],
      ['stats', 'a.json', '--wrong'],
    ]) {
      const { code, out, err } = runOn(...args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(err, /^fold-complex: [A-Z-][^]*\n\nUsage: /);
    }
  });

  it('prints its usage and version', () => {
    assert.match(runOn('--help').out, /^Usage: fold-complex/);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.deepEqual(runOn('--version'), { code: 0, out: `${version}\n`, err: '' });
  });

  it('checks the files that a spec names', () => {
    fileWith('good.safetensors', safetensorsFile({ 'fc.weight': f32([1, 2], [3, 4]) }));
    fileWith('bad.safetensors', safetensorsFile({ 'fc.weight': f32([2, 1], [3, 4]) }));
    const spec = (name: string): string =>
      fileWith('named.fold.yaml', `layers: [{ weights: [[1, 2]] }]\ncheckpoints: [${name}]\n`);
    assert.equal(runOn('check', spec('good.safetensors')).code, 0);
    const bad = runOn('check', spec('bad.safetensors'));
    assert.equal(bad.code, 1);
    const said =
      /:2:15: error: bad\.safetensors, byte 9: fc\.weight has shape \[2, 1\], expected \[1, 2\]/;
    assert.match(bad.out, said);
    assert.match(runOn('check', spec('none.json')).out, /none\.json cannot be read/);
  });

  it('checks entropy specs, by their name or their text, and the logs that they name', () => {
    assert.equal(runOn('check', 'examples/cusp.entropy.yaml').code, 0);
    const model = 'model: { kind: grpo, group: -1 }\n';
    for (const name of ['bad.entropy.yaml', 'bad.yaml'])
      assert.match(runOn('check', fileWith(name, model)).out, /:1:29: error: .*group/);
    const runs = 'model: { kind: grpo }\nruns:\n  - path: gone.csv\n';
    const { code, out } = runOn('check', fileWith('runs.entropy.yaml', runs));
    assert.equal(code, 1);
    assert.match(out, /:3:11: error: gone\.csv cannot be read.*\[missing-file\]\n$/);
    fileWith('gone.csv', 'step,entropy\n1,2\n');
    assert.equal(runOn('check', fileWith('runs.entropy.yaml', runs)).code, 0);
  });

  it('runs the self-check', () => {
    const { code, out, err } = runOn('self-check');
    assert.deepEqual({ code, err }, { code: 0, err: '' });
    assert.match(out, /^GRPO \(independent programs\)$/m);
    assert.match(out, /^All \d+ checks passed\.$/m);
    const rows = JSON.parse(runOn('self-check', '--json').out) as { passed: boolean }[];
    assert.ok(rows.length > 40 && rows.every(({ passed }) => passed));
    assert.equal(runOn('self-check', 'file').code, 2);
    assert.match(runOn('self-check', '--help').out, /^Usage: fold-complex self-check/);
  });
});
