import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodingOf } from '../../../src/language/text/encoding.ts';
import { readLog } from '../../../src/language/log/readLog.ts';
import { trainingRuns, type TrainingRun } from '../../../src/language/log/trainingRun.ts';
import type { LogTable } from '../../../src/language/log/table.ts';

const folder = 'test/fixtures/logs';

function done<T>(reading: Generator<number, T>): T {
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
  }
}

interface Read {
  readonly table: LogTable;
  readonly runs: readonly TrainingRun[];
  readonly codes: readonly string[];
}

function read(text: string): Read {
  const table = done(readLog(text));
  const runs = done(trainingRuns(table));
  const problems = [...table.problems, ...runs.flatMap((run) => run.problems)];
  return { table, runs, codes: problems.map(({ code }) => code) };
}

function textOf(file: string): string {
  const bytes = readFileSync(join(folder, file));
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** Format, number of steps, first and last step, steps with an entropy, and codes of problems. */
type Expected = readonly [
  format: string,
  steps: number,
  first: number,
  last: number,
  entropies: number,
  ...codes: string[],
];

/** Every file of the folder, after reports by users of other tools. */
const cases: Readonly<Record<string, Expected>> = {
  // The first character does not decide the format.
  '01-log-starts-with-bracket/dict-first-then-tqdm.log': ['trlConsole', 120, 1, 120, 120],
  '01-log-starts-with-bracket/llamafactory.log': ['trlConsole', 120, 1, 120, 120],
  '01-log-starts-with-bracket/swift.log': ['trlConsole', 120, 1, 120, 120],
  '01-log-starts-with-bracket/train-rank-prefix.log': [
    'trlConsole',
    120,
    1,
    120,
    120,
    'step-counted',
  ],
  '01-log-starts-with-bracket/train-without-first-lines.log': [
    'trlConsole',
    120,
    1,
    120,
    120,
    'step-counted',
  ],
  '01-log-starts-with-bracket/train.log': ['trlConsole', 120, 1, 120, 120, 'step-counted'],
  '01-log-starts-with-bracket/verl.log': ['verlConsole', 100, 1, 100, 100],
  // Stable-Baselines3 logs minus the entropy.
  '02-sb3-entropy-loss/positive.csv': ['csv', 150, 2048, 307200, 150, 'entropy-sign'],
  '02-sb3-entropy-loss/progress.csv': ['csv', 150, 2048, 307200, 150, 'negative-entropy'],
  '03-log-semicolon/run-de.csv': ['csv', 80, 1, 80, 80],
  '03-log-semicolon/run-semicolon.csv': ['csv', 80, 1, 80, 80],
  '04-log-utf16/powershell.csv': ['csv', 80, 1, 80, 80],
  '07-wandb-exports/global_step.csv': ['csv', 100, 10, 1000, 100],
  '07-wandb-exports/grouped.csv': ['csv', 100, 1, 100, 100],
  '07-wandb-exports/history.csv': ['csv', 100, 0, 99, 99],
  '07-wandb-exports/panel.csv': ['csv', 100, 1, 100, 100],
  '08-jsonl-oddities/bytes-step.jsonl': ['jsonLines', 60, 1, 60, 60],
  '08-jsonl-oddities/columns.json': ['json', 60, 1, 60, 60],
  '08-jsonl-oddities/crlf-bom.jsonl': ['jsonLines', 60, 1, 60, 60],
  '08-jsonl-oddities/nan.jsonl': ['jsonLines', 60, 1, 60, 59, 'broken-line'],
  '08-jsonl-oddities/pretty.jsonl': ['jsonLines', 60, 1, 60, 60],
  '08-jsonl-oddities/trainer_state.json': ['trainerState', 60, 1, 60, 60],
  '08-jsonl-oddities/truncated-head.jsonl': ['jsonLines', 59, 2, 60, 59, 'broken-line'],
  '08-jsonl-oddities/wrapped-object.json': ['json', 60, 1, 60, 60],
  '09-verl-odd-lines/mixed.log': ['verlConsole', 60, 1, 60, 60],
  '09-verl-odd-lines/numpy-float32.log': ['verlConsole', 60, 1, 60, 60],
  '09-verl-odd-lines/quoted-in-generation.log': ['verlConsole', 60, 1, 60, 60],
  '09-verl-odd-lines/timestamped.log': ['verlConsole', 59, 1, 59, 59],
  '09-verl-odd-lines/wrapped.log': ['verlConsole', 60, 1, 60, 60],
  '10-trl-odd-values/apostrophe.log': ['trlConsole', 60, 1, 60, 60, 'no-step'],
  '10-trl-odd-values/logger-double-quotes.log': ['trlConsole', 60, 1, 60, 60],
  '10-trl-odd-values/np.log': ['trlConsole', 60, 1, 60, 60, 'no-step'],
  '10-trl-odd-values/openrlhf.log': ['trlConsole', 60, 1, 60, 60, 'entropy-sign'],
  '10-trl-odd-values/plain.log': ['trlConsole', 60, 1, 60, 60, 'no-step'],
  '10-trl-odd-values/strings.log': ['trlConsole', 60, 1, 60, 60, 'no-step'],
  '10-trl-odd-values/tensor.log': ['trlConsole', 60, 1, 60, 60, 'no-step'],
  // Generated text is not a step.
  '22-step-in-generation/last-line.log': ['verlConsole', 100, 1, 100, 100],
  '22-step-in-generation/with-global-step.log': ['verlConsole', 100, 1, 100, 100],
  '22-step-in-generation/without-global-step.log': ['verlConsole', 100, 1, 100, 100],
  '23-resume/crash-restart-from-0.csv': ['csv', 200, 0, 199, 200, 'started-over-short'],
  '23-resume/ranks-lagging.csv': ['csv', 100, 1, 100, 100, 'interleaved'],
  '23-resume/ranks.csv': ['csv', 100, 1, 100, 100],
  '23-resume/restart-at-last.csv': ['csv', 100, 1, 100, 100, 'started-over-short'],
  '23-resume/resume-80.csv': ['csv', 150, 1, 150, 150, 'resumed'],
  '23-resume/resume-twice-header.csv': ['csv', 140, 1, 140, 140, 'resumed'],
  '23-resume/step-per-epoch.csv': ['csv', 150, 1, 150, 150, 'epochs'],
  '24-foreign-dicts/every-step.log': ['trlConsole', 120, 1, 120, 120, 'step-counted'],
  '24-foreign-dicts/logging-steps-10.log': ['trlConsole', 12, 10, 120, 12, 'step-counted'],
  '26-evaluations/between-steps.jsonl': ['jsonLines', 40, 10, 400, 40],
  '26-evaluations/no-accuracy.jsonl': ['jsonLines', 40, 1, 40, 40],
  '26-evaluations/openrlhf-wandb.jsonl': ['jsonLines', 40, 1, 40, 40, 'entropy-sign'],
  '26-evaluations/openrlhf.log': ['trlConsole', 40, 1, 40, 40, 'entropy-sign'],
  '26-evaluations/slime.log': ['trlConsole', 40, 0, 39, 40, 'entropy-sign'],
  '27-reward-parts/sum.log': ['trlConsole', 40, 1, 40, 40, 'reward-sum'],
  '27-reward-parts/trl.log': ['trlConsole', 40, 1, 40, 40, 'reward-part'],
};

describe('logs as users have them', () => {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (/\.\w+$/.test(file))
      it(`${file.replaceAll('\\', '/')} has its rows and nothing else`, () => {
        const { table, runs, codes } = read(textOf(file));
        const [run] = runs;
        const entropies = run.series.get('entropy')!.filter((value) => !Number.isNaN(value));
        assert.deepEqual(
          [
            table.format,
            run.steps.length,
            run.steps[0],
            run.steps.at(-1),
            entropies.length,
            ...codes,
          ],
          cases[file.replaceAll('\\', '/')],
        );
        assert.ok(entropies.every((value) => value > 0 && value < 3));
      });

  it('keep evaluations apart', () => {
    const { table, runs } = read(textOf('09-verl-odd-lines/mixed.log'));
    assert.equal(table.evaluations.length, 1);
    assert.deepEqual(
      runs[0].evaluations.map(({ name, steps, values }) => [name, [...steps], [...values]]),
      [
        ['val-core/my data set (v2)/acc/mean@8', [0], [0.25]],
        ['val-aux/openai/gsm8k/reward/mean@1', [0], [0.565]],
      ],
    );
  });

  it('have the accuracy of their evaluations, at the steps at which it was measured', () => {
    const accuracies = (file: string) => {
      const [{ mapping, series, steps }] = read(textOf(`26-evaluations/${file}`)).runs;
      const values = series.get('validation') ?? [];
      return [
        mapping.get('validation'),
        [...steps].filter((_, i) => Number.isFinite(values[i])),
      ] as const;
    };
    const tens = [10, 20, 30, 40];
    assert.deepEqual(accuracies('openrlhf.log'), ['eval_default_pass1', tens]);
    assert.deepEqual(accuracies('openrlhf-wandb.jsonl'), ['eval/eval_default_pass1', tens]);
    assert.deepEqual(accuracies('no-accuracy.jsonl'), [undefined, []]);
    assert.deepEqual(accuracies('between-steps.jsonl'), [
      'eval_rewards/accuracy_reward/mean',
      [40, 80, 120, 160, 200, 240, 280, 320, 360, 400],
    ]);
    assert.deepEqual(accuracies('slime.log'), ['eval/aime', [9, 19, 29, 39]]);
  });

  it('have the reward for right answers, not a sum of rewards', () => {
    const reward = (file: string) =>
      read(textOf(`27-reward-parts/${file}`)).runs[0].mapping.get('reward');
    assert.equal(reward('trl.log'), 'rewards/accuracy_reward/mean');
    assert.equal(reward('sum.log'), 'reward');
  });

  it('have one run for each name in an export of W&B', () => {
    const names = read(textOf('07-wandb-exports/panel.csv')).runs.map(({ name }) => name);
    assert.deepEqual(names, ['qwen2.5-7b - lr 1e-6', 'dapo, clip-higher "v2"']);
  });
});

/** Text around the records of a log that does not change what they say. */
const surroundings: Readonly<Record<string, (lines: readonly string[]) => string>> = {
  'a banner': (lines) =>
    ['=== Training ===', '[INFO] rank: 0, world_size: 8', '{not json', ...lines].join('\n'),
  'a printed configuration': (lines) =>
    ["{'actor': {'lr': 1e-06,", "           'clip': 0.2},", " 'seed': 1}", ...lines].join('\n'),
  'carriage returns': (lines) => lines.join('\r\n'),
  colours: (lines) => lines.map((line) => `\u001B[36m(Task pid=3)\u001B[0m ${line}`).join('\n'),
  timestamps: (lines) => lines.map((line) => `2025-07-31T08:01:47.911Z ${line}`).join('\n'),
  'progress bars': (lines) =>
    lines.map((line, i) => `Epoch: ${i}%|#| ${i}/900 [00:01<01:00, 3it/s]\r${line}`).join('\n'),
  tags: (lines) => lines.map((line) => `[train] ${line}`).join('\n'),
  generations: (lines) =>
    lines
      .flatMap((line, i) => [`[response] step:${i} - so {"answer": ${i}} and {'x': 1}`, line])
      .join('\n'),
  'a megabyte of start-up output': (lines) =>
    [
      ...Array.from(
        { length: 20_000 },
        (_, i) => `INFO loading shard ${i} of 20000 from the cache`,
      ),
      ...lines,
    ].join('\n'),
};

describe('a console log', () => {
  const steps = Array.from({ length: 40 }, (_, i) => i + 1);
  const records: Readonly<Record<string, readonly string[]>> = {
    verlConsole: steps.map(
      (step) => `step:${step} - actor/entropy:${1 / step} - critic/score/mean:np.float64(0.5)`,
    ),
    trlConsole: steps.map(
      (step) => `{'loss': 0.1, 'entropy': tensor(${1 / step}), 'reward': 0.5, 'step': ${step}}`,
    ),
    jsonLines: steps.map((step) => `{"entropy": ${1 / step}, "reward": 0.5, "step": ${step}}`),
    sb3Console: steps.flatMap((step) => [
      '-'.repeat(40),
      '| rollout/           |           |',
      '|    ep_rew_mean     | 0.5       |',
      '| time/              |           |',
      '|    fps             | 1200      |',
      `|    total_timesteps | ${step} |`,
      '| train/             |           |',
      `|    entropy_loss    | -${1 / step} |`,
      '-'.repeat(40),
    ]),
    console: steps.map(
      (step) => `Step ${step} | Time: 12.3s | Entropy: ${1 / step} | Mean reward: 0.5 | lr: 1e-06`,
    ),
  };
  for (const [format, lines] of Object.entries(records))
    for (const [name, surround] of Object.entries(surroundings))
      it(`${format} is read through ${name}`, () => {
        const { runs } = read(surround(lines));
        assert.deepEqual([...runs[0].steps], steps);
        assert.deepEqual(
          [...runs[0].series.get('entropy')!],
          steps.map((step) => 1 / step),
        );
        assert.ok(runs[0].series.get('reward')!.every((reward) => reward === 0.5));
      });

  it('has each record once if all ranks print it', () => {
    const lines = records.trlConsole.flatMap((line) =>
      [0, 1, 2, 3].map((rank) => `[rank${rank}]: ${line.replace('0.5', `0.${5 + rank}`)}`),
    );
    const { runs } = read(lines.join('\n'));
    assert.deepEqual([...runs[0].steps], steps);
    assert.ok(runs[0].series.get('reward')!.every((reward) => reward === 0.5));
  });

  it('may be a progress bar that shows metrics, as OpenRLHF prints it', () => {
    const lines = steps.map(
      (step) =>
        `Train epoch [1/1]: ${step}%|#| ${step}/40 [10:00<2:00, 1.2s/it, policy_loss=0.01, reward=0.5, entropy=${1 / step}]`,
    );
    const { table, runs } = read(lines.join('\r'));
    assert.equal(table.format, 'console');
    assert.deepEqual([...runs[0].steps], steps);
    assert.deepEqual(
      [...runs[0].series.get('entropy')!],
      steps.map((step) => 1 / step),
    );
  });

  it('does not take a printed configuration for a row', () => {
    const configuration =
      "{'model': 'x', 'learning_rate': 1e-06, 'beta': 0.04, 'entropy_coef': 0.01, 'kl_coef': 0.1}";
    const { runs } = read([configuration, ...records.trlConsole].join('\n'));
    assert.deepEqual([...runs[0].steps], steps);
    assert.ok(runs[0].series.get('learningRate')?.every(Number.isNaN) ?? true);
  });

  it('has rows of one length that are no wrapped lines', () => {
    const lines = steps.flatMap((step) => [
      `step:${step + 100} - actor/entropy:${(1 / step).toFixed(5)} - critic/score/mean:0.50000`,
      ...(step % 5 === 0 ? ['Saving the checkpoint', 'Saved'] : []),
    ]);
    const { runs, codes } = read(lines.join('\n'));
    assert.deepEqual(codes, []);
    assert.ok(runs[0].series.get('reward')!.every((reward) => reward === 0.5));
  });

  it('may align its counters', () => {
    const lines = steps.map(
      (step) =>
        ` iteration ${String(step).padStart(8)}/     400 | entropy: ${1 / step} | reward: 1.5 |`,
    );
    assert.deepEqual([...read(lines.join('\n')).runs[0].steps], steps);
  });

  it('has no rows if it is prose', () => {
    const prose = 'The reward: 3 apples, the entropy: 2 bits.\nSo step: 4, then lunch.\n';
    assert.equal(read(prose).table.rows.length, 0);
  });

  it('counts steps by epoch and total, or by logging_steps, if there is no bar', () => {
    const lines = steps.map((step) => `{'entropy': ${1 / step}, 'epoch': ${step / 20}}`);
    const banner = '  Num Epochs = 2\n  Total optimization steps = 400\n';
    assert.deepEqual(
      [...read(banner + lines.join('\n')).runs[0].steps],
      steps.map((step) => 10 * step),
    );
    assert.deepEqual(
      [...read(`TrainingArguments(logging_steps=5)\n${lines.join('\n')}`).runs[0].steps],
      steps.map((step) => 5 * step),
    );
  });
});

describe('JSON Lines', () => {
  it('have the names that Python writes in ASCII', () => {
    const line = String.raw`{"step": 1, "r\u00e9compense": 0.5, "entropy": 1, "a\\u0041": 2}`;
    const { table } = read([line, line.replace('1', '2')].join('\n'));
    assert.deepEqual(table.columns, ['step', 'récompense', 'entropy', String.raw`a\u0041`]);
  });
});

describe('a table', () => {
  const rows = Array.from({ length: 30 }, (_, i) => [i + 1, 1 / (i + 2), i / 30]);
  const write = (separator: string, comma = false): string =>
    [
      ['step', 'entropy', 'reward'].join(separator),
      ...rows.map((row) =>
        row.map((x) => (comma ? String(x).replace('.', ',') : x)).join(separator),
      ),
    ].join('\n');
  const tables: Readonly<Record<string, string>> = {
    commas: write(','),
    tabs: write('\t'),
    semicolons: write(';'),
    'decimal commas': write(';', true),
    'tabs and decimal commas': write('\t', true),
    bars: write(' | ').replace(/^.*$/gm, '| $& |').replace('\n', '\n|---|---|---|\n'),
    spaces: write('   '),
    'a line sep=;': `sep=;\n${write(';')}`,
    'a banner': `Run of Monday, on 8 GPUs, with seed 3\n\n${write(',')}`,
    comments: `# written by hand\n${write(',')}`,
    'carriage returns only': write(',').replaceAll('\n', '\r'),
  };
  for (const [name, text] of Object.entries(tables))
    it(`is read with ${name}`, () => {
      const [run] = read(text).runs;
      assert.deepEqual(
        [...run.steps].map((step, i) => [
          step,
          run.series.get('entropy')![i],
          run.series.get('reward')![i],
        ]),
        rows,
      );
    });

  it('may have decimal commas beside points between thousands', () => {
    const lines = rows.map(([step]) => `${step};0,${step + 100};"1.${step + 100},5"`);
    const [run] = read(`step;entropy;tokens\n${lines.join('\n')}`).runs;
    assert.deepEqual(
      [...run.series.get('entropy')!],
      rows.map(([step]) => Number(`0.${step + 100}`)),
    );
  });

  it('may have texts in quotes that go on in the next lines', () => {
    const lines = rows.map(
      ([step, entropy, reward]) => `${step},"So,\nstep,5\n1,2,3,""4""\n\nend",${entropy},${reward}`,
    );
    const { runs, codes } = read(`step,answer,entropy,reward\n${lines.join('\n')}`);
    assert.deepEqual(codes, []);
    assert.deepEqual(
      [...runs[0].steps].map((step, i) => [
        step,
        runs[0].series.get('entropy')![i],
        runs[0].series.get('reward')![i],
      ]),
      rows,
    );
    // A quote that is not closed takes nothing with it.
    const open = read(
      `step,size,entropy\n${rows.map(([step]) => `${step},${step === 7 ? '5"' : 1},1`).join('\n')}`,
    );
    assert.equal(open.runs[0].steps.length, rows.length);
  });

  it('has the first of several columns with one name, and says so', () => {
    const lines = rows.map(([step, entropy]) => [step, entropy, 2, 10 * step].join());
    const { runs, codes } = read(`step,entropy,entropy,step\n${lines.join('\n')}`);
    assert.deepEqual(codes, ['repeated-column']);
    assert.deepEqual(
      [...runs[0].steps].map((step, i) => [step, runs[0].series.get('entropy')![i]]),
      rows.map(([step, entropy]) => [step, entropy]),
    );
  });

  it('is not seen in text without numbers, and the error shows what was found', () => {
    for (const text of [
      'a,b\nc,d\n',
      'Dear reader, hello,\nhow are you, today?\n',
      '# Title\n\nText\n',
    ]) {
      const { table } = read(text);
      assert.equal(table.rows.length, 0, text);
      const [problem] = table.problems.filter(({ code }) => code === 'no-rows');
      assert.match(problem.message, /expected CSV.*begins with "/);
      assert.equal(problem.line, 1);
    }
  });
});

describe('JSON of other tools', () => {
  const expected = [
    [1, 0.5],
    [2, 0.25],
    [3, 0.125],
  ];
  const records = expected.map(([step, entropy]) => ({ step, entropy }));
  const documents: Readonly<Record<string, unknown>> = {
    'a list': records,
    'a history beside other lists': { callbacks: [{ id: 1 }], history: records },
    columns: { step: [1, 2, 3], entropy: [0.5, 0.25, 0.125] },
    'columns of pandas': { step: { 0: 1, 1: 2, 2: 3 }, entropy: { 0: 0.5, 1: 0.25, 2: 0.125 } },
    'split by pandas': { columns: ['step', 'entropy'], index: [7, 8, 9], data: expected },
    'index of pandas': Object.fromEntries(records.map((record, i) => [i, record])),
  };
  for (const [name, document] of Object.entries(documents))
    for (const space of [0, 2])
      it(`${name}, ${space ? 'indented' : 'on one line'}`, () => {
        const [run] = read(JSON.stringify(document, undefined, space)).runs;
        assert.deepEqual(
          [...run.steps].map((step, i) => [step, run.series.get('entropy')![i]]),
          expected,
        );
      });
});

it('columns of JSON may be any number of numbers in quotes', () => {
  const numbers = Array.from({ length: 200 }, (_, i) => 1 / (i + 3));
  const document = { step: numbers.map((_, i) => String(i)), entropy: numbers.map(String) };
  const { runs } = read(JSON.stringify(document));
  assert.deepEqual([...runs[0].series.get('entropy')!], numbers);
});

describe('entropy that ends before the log', () => {
  const log = (entropies: readonly (number | string)[]): string =>
    ['step,entropy,reward', ...entropies.map((entropy, i) => `${i},${entropy},0.5`)].join('\n');
  const decay = Array.from({ length: 40 }, (_, i) => Math.exp(-i / 20));

  it('is reported with the row where it ends', () => {
    const { runs } = read(log([...decay, ...Array<string>(60).fill('nan')]));
    const [problem] = runs[0].problems.filter(({ code }) => code === 'entropy-ends');
    assert.match(problem.message, /no number in the last 60 rows, after step 39/);
    assert.equal(problem.line, 42);
  });

  it('is no news where it is logged every few steps', () => {
    const sparse = decay.flatMap((entropy) => [entropy, '', '', '', '', '', '']);
    assert.ok(!read(log(sparse)).codes.includes('entropy-ends'));
  });
});

describe('the reward', () => {
  it('for correct answers comes before a shaped one; losses, times and counters are none', () => {
    const reward = (...columns: string[]): string | undefined =>
      read(
        `step,${columns.join(',')}\n1,${columns.map(() => 1).join(',')}\n2,${columns.map(() => 2).join(',')}`,
      ).runs[0].mapping.get('reward');
    assert.equal(reward('reward', 'rewards/accuracy_reward/mean'), 'rewards/accuracy_reward/mean');
    assert.equal(reward('rewards/format_reward/mean', 'reward'), 'reward');
    assert.equal(reward('critic/rewards/mean', 'critic/score/mean'), 'critic/score/mean');
    assert.equal(reward('epoch', 'loss', 'train_runtime', 'rewards/accuracy_loss'), undefined);
  });

  it('of an evaluation is neither its loss nor its time', () => {
    const text = 'step,entropy,eval/loss,eval/runtime,eval/acc\n1,1,3,9,0.5\n2,1,3,9,0.6';
    assert.equal(read(text).runs[0].mapping.get('validation'), 'eval/acc');
    const boxes = text.replace('eval/loss', 'eval/mean_ep_length').replace('/acc', '/mean_reward');
    assert.equal(read(boxes).runs[0].mapping.get('validation'), 'eval/mean_reward');
    const columns = text.replace(/eval/g, 'val');
    assert.equal(read(columns).runs[0].mapping.get('validation'), 'val/acc');
  });
});

describe('a long log', () => {
  it('takes time in proportion to its length, whatever it holds', () => {
    const long = 300_000;
    for (const unit of [
      '{"',
      "{'a':",
      '[',
      '{"a":[',
      '1,',
      'step:1 - ',
      "'",
      '\\"',
      '\r',
      'a:b',
      'rank',
      ' 1/2 [',
      ',',
      '";',
      "{'a':1}",
      '{"a":1}',
      "step 1 {'a':1}",
    ])
      read(unit.repeat(long / unit.length));
  });

  it('takes time in proportion to the length of a line that nearly is something else', () => {
    const long = 200_000;
    for (const text of [
      `${'-'.repeat(long)}x`,
      `text\n${'-'.repeat(40 * long)}`,
      `step,entropy\n1,${'1'.repeat(long)}x\n2,3`,
      `step 1, a: ${'1'.repeat(19_000)}x`,
      `| a |${' '.repeat(long)}x`,
      'a,b\n' + '"x\n'.repeat(long + 1),
      '\n'.repeat(20 * long),
      '\r'.repeat(20 * long),
    ])
      assert.equal(read(text).table.rows.length, text.startsWith('step,') ? 2 : 0);
  });

  it('may have any number of columns, of which the first are shown', () => {
    const names = Array.from({ length: 130_000 }, (_, i) => `c${i}`);
    const tables = [
      `step,${names.join()}\n1,${names.map(() => 1).join()}\n2,${names.map(() => 2).join()}`,
      `{"step": 1, ${names.map((name) => `"${name}": 1`).join()}}`.repeat(2),
    ];
    for (const text of tables) {
      const { table, codes } = read(text);
      assert.ok(codes.includes('many-columns'), codes.join());
      assert.equal(table.columns.length, 5000);
    }
  });

  it('keeps rows of every kind where they take turns', () => {
    const rows = Array.from({ length: 60_000 }, (_, i) =>
      i % 2 === 0 ? `{"step": ${i}, "entropy": 1}` : `{"step": ${i}, "eval_acc": 0.5}`,
    );
    const { table, codes } = read(rows.join('\n'));
    assert.ok(codes.includes('thinned'));
    for (const kept of [table.rows, table.evaluations])
      assert.ok(Math.abs(kept.length - 15_000) < 1000, String(kept.length));
    assert.ok(table.rows.at(-1)!.values.get('step')! > 59_900);
  });

  it('ends with its last rows, in every format', () => {
    const steps = Array.from({ length: 70_001 }, (_, i) => i);
    const logs = {
      csv: 'step,entropy\n' + steps.map((step) => `${step},1`).join('\n'),
      jsonLines: steps.map((step) => `{"step": ${step}, "entropy": 1}`).join('\n'),
      json: `[${steps.map((step) => `{"step": ${step}, "entropy": 1}`).join()}]`,
      verl: steps.map((step) => `step:${step} - actor/entropy:1`).join('\n'),
      console: steps.map((step) => `Step ${step} | entropy: 1 | reward: 1`).join('\n'),
      columns: JSON.stringify({ step: steps, entropy: steps.map(() => 1) }),
    };
    for (const [name, text] of Object.entries(logs)) {
      const { runs, codes } = read(text);
      assert.deepEqual(codes, ['thinned'], name);
      assert.equal(runs[0].steps.at(-1), 70_000, name);
    }
  });

  it('of many runs side by side is read run by run', () => {
    const names = Array.from({ length: 400 }, (_, i) => `run ${i} - entropy`);
    const rows = Array.from({ length: 100 }, (_, r) => [r, ...names.map((_, i) => i + 1)].join());
    const { runs } = read(['Step', ...names].join() + '\n' + rows.join('\n'));
    assert.equal(runs.length, 400);
    for (const [i, { steps, series }] of runs.entries()) {
      assert.equal(steps.length, 100);
      assert.ok(series.get('entropy')!.every((value) => value === i + 1));
    }
  });
});
