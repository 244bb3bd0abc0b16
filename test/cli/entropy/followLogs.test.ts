import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { followLogs } from '../../../src/cli/entropy/followLogs.ts';
import { parseRun } from '../../../src/cli/entropy/runCommand.ts';
import { run } from '../../../src/cli/run.ts';
import { draws } from '../../draws.ts';
import { eventually } from '../../eventually.ts';
import { builtCli, runBuilt } from '../builtCli.ts';

const fixtures = 'test/fixtures/logs';
const logs = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.\w+$/.test(name))
  .map((name) => join(fixtures, name));

/** The parts of a file between some of its bytes. */
function chunksOf(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % bytes.length), bytes.length])];
  places.sort((a, b) => a - b);
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
}

async function* oneByOne(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) {
    yield chunk;
    // The reader may or may not come in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function linesOf(out: string): readonly string[] {
  return out.split('\n').filter((line) => line !== '');
}

describe('fold-complex run --follow', () => {
  let folder = '';
  let child: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fold-complex-'));
  });
  afterEach(() => {
    child?.kill('SIGKILL');
    child = undefined;
    rmSync(folder, { recursive: true });
  });

  /** The bundle as a process, with what it has printed so far. */
  const started = (...args: string[]) => {
    child = spawn(process.execPath, [builtCli(), 'run', '--follow', ...args]);
    const printed = { out: '', err: '' };
    child.stdout!.on('data', (chunk) => (printed.out += String(chunk)));
    child.stderr!.on('data', (chunk) => (printed.err += String(chunk)));
    const exit = once(child, 'close') as Promise<[number | null, string | null]>;
    return { printed, exit, process: child };
  };
  const reading = (log: string): string => runBuilt(['run', '--json', log]).out.trimEnd();

  it('ends with the object of the whole log, in whatever parts it arrives', async () => {
    const expected = (log: string): string => {
      let out = '';
      const output = {
        out: (text: string | Uint8Array) => (out += String(text)),
        err: () => undefined,
      };
      assert.equal(run(['run', '--json', log], output), 0);
      const record = JSON.parse(out) as { readonly file: string };
      return JSON.stringify({ ...record, file: '<stdin>' });
    };
    const command = parseRun(['-', '--follow']);
    assert.ok(command.kind === 'run');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...logs),
        fc.array(fc.nat(), { maxLength: 12 }),
        async (log, cuts) => {
          let out = '';
          const output = {
            out: (chunk: string | Uint8Array) => (out += String(chunk)),
            err: () => undefined,
          };
          const input = Readable.from(oneByOne(chunksOf(readFileSync(log), cuts)));
          assert.equal(await followLogs(command, output, input), 0);
          const lines = linesOf(out);
          assert.equal(lines.at(-1), expected(log));
          for (const [i, line] of lines.entries()) {
            assert.notEqual(line, lines[i - 1]);
            JSON.parse(line);
          }
        },
      ),
      { numRuns: draws(25) },
    );
  });

  it('follows a file that appears, grows, is cut and is replaced, until it is interrupted', async () => {
    const log = join(folder, 'train.csv');
    const whole = readFileSync(join(fixtures, '23-resume/resume-80.csv'));
    const { printed, exit, process } = started(log);
    await eventually(() => assert.match(printed.err, /train\.csv:1:1: error: No such file/));
    const lastIs = (expected: string): Promise<void> =>
      eventually(() => assert.equal(linesOf(printed.out).at(-1), expected));

    // Half of a line is no row yet.
    const middle = whole.indexOf('\n', whole.length / 2) + 1;
    writeFileSync(log, whole.subarray(0, middle));
    const half = reading(log);
    await lastIs(half);
    for (const chunk of chunksOf(whole.subarray(middle), [700, 1500])) appendFileSync(log, chunk);
    await lastIs(reading(log));
    writeFileSync(log, whole.subarray(0, middle));
    await lastIs(half);
    // Without an end of the last line.
    const other = readFileSync(join(fixtures, '03-log-semicolon/run-de.csv'), 'utf8').trimEnd();
    writeFileSync(join(folder, 'next.csv'), other);
    renameSync(join(folder, 'next.csv'), log);
    await lastIs(reading(log));

    process.kill('SIGINT');
    assert.deepEqual(await exit, [0, null]);
    // A file that is written anew is empty for a moment.
    for (const line of linesOf(printed.err)) assert.match(line, /No such file|The log is empty/);
  });

  it('ends at a code of --fail-on, also while other logs go on', async () => {
    const growing = join(folder, 'growing.csv');
    const row = (entropy: number) => (_: unknown, i: number) => `${i},${entropy}\n`;
    writeFileSync(growing, `step,entropy\n${Array.from({ length: 40 }, row(1)).join('')}`);
    const { printed, exit } = started(growing, resolve(logs[0]), '--fail-on', 'explosion');
    await eventually(() => assert.match(printed.out, /"file":"[^"]*growing\.csv"/));
    appendFileSync(growing, Array.from({ length: 40 }, (_, i) => `${40 + i},9\n`).join(''));
    assert.deepEqual(await exit, [3, null]);
    assert.match(printed.out, /growing\.csv".*"alarms":\[\{"code":"explosion"/);
  });

  it('ends with standard input, and says if nothing was in it', () => {
    const { code, out, err } = runBuilt(['run', '-', '--follow'], { input: 'nothing\n' });
    assert.equal(code, 1);
    assert.match(err, /^<stdin>:1:1: error: No rows were found.*\[no-rows\]\n$/);
    assert.equal((JSON.parse(out) as { format: unknown }).format, null);
  });

  it('ends quietly when the reader of its output does', () => {
    const log = resolve('examples/kl-lowered.csv');
    const command = `(cat "${log}"; cat "${log}") | "${process.execPath}" "${builtCli()}" run - --follow 2>errors | head -c 1; wc -l <errors`;
    const { stdout } = spawnSync('sh', ['-c', command], { cwd: folder });
    assert.match(stdout.toString(), /^\{\s*0\s*$/);
  });
});
