import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { pageWithCodes, withCodes } from '../../../scripts/schema/runCodes.mjs';
import * as codes from '../../../src/cli/entropy/runCodes.ts';
import { run } from '../../../src/cli/run.ts';
import type { TrainingSetup } from '../../../src/core/entropy/diagnostics/training.ts';
import { readRuns } from '../../../src/engine/entropy/readRuns.ts';
import type { RunRecord } from '../../../src/language/log/logRecord.ts';
import type { ColumnMapping } from '../../../src/language/log/runsInLog.ts';
import { markdownOf, readingOf } from '../../../src/webview/entropy/runs/reading.ts';
import { runsOf } from '../../../src/webview/entropy/runs/state.ts';
import { draws } from '../../draws.ts';
import { eventFile } from '../../language/log/eventFileWriter.ts';
import { runBuilt, type Ran } from '../builtCli.ts';

const fixtures = 'test/fixtures/logs';
const logs = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.\w+$/.test(name))
  .map((name) => join(fixtures, name));

type Printed = RunRecord & { readonly file: string; readonly runs?: readonly RunRecord[] };

function runOn(...args: string[]): Ran {
  let out = '';
  let err = '';
  const code = run(['run', ...args], {
    out: (text) => (out += String(text)),
    err: (text) => (err += text),
  });
  assert.ok(typeof code === 'number');
  return { code, out, err };
}

function recordsOf(out: string): readonly Printed[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Printed);
}

/** The runs that the view lists for a log, each with what it says. */
async function shownBy(
  log: string,
  mapping: ColumnMapping = {},
  setup: Partial<TrainingSetup> = {},
) {
  const content = [{ name: log, bytes: readFileSync(log) }];
  const never = new AbortController().signal;
  const result = await readRuns({ content, mapping }, never, () => undefined);
  const listed = runsOf([{ uri: log, fileName: log, result }]);
  return listed.map((_, chosen) => readingOf({ chosen, setup }, listed)!);
}

/** A run whose entropy falls from 1 to this. */
function falling(last: number, rows = 60): string {
  const lines = Array.from(
    { length: rows },
    (_, i) => `${i + 1},${last ** (i / (rows - 1))},${0.2 + i / 200}`,
  );
  return `step,entropy,reward\n${lines.join('\n')}\n`;
}

