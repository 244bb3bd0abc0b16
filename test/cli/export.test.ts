import assert from 'node:assert/strict';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportUsage, parseExport } from '../../src/cli/exportCommand.ts';
import { run } from '../../src/cli/run.ts';
import { kindsFor } from '../../src/core/export/write.ts';
import { validateGlb } from '../core/export/gltfValidator.ts';
import { awkwardSubject } from '../core/export/subjects.ts';
import { parseSvg } from '../core/export/svgDocument.ts';

const planar = 'test/fixtures/geometry/rand_3x8_he.json';
const expected = JSON.parse(readFileSync(planar, 'utf8')) as { expected: { regions: number } };
const { regions } = expected.expected;

describe('command line: region-count, export and check', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fold-complex-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const inFolder = (name: string): string => join(folder, name);
  const fileWith = (name: string, content: string): string => {
    writeFileSync(inFolder(name), content);
    return inFolder(name);
  };

  describe('region-count', () => {
    it('prints the number alone', () => {
      assert.deepEqual(runOn('region-count', planar).out, `${regions}\n`);
    });

    it('warns when a budget stopped it', () => {
      const { code, out, err } = runOn('region-count', planar, '--max-cells', '5');
      assert.equal(code, 0);
      assert.ok(Number(out) < regions);
      assert.match(err, /warning: stopped at --max-cells 5/);
    });
  });

  describe('export', () => {
    it('has an option for every kind, and lists it', () => {
      const options = [...exportUsage.split('Options')[0].matchAll(/--[\w-]+/g)].map(([o]) => o);
      const request = parseExport(['a.fold.yaml', ...options.flatMap((o) => [o, 'name'])]);
      assert.ok(request.kind === 'export');
      assert.deepEqual(
        request.targets.map(({ kind }) => kind).sort(),
        [...kindsFor(awkwardSubject())].sort(),
      );
    });

    it('writes several formats at once', async () => {
      const names = { svg: 'a.svg', glb: 'a.glb', obj: 'a.obj', csv: 'r.csv', json: 'a.json' };
      const tables = { 'csv-vertices': 'v.csv', 'csv-edges': 'e.csv', markdown: 'a.md' };
      const targets = Object.entries({ ...names, ...tables });
      const args = targets.flatMap(([option, name]) => [`--${option}`, inFolder(name)]);
      const { code, out } = runOn('export', planar, ...args);
      assert.equal(code, 0);
      assert.equal(out, '');
      const written = [...targets.map(([, name]) => name), 'a.mtl'];
      assert.deepEqual(readdirSync(folder).sort(), written.sort());

      const text = (name: string): string => readFileSync(inFolder(name), 'utf8');
      assert.equal(
        parseSvg(text('a.svg')).getElementsByTagName('title')[0].textContent,
        'rand_3x8_he',
      );
      const { issues } = await validateGlb(readFileSync(inFolder('a.glb')));
      assert.deepEqual(issues.messages, []);
      assert.match(text('a.obj'), /^mtllib a\.mtl$/m);
      assert.equal(text('r.csv').split('\r\n').length, regions + 2);
      assert.equal((JSON.parse(text('a.json')) as { regions: unknown[] }).regions.length, regions);
      assert.match(text('a.md'), /^# rand\\_3x8\\_he$/m);
    });

    it('writes one format to standard output', () => {
      const { code, out } = runOn('export', planar, '--csv-edges', '-', '--svg', inFolder('a.svg'));
      assert.equal(code, 0);
      assert.match(out, /^edge,from,to,left,right,side,/);
      const { bytes } = runOn('export', planar, '--glb', '-');
      assert.equal(bytes.readUInt32LE(8), bytes.length);
    });

    it('writes level lines, and names those it cannot write', () => {
      const { code, out } = runOn('export', planar, '--csv-levels', '-', '--levels', 'every 0.5');
      assert.equal(code, 0);
      assert.match(out, /^line,level,closed,/);
      const levels = out
        .split('\r\n')
        .slice(1, -1)
        .map((line) => Number(line.split(',')[1]));
      assert.ok(levels.length > 0 && levels.every((level) => Number.isInteger(2 * level)));
      const fine = runOn('export', planar, '--csv-levels', '-', '--levels', 'every 1e-9');
      assert.equal(fine.code, 1);
      assert.match(fine.err, /--csv-levels is not possible: "every 1e-9" is neither/);
      assert.equal(runOn('export', planar, '--svg', '-', '--levels', 'many').code, 2);
    });

    it('applies its options', () => {
      const svg = runOn(
        'export',
        planar,
        '--svg',
        '-',
        '--style',
        'dark',
        '--colour',
        'height',
      ).out;
      assert.match(svg, /fill="#1e1e1e"/);
      assert.match(svg, /linearGradient/);
      const part = runOn('export', planar, '--json', '-', '--max-cells', '5');
      assert.match(part.err, /stopped at --max-cells 5/);
      assert.equal((JSON.parse(part.out) as { complete: boolean }).complete, false);
    });

    it('names the kinds that a function of one variable does not have, and writes the others', () => {
      const spec = 'layers:\n  - weights: [[1], [-1]]\n    bias: [0, 0]\n    activation: relu\n';
      const file = fileWith('one.fold.yaml', spec);
      const { code, err } = runOn(
        'export',
        file,
        '--glb',
        inFolder('a.glb'),
        '--svg',
        inFolder('a.svg'),
      );
      assert.equal(code, 1);
      assert.match(err, /one\.fold\.yaml:1:1: error: --glb is not possible: .* \[no-surface\]/);
      assert.deepEqual(readdirSync(folder).sort(), ['a.svg', 'one.fold.yaml']);
    });

    it('exits with 1 where the spec cannot be used or a file cannot be written', () => {
      const broken = fileWith('broken.fold.yaml', 'layers: 3\n');
      const { code, err } = runOn('export', broken, '--svg', '-');
      assert.equal(code, 1);
      assert.match(err, /broken\.fold\.yaml:1:\d+: error: /);
      const unwritable = runOn('export', planar, '--svg', join(folder, 'missing', 'a.svg'));
      assert.equal(unwritable.code, 1);
      assert.match(
        unwritable.err,
        /:1:1: error: --svg .*missing.a\.svg cannot be written: its folder does not exist \[unwritable\]\n$/,
      );
    });

    it('never writes over the spec or a file that it names, under any of their names', () => {
      const checkpoints = 'checkpoints:\n  - { name: one, file: one.json }\n';
      const training = 'training:\n  data: { file: points.csv }\n';
      const layers = 'layers:\n  - weights: [[1, 0]]\n';
      const spec = fileWith('größe 网络 (1).fold.yaml', layers + checkpoints + training);
      const [one, points] = [fileWith('one.json', '[]'), fileWith('points.csv', 'x,y\n')];
      mkdirSync(inFolder('sub'));
      symlinkSync(spec, inFolder('link'));
      linkSync(points, inFolder('hard'));
      const before = [spec, one, points].map((file) => readFileSync(file, 'utf8'));
      for (const [option, target, what] of [
        ['--json', spec, 'the spec'],
        ['--json', inFolder('sub/../größe 网络 (1).fold.yaml'), 'the spec'],
        ['--json', inFolder('Größe 网络 (1).FOLD.yaml'), 'the spec'],
        ['--svg', inFolder('link'), 'the spec'],
        ['--json', one, 'a file that the spec reads'],
        ['--csv', points, 'a file that the spec reads'],
        ['--csv', inFolder('hard'), 'a file that the spec reads'],
      ]) {
        const args = [option, target, '--markdown', inFolder('a.md'), '--force'];
        const { code, err } = runOn('export', spec, ...args);
        assert.equal(code, 1, target);
        assert.ok(
          err.includes(`${spec}:1:1: error: ${option} ${target} would overwrite ${what}, `),
        );
        assert.match(err, /; nothing was written \[overwrites-input\]$/m);
        assert.ok(!existsSync(inFolder('a.md')));
      }
      assert.deepEqual(
        [spec, one, points].map((file) => readFileSync(file, 'utf8')),
        before,
      );
    });

    it('never writes two targets to one file', () => {
      symlinkSync('a.json', inFolder('link.svg'));
      for (const [one, other] of [
        ['a.json', 'a.json'],
        ['a.json', 'A.json'],
        ['link.svg', 'a.json'],
      ]) {
        const args = ['--json', inFolder(one), '--svg', inFolder(other)];
        const { code, err } = runOn('export', planar, ...args);
        assert.equal(code, 1);
        assert.match(err, /would overwrite what is written to .*\[same-target\]$/m);
      }
      const { err } = runOn(
        'export',
        planar,
        '--obj',
        inFolder('a.obj'),
        '--csv',
        inFolder('a.mtl'),
      );
      assert.match(err, /:1:1: error: --csv .*a\.mtl would overwrite .*\[same-target\]$/m);
      assert.deepEqual(readdirSync(folder), ['link.svg']);
    });

    it('replaces a file that no target names only when it is told to', () => {
      const materials = fileWith('a.mtl', 'mine');
      const args = ['export', planar, '--obj', inFolder('a.obj')];
      const { code, err } = runOn(...args);
      assert.equal(code, 1);
      assert.match(
        err,
        /:1:1: error: --obj, which also writes .*a\.mtl, would .* --force; nothing was written \[file-exists\]$/m,
      );
      assert.deepEqual(readdirSync(folder), ['a.mtl']);
      assert.equal(readFileSync(materials, 'utf8'), 'mine');
      assert.equal(runOn(...args, '--force').code, 0);
      assert.match(readFileSync(materials, 'utf8'), /^newmtl /m);
      assert.deepEqual(readdirSync(folder).sort(), ['a.mtl', 'a.obj']);
    });

    it('replaces the files that its targets name', () => {
      const svg = fileWith('a.svg', 'old');
      assert.equal(runOn('export', planar, '--svg', svg).code, 0);
      assert.match(readFileSync(svg, 'utf8'), /^<svg|^<\?xml/);
      assert.deepEqual(readdirSync(folder), ['a.svg']);
    });

    it('exits with 2 and prints the usage when used incorrectly', () => {
      const wrong: [string[], RegExp][] = [
        [[], /Expected a file/],
        [[planar], /Name what to write/],
        [[planar, planar, '--svg', '-'], /one file at a time/],
        [[planar, '--svg', '-', '--json', '-'], /cannot both go to standard output/],
        [[planar, '--obj', '-'], /writes two files/],
        [[planar, '--svg', '-', '--colour', 'pink'], /--colour must be one of auto, /],
        [[planar, '--svg', '-', '--style', 'pink'], /--style must be one of light, /],
        [[planar, '--svg', '-', '--max-cells', '0'], /--max-cells must be a positive integer/],
        [[planar, '--png', '-'], /A PNG needs a browser/],
        [[planar, '--svg', '-', '--png', 'a.png'], /A PNG needs a browser/],
        [[planar, '--svg', '-', '--size', '85x'], /--size must be a width or width x height/],
        [[planar, '--svg', '-', '--font', 'comic'], /--font must be one of sans, serif/],
        [[planar, '--svg', '-', '--font-size', '1'], /--font-size must be a number of points/],
      ];
      for (const [args, message] of wrong) {
        const { code, out, err } = runOn('export', ...args);
        assert.deepEqual([code, out], [2, '']);
        assert.match(err, message);
        assert.match(err, /^Usage: fold-complex export/m);
      }
      assert.match(runOn('export', '--help').out, /^Usage: fold-complex export/);
    });
  });

  describe('check', () => {
    it('prints nothing about a valid file', () => {
      const good = fileWith(
        'a.fold.yaml',
        'layers:\n  - weights: [[1, 0]]\n    activation: relu\n',
      );
      assert.deepEqual(
        { ...runOn('check', good), bytes: undefined },
        { code: 0, out: '', err: '1 file, 0 errors, 0 warnings\n', bytes: undefined },
      );
    });

    it('lists the problems of every file and fails for errors', () => {
      const bad = fileWith('a.fold.yaml', 'layers:\n  - weights: [[1, 0], [1]]\n');
      const { code, out, err } = runOn('check', bad, inFolder('missing.fold.json'));
      assert.equal(code, 1);
      const [first, ...rest] = out.trimEnd().split('\n');
      assert.match(first, /a\.fold\.yaml:2:23: error: .* \[[a-z-]+\]$/);
      assert.match(rest.at(-1) ?? '', /missing\.fold\.json:1:1: error: .* \[unreadable\]$/);
      assert.match(err, /^2 files, 2 errors, 0 warnings$/m);
    });

    it('fails for warnings only when there are too many', () => {
      const warned = fileWith('a.fold.yaml', 'colour: red\nlayers:\n  - weights: [[1, 0]]\n');
      const codes = [[], ['--max-warnings', '1'], ['--max-warnings', '0']].map(
        (options) => runOn('check', warned, ...options).code,
      );
      assert.deepEqual(codes, [0, 0, 1]);
      assert.match(runOn('check', warned).out, /:1:1: warning: /);
    });

    it('exits with 2 and prints the usage when used incorrectly', () => {
      for (const args of [[], ['a.yaml', '--max-warnings', 'many'], ['a.yaml', '--fix']]) {
        const { code, out, err } = runOn('check', ...args);
        assert.deepEqual([code, out], [2, '']);
        assert.match(err, /^Usage: fold-complex check/m);
      }
      assert.match(runOn('check', '--help').out, /^Usage: fold-complex check/);
    });
  });
});

function runOn(...args: string[]) {
  const chunks: Uint8Array[] = [];
  let err = '';
  const code = run(args, {
    out: (chunk) => chunks.push(Buffer.from(chunk)),
    err: (text) => (err += text),
  });
  const bytes = Buffer.concat(chunks);
  return { code, bytes, out: bytes.toString('utf8'), err };
}