describe('fold-complex run', () => {
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

  describe('with the configuration of a training', () => {
    const configs = 'test/fixtures/configs';
    const beside = (name: string, config: string, place = name): string => {
      mkdirSync(join(folder, place, 'logs'), { recursive: true });
      const text = readFileSync(join(configs, config), 'utf8');
      writeFileSync(join(folder, place, 'config.yaml'), text);
      return fileWith(join(place, 'logs', 'run.csv'), falling(0.5));
    };
    const record = (...args: string[]) => recordsOf(runOn('--json', ...args).out)[0];

    it('takes it from the log itself, and warns of an entropy that it makes doubtful', () => {
      const log = join(configs, 'verl-printed.log');
      const { out, err } = runOn(log, '--json');
      const [{ assumed }] = recordsOf(out);
      const key = 'actor_rollout_ref.rollout.n';
      assert.deepEqual(assumed.group, { value: 16, from: 'config', key, line: 17 });
      assert.deepEqual(assumed.kl, { value: 0.001, from: 'log', column: 'actor/kl_coef' });
      assert.equal(assumed.klGradient.value, 'k3Clamped');
      assert.match(err, /verl-printed\.log:16:1: warning: .*\[verl-entropy\]/);
      assert.match(
        runOn(log).out,
        /group: 16 \(from actor_rollout_ref\.rollout\.n in the log, line 17\)/,
      );
    });

    it('takes it from a file beside the log or above, unless a value or a file is given', () => {
      const log = beside('wandb', 'wandb-trl.yaml');
      const file = join(folder, 'wandb', 'config.yaml');
      const { assumed } = record(log);
      const at = { from: 'config', file };
      assert.deepEqual(assumed.kl, { value: 0, key: 'beta', line: 10, ...at });
      assert.deepEqual(assumed.klGradient, { value: 'none', key: 'beta', line: 10, ...at });
      assert.deepEqual(assumed.entropyBonus, { value: 0.01, key: 'entropy_coef', line: 12, ...at });
      assert.deepEqual(assumed.decisions, { value: 10, from: 'default' });
      const typed = record(log, '--group', '6', '--kl', '0.1').assumed;
      assert.deepEqual(typed.group, { value: 6, from: 'user' });
      // A KL term that the configuration does not have is none of its own.
      assert.deepEqual(typed.klGradient, { value: 'k3', from: 'default' });
      const named = record(log, '--config', join(configs, 'nemo-rl.yaml'));
      assert.equal(named.assumed.group.value, 16);
      assert.deepEqual(
        named.unmodelled.map(({ setting, value }) => [setting, value]),
        [['klGradient', 'k3, depending on the version']],
      );
    });

    it('assumes the defaults without one, and says so', () => {
      const { assumed, unmodelled } = record(fileWith('alone.csv', falling(0.5)));
      for (const { from } of Object.values(assumed)) assert.equal(from, 'default');
      assert.deepEqual(unmodelled, []);
    });

    it('reports a file that is no configuration, but reads the log', () => {
      const log = fileWith('with-model.csv', falling(0.5));
      for (const name of [join(configs, 'model-config.json'), join(folder, 'missing.yaml')]) {
        const { code, out, err } = runOn(log, '--json', '--config', name);
        assert.equal(code, 1);
        assert.equal(recordsOf(out)[0].rows, 60);
        assert.ok(err.startsWith(`${name}:1:1: error: `) && err.includes('[no-config]'), err);
      }
    });
  });

  it('reports as Markdown what the run view copies', async () => {
    for (const log of logs) {
      const { code, out } = runOn('--markdown', log);
      assert.equal(code, 0);
      // The view knows a file by its last name.
      const copied = (await shownBy(log)).map((reading) =>
        markdownOf({
          ...reading,
          listed: { ...reading.listed, label: reading.listed.label.replace(log, basename(log)) },
        }),
      );
      assert.equal(out, copied.join('\n'), log);
    }
    for (const other of ['--json', '--follow']) {
      const { code, err } = runOn('--markdown', other, logs[0]);
      assert.equal(code, 2);
      assert.match(err, /--markdown cannot be combined with/);
    }
  });

  it('says of every log, as text and as JSON, what the run view says', async () => {
    const { code, out } = runBuilt(['run', '--json', ...logs]);
    assert.equal(code, 0);
    const records = recordsOf(out);
    assert.deepEqual(
      records.map(({ file }) => file),
      logs,
    );
    for (const [i, log] of logs.entries()) {
      const readings = await shownBy(log);
      const printed = records[i].runs ?? [records[i]];
      assert.equal(printed.length, readings.length, log);
      const { out: text } = runOn(log);
      for (const [k, reading] of readings.entries()) {
        const { listed, verdict, text: words, outlook, outlookText } = reading;
        const record = printed[k];
        assert.deepEqual(record.verdict, { code: verdict.regime.code, text: words.headline });
        assert.deepEqual(
          record.alarms,
          verdict.alarms.map(({ code, step }, n) => ({ code, step, text: words.alarms[n].text })),
        );
        assert.deepEqual(record.model.text, words.model);
        assert.deepEqual(record.outlook.rows, outlookText.rows);
        assert.deepEqual(
          record.outlook.cannotTell,
          outlook.cannotTell.map((code, n) => ({ code, text: outlookText.cannotTell[n] })),
        );
        assert.equal(record.outlook.kl.status, outlook.kl.status);
        assert.deepEqual(record.outlook.entropy, outlook.entropy ?? null);
        assert.deepEqual(record.columns, listed.run.mapping);
        const { steps, report } = listed.run;
        assert.deepEqual(
          [record.rows, record.firstStep, record.lastStep],
          [steps.length, steps[0], steps.at(-1)],
        );
        const fit = report.law?.fit;
        const { interval, cannotTell } = record.fit?.ceiling ?? {};
        assert.deepEqual(interval ?? cannotTell, fit?.ceilingInterval);
        for (const line of [
          listed.label,
          `${verdict.regime.code}: ${words.headline}`,
          `${verdict.agreement}: ${words.model}`,
          ...verdict.alarms.map(({ code }, n) => `${code}: ${words.alarms[n].text}`),
          ...outlookText.rows.map(({ name, text: words }) => `${name}: ${words}`),
        ])
          assert.ok(text.includes(line.trim()), `${log}: ${line}`);
      }
    }
  });

  it('reads standard input as it reads a file', () => {
    const log = join(fixtures, '04-log-utf16/powershell.csv');
    const [{ file, ...piped }] = recordsOf(
      runBuilt(['run', '-', '--json'], { input: readFileSync(log) }).out,
    );
    const [{ file: path, ...read }] = recordsOf(runOn(log, '--json').out);
    assert.deepEqual([file, path], ['<stdin>', log]);
    assert.deepEqual(piped, read);
  });

  it('lists the runs of a log that has several, and gives evaluations as series', () => {
    const [panel] = recordsOf(runOn(join(fixtures, '07-wandb-exports/panel.csv'), '--json').out);
    assert.deepEqual(
      panel.runs?.map(({ name, format, rows }) => [name, format, rows]),
      [
        ['qwen2.5-7b - lr 1e-6', 'csv', 100],
        ['dapo, clip-higher "v2"', 'csv', 50],
      ],
    );
    const [mixed] = recordsOf(runOn(join(fixtures, '09-verl-odd-lines/mixed.log'), '--json').out);
    assert.deepEqual(mixed.evaluations[0], {
      name: 'val-core/my data set (v2)/acc/mean@8',
      steps: [0],
      values: [0.25],
    });
  });

  it('reads TensorBoard event files, alone, in a folder and through a pipe', () => {
    const run = join(folder, 'tensorboard');
    mkdirSync(run);
    const part = (from: number, to: number): Uint8Array =>
      eventFile(
        Array.from({ length: to - from }, (_, i) => ({
          step: from + i,
          scalars: { entropy: 0.93 ** (from + i), reward: 0.5 },
        })),
      );
    const second = join(run, 'events.out.tfevents.2.host');
    writeFileSync(join(run, 'events.out.tfevents.1.host'), part(0, 40));
    writeFileSync(second, part(40, 80));
    const all = recordsOf(runOn(run, second, '--json').out);
    const piped = runBuilt(['run', '-', '--json'], { input: readFileSync(second) });
    assert.deepEqual(
      [...all, ...recordsOf(piped.out)].map(({ format, rows, firstStep, lastStep }) => [
        format,
        rows,
        firstStep,
        lastStep,
      ]),
      [
        ['tensorboard', 80, 0, 79],
        ['tensorboard', 40, 40, 79],
        ['tensorboard', 40, 40, 79],
      ],
    );
    assert.equal(all[0].verdict.code, 'collapsed');
    assert.match(runOn(run).out, /format +TensorBoard event files/);
  });

  it('reports every log that it can read, and each problem with line and column', () => {
    const good = fileWith('good.csv', falling(0.05));
    const odd = fileWith('odd.jsonl', '{"entropy": 1, "step": 1}\n{"entropy": 0.5, "st');
    const { code, out, err } = runOn(
      join(folder, 'none.csv'),
      fileWith('empty.csv', ''),
      fileWith('prose.txt', '\n  Dear reader,\nall is well.\n'),
      fileWith('bytes.bin', Uint8Array.of(0, 1, 0, 0, 2, 0, 0, 0, 3)),
      odd,
      folder,
      good,
    );
    assert.equal(code, 1);
    assert.ok(out.startsWith(`${odd}\n`) && out.includes(`\n${good}\n`));
    const found = err.trimEnd().split('\n');
    const expected = [
      /none\.csv:1:1: error: No such file \[unreadable\]$/,
      /empty\.csv:1:1: error: The log is empty; expected CSV.*\[no-rows\]$/,
      /prose\.txt:2:1: error: No rows were found.*begins with "Dear reader,".*\[no-rows\]$/,
      /bytes\.bin:1:1: error: This is not a text file; expected CSV.*\[not-text\]$/,
      /odd\.jsonl:2:1: warning: This line is incomplete.*\[broken-line\]$/,
      /:1:1: error: This folder has no TensorBoard event files \[unreadable\]$/,
    ];
    assert.equal(found.length, expected.length, err);
    for (const [i, pattern] of expected.entries()) assert.match(found[i], pattern);
  });

  it('takes columns and setup from its options, as the view does', async () => {
    const text = falling(0.05).replace('step,entropy,reward', 'when,H,score');
    const log = fileWith('named.csv', text);
    assert.match(runOn(log).err, /:1:1: warning: No entropy column was found/);
    const columns = ['--column', 'entropy=H', '--column', 'reward=score', '--column=step=when'];
    const setup = ['--group=16', '--decisions=4', '--kl', '0.02', '--reward-range=0,2'];
    const [record] = recordsOf(runOn(log, '--json', ...columns, ...setup).out);
    const mapping = { entropy: 'H', reward: 'score', step: 'when' };
    const [reading] = await shownBy(log, mapping, {
      ...{ group: 16, decisions: 4, kl: 0.02, rewardRange: [0, 2] },
    });
    assert.deepEqual(record.columns, reading.listed.run.mapping);
    assert.equal(record.model.text, reading.text.model);
    const [removed] = recordsOf(runOn(log, '--json', ...columns, '--column', 'reward=').out);
    assert.equal(removed.columns.reward, undefined);
  });

  it('does not guess where it was given a column that is not there', () => {
    const { code, err } = runOn(fileWith('run.csv', falling(0.05)), '--column', 'entropy=entropie');
    assert.equal(code, 1);
    assert.match(
      err,
      /run\.csv:1:1: error: There is no column entropie for the role entropy; choose one of step, entropy, reward \[no-column\]\n$/,
    );
  });

  it('takes the columns of a panel of W&B by their metric, or by their whole name', () => {
    const panel = join(fixtures, '07-wandb-exports/panel.csv');
    for (const name of ['actor/entropy', 'dapo, clip-higher "v2" - actor/entropy']) {
      const { code, err } = runOn(panel, '--column', `entropy=${name}`);
      assert.deepEqual([code, err], [0, '']);
    }
  });

  it('exits with 3 if a run has a verdict or an alarm of --fail-on', () => {
    const collapsed = fileWith('collapsed.csv', falling(0.05));
    const held = fileWith('held.csv', falling(0.9));
    const failing = (...args: string[]): number | null => runOn(...args).code;
    assert.equal(failing(collapsed, '--fail-on', 'held,collapsed'), 3);
    assert.equal(failing(collapsed, '--fail-on', 'collapse'), 3);
    assert.equal(failing(collapsed, '--fail-on', 'explosion, exploded'), 0);
    assert.equal(failing(held, '--fail-on', 'collapse,collapsed'), 0);
    assert.equal(failing(held, collapsed, '--fail-on=collapse', '--json'), 3);
    assert.equal(failing(join(folder, 'none'), collapsed, '--fail-on', 'collapse'), 3);
    assert.equal(failing(join(folder, 'none'), held, '--fail-on', 'collapse'), 1);
    // A log without a run has no verdict.
    assert.equal(failing(fileWith('empty.csv', ''), '--fail-on', 'noEntropy'), 1);
  });

  it('explains every code, in --help and in the documentation', async () => {
    const { out } = runOn('--help');
    assert.match(out, /^Usage: fold-complex run LOG…/);
    for (const table of [codes.verdictCodes, codes.alarmCodes, codes.runExitCodes])
      for (const [code, meaning] of Object.entries(table))
        assert.match(out, new RegExp(`^  ${code} +${meaning}$`, 'm'));
    assert.ok(out.split('\n').every((line) => line.length <= 102));
    const page = readFileSync(pageWithCodes, 'utf8');
    assert.ok(page === (await withCodes(page, codes)), 'out of date; run npm run schema');
  });

  it('exits with 2 and names what is possible when used incorrectly', () => {
    for (const [args, said] of [
      [[], /Expected at least one log/],
      [
        ['a', '--fail-on', 'collapsd'],
        /--fail-on takes held, .*collapse, explosion, not "collapsd"/,
      ],
      [['a', '--fail-on='], /not ""/],
      [['a', '--column', 'entropy'], /--column takes ROLE=COLUMN, not "entropy"/],
      [['a', '--column', 'H=entropy'], /one of the roles step, entropy, .*, not "H"/],
      [['a', '--estimator', 'ppo'], /must be one of grpo, .*, not "ppo"/],
      [['a', '--group', '2.5'], /must be an integer from 2 to 64, not "2\.5"/],
      [['a', '--kl', ''], /must be a number from 0 to 1, not ""/],
      [['a', '--reward-range', '1,0'], /must be two numbers, the lower first/],
      [['-', '-'], /Standard input can be read only once/],
      [['a', 'b', 'a'], /a is named twice/],
      [['a', '--wrong'], /Unknown option '--wrong'/],
    ] as const) {
      const { code, out, err } = runOn(...args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(err, /^fold-complex run: [^]*\n\nUsage: fold-complex run/);
      assert.match(err, said);
    }
  });

  it('survives any damage, and each of its messages has a file, a line and a column', () => {
    const events = eventFile(
      Array.from({ length: 40 }, (_, step) => ({ step, scalars: { entropy: 0.9 ** step } })),
    );
    const whole = [events, ...logs.map((log) => readFileSync(log).subarray(0, 4000))];
    const damage = fc.record({
      at: fc.nat(),
      removed: fc.constantFrom(0, 0, 1, 2, 40, 400),
      added: fc.uint8Array({ maxLength: 4 }),
    });
    const file = join(folder, 'damaged');
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(damage, { minLength: 1, maxLength: 8 }),
        (bytes, damages) => {
          let damaged = Buffer.from(bytes);
          for (const { at, removed, added } of damages) {
            const from = at % (damaged.length + 1);
            damaged = Buffer.concat([
              damaged.subarray(0, from),
              added,
              damaged.subarray(from + removed),
            ]);
          }
          writeFileSync(file, damaged);
          const { code, out, err } = runOn(file, '--json');
          const [record] = recordsOf(out);
          const runs = record.runs ?? [record];
          assert.equal(code, err.includes(': error: ') ? 1 : 0);
          if (record.format === null) assert.ok(runs.every(({ rows }) => rows === 0));
          for (const { rows, firstStep, lastStep, verdict } of runs) {
            assert.equal(firstStep === null || lastStep === null, rows === 0);
            assert.ok(verdict.code in codes.verdictCodes);
          }
          for (const line of err.split('\n').slice(0, -1))
            assert.match(line, /\/damaged:\d+:\d+: (?:error|warning): \P{Cc}+ \[[\w-]+\]$/u);
          assert.equal(runOn(file).err, err);
        },
      ),
      { numRuns: draws(60) },
    );
  });

  it('keeps what is in a log on its line and out of the terminal', () => {
    const name = 'eval/a\u0007\u009Bb\u202E\u0085c';
    const rows = Array.from({ length: 30 }, (_, i) => `${i},1,${i}`);
    const log = fileWith('odd.csv', [`step,entropy,${name}`, ...rows].join('\n'));
    for (const args of [[log], [log, '--json'], [log, '--column', `kl=${name}x`]]) {
      const { out, err } = runOn(...args);
      assert.doesNotMatch(out + err, /(?!\n)\p{Cc}|[\u2028\u2029\u202A-\u202E]/u);
      assert.ok(out.includes('eval/a'));
    }
    const [record] = recordsOf(runOn(log, '--json').out);
    assert.deepEqual(
      record.evaluations.map((series) => series.name),
      [name],
    );
  });
});
