import assert from 'node:assert/strict';
import { maxLogLength, readLog as readingOf } from '../../../src/language/log/readLog.ts';
import { rolesOf } from '../../../src/language/log/roles.ts';
import { maxLogRows, type LogTable } from '../../../src/language/log/table.ts';
import { trainingRuns as runsOf, type TrainingRun } from '../../../src/language/log/trainingRun.ts';

/** The result of reading a log. */
function done<T>(reading: Generator<number, T>): T {
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
    assert.ok(step.value >= 0 && step.value <= 1);
  }
}

const readLog = (text: string): LogTable => done(readingOf(text));
const trainingRuns = (table: LogTable): readonly TrainingRun[] => done(runsOf(table));

function runOf(text: string): TrainingRun {
  const [run] = trainingRuns(readLog(text));
  return run;
}

const codes = (run: { problems: readonly { code: string }[] }) =>
  run.problems.map(({ code }) => code);
const entropies = (run: TrainingRun) => [...run.series.get('entropy')!];

describe('log formats', () => {
  it('give the same run', () => {
    const texts = {
      csv: 'step,actor/entropy,reward\n1,0.5,0.1\n2,0.25,\n3,nan,0.3',
      tsv: 'step\tactor/entropy\treward\n1\t0.5\t0.1\r\n2\t0.25\t\r\n3\tnan\t0.3\n',
      jsonLines:
        '{"step":1,"data":{"actor/entropy":0.5,"reward":0.1}}\n' +
        '{"step":2,"data":{"actor/entropy":0.25}}\n{"step":3,"data":{"actor/entropy":NaN,"reward":0.3}}',
      trainerState: JSON.stringify({
        best_metric: null,
        log_history: [
          { step: 1, entropy: 0.5, reward: 0.1 },
          { step: 2, entropy: 0.25 },
          { step: 3, reward: 0.3 },
          { step: 3, train_runtime: 12, reward: 9 },
        ],
      }),
      verlConsole:
        'Loading model\n(TaskRunner pid=1) step:1 - actor/entropy:0.5 - reward:np.float64(0.1)\n' +
        '(TaskRunner pid=1) step:2 - actor/entropy:2.5e-1\n' +
        'step:3 - actor/entropy:nan - reward:0.3',
      trlConsole:
        "  1%|  | 1/100\n{'step': 1, 'entropy': 0.5, 'reward': 0.1}\n" +
        "{'step': 2, 'entropy': '0.25'}\n{'step': 3, 'entropy': nan, 'reward': 0.3}",
    };
    for (const [format, text] of Object.entries(texts)) {
      const table = readLog(text);
      assert.equal(table.format, format);
      const run = runOf(text);
      assert.deepEqual([...run.steps], [1, 2, 3], format);
      assert.deepEqual(entropies(run), [0.5, 0.25, NaN], format);
      assert.deepEqual([...run.series.get('reward')!], [0.1, NaN, 0.3], format);
      assert.deepEqual([...codes(table), ...codes(run)], [], format);
    }
  });

  it('include a plain list of records, quoted names and the steps of ms-swift', () => {
    const list = '[{"step": 1, "entropy": 2}]';
    assert.equal(readLog(list).format, 'json');
    assert.deepEqual(entropies(runOf(list)), [2]);
    assert.deepEqual(entropies(runOf('"step","entropy","a ""b"", c"\n1,2,3\n')), [2]);
    const swift = '{"global_step/max_steps": "7/560", "entropy/mean": 0.5}';
    assert.deepEqual([...runOf(swift).steps], [7]);
  });

  it('split the runs of a W&B panel and leave out minima and maxima', () => {
    const text =
      '"Step","fast - train/entropy","fast - train/entropy__MIN","fast - train/entropy__MAX","slow - train/entropy"\n' +
      '1,0.5,0.4,0.6,0.9\n2,0.3,0.2,0.4,\n';
    const runs = trainingRuns(readLog(text));
    assert.deepEqual(
      runs.map(({ name, steps }) => [name, steps.length]),
      [
        ['fast', 2],
        ['slow', 1],
      ],
    );
    assert.deepEqual(entropies(runs[1]), [0.9]);
  });
});

describe('cleaning', () => {
  it('drops an aborted start and keeps the run after it', () => {
    const start = [1, 2, 3, 4, 5].map((step) => `${step},1.${step}`);
    const run = [1, 2, 3, 4, 5, 6, 7, 8].map((step) => `${step},0.${step}`);
    const cleaned = runOf(`step,entropy_avg\n${[...start, ...run].join('\n')}`);
    assert.equal(cleaned.steps.length, 8);
    assert.equal(entropies(cleaned)[0], 0.1);
    assert.deepEqual(
      cleaned.problems.map(({ code, line }) => [code, line]),
      [['started-over', 7]],
    );
  });

  it('keeps the last of a repeated step, completed by values that only the first had', () => {
    const run = runOf('step,entropy,eval_acc\n1,1,\n2,2,50\n3,3,\n2,20,\n3,30,\n4,40,');
    assert.deepEqual(entropies(run), [1, 20, 30, 40]);
    assert.deepEqual([...run.series.get('validation')!], [NaN, 0.5, NaN, NaN]);
    assert.deepEqual(codes(run), ['resumed']);
  });

  it('counts rows without a step, and reports what is missing', () => {
    const run = runOf('loss,lr\n1,2\n3,4');
    assert.deepEqual([...run.steps], [1, 2]);
    assert.deepEqual(codes(run), ['no-step', 'no-entropy']);
  });

  it('takes a loss with negative values for minus the entropy, also of a continuous policy', () => {
    const of = (name: string, ...values: number[]) => {
      const run = runOf(`step,${name}\n${values.map((value, i) => `${i},${value}`).join('\n')}`);
      return [entropies(run), codes(run)];
    };
    assert.deepEqual(of('train/entropy_loss', -2, -1), [[2, 1], ['negative-entropy']]);
    assert.deepEqual(of('entropy_loss', 2, 1), [[2, 1], ['entropy-sign']]);
    const both = ['negative-entropy', 'mixed-entropy'];
    assert.deepEqual(of('entropy_loss', -1, 0, 1), [[1, 0, -1], both]);
    assert.deepEqual(of('entropy', -2, -1), [[2, 1], ['negative-entropy']]);
    assert.deepEqual(of('entropy', -1, 1), [[-1, 1], ['mixed-entropy']]);
    assert.deepEqual(of('entropy', 2, 1), [[2, 1], []]);
  });

  it('recognises percentages, and leaves fractions unchanged', () => {
    const validation = (value: number) => [
      ...runOf(`step,eval_acc\n1,${value}`).series.get('validation')!,
    ];
    assert.deepEqual(validation(15.6), [0.156]);
    assert.deepEqual(validation(0.9), [0.9]);
    assert.deepEqual(validation(150), [150]);
  });

  it('derives the share of groups without deviation from what dynamic sampling keeps', () => {
    const run = runOf('step,dynamic_filtering_pass_rate\n1,0.75');
    assert.deepEqual([...run.series.get('zeroDeviation')!], [0.25]);
  });
});

describe('malformed logs', () => {
  it('keep their valid part and report the rest, with line numbers', () => {
    const cut = readLog('{"step":1,"entropy":1}\n{"step":2,"entr');
    assert.equal(cut.rows.length, 1);
    assert.deepEqual(
      cut.problems.map(({ code, line }) => [code, line]),
      [['broken-line', 2]],
    );
    const ragged = readLog('step,entropy\n1,2,3\n2\n3,4');
    assert.deepEqual(codes(ragged), ['ragged-line', 'ragged-lines']);
    assert.equal(ragged.rows.length, 3);
    for (const text of ['', '\n\n', 'hello', '{"a":', '[]', '{}'])
      assert.deepEqual(codes(readLog(text)).includes('no-rows'), true, text);
  });

  it('are truncated and thinned before they are too large', () => {
    const rows = Array.from({ length: maxLogRows + 1 }, (_, i) => `${i},1`).join('\n');
    const thinned = readLog(`step,entropy\n${rows}`);
    assert.ok(thinned.rows.length <= maxLogRows);
    assert.deepEqual(codes(thinned), ['thinned']);
    const long = readLog('step,entropy\n1,2\n'.padEnd(maxLogLength + 10));
    assert.deepEqual(codes(long), ['log-too-long']);
    assert.equal(long.rows.length, 1);
  });
});

describe('roles', () => {
  it('prefer the most specific name, with or without train/, in any case', () => {
    const columns = ['Step', 'loss', 'train/entropy', 'val-core/math/acc/mean@8', 'eval_acc'];
    assert.deepEqual(
      [...rolesOf(columns)],
      [
        ['step', 'Step'],
        ['entropy', 'train/entropy'],
        ['validation', 'val-core/math/acc/mean@8'],
      ],
    );
  });

  it('follow a correction, unless the column no longer exists', () => {
    const columns = ['step', 'entropy', 'my_entropy'];
    const fixed = (column: string) => rolesOf(columns, new Map([['entropy', column]]));
    assert.equal(fixed('my_entropy').get('entropy'), 'my_entropy');
    assert.equal(fixed('gone').get('entropy'), 'entropy');
  });
});

describe('a single JSON document', () => {
  const record = (step: number): object => ({
    step,
    entropy: 1 / step,
    note: 'a "quoted\\" {brace]',
  });
  const records = Array.from({ length: 3000 }, (_, i) => record(i + 1));

  it('is read record by record, in steps that report their progress', () => {
    const state = { best: null, other: [1, [2]], log_history: records, after: [{ step: 9 }] };
    for (const [format, document] of [['json', records] as const, ['trainerState', state] as const])
      for (const space of [0, 2]) {
        const work = readingOf(JSON.stringify(document, undefined, space));
        const shares: number[] = [];
        let step = work.next();
        for (; !step.done; step = work.next()) shares.push(step.value);
        assert.equal(step.value.format, format);
        assert.equal(step.value.rows.length, records.length);
        assert.deepEqual(step.value.problems, []);
        assert.ok(shares.length >= 3 && shares.every((share) => share >= 0 && share <= 1));
        assert.deepEqual(
          shares,
          shares.toSorted((a, b) => a - b),
        );
      }
  });

  it('has the line of each record', () => {
    const { rows } = readLog('[\n{"step":1,\n"entropy":1},\n\n{"step":2,"entropy":2}]');
    assert.deepEqual(
      rows.map(({ line }) => line),
      [2, 5],
    );
  });

  it('shows the complete part of a file that is still being written', () => {
    const whole = JSON.stringify(records.slice(0, 20), undefined, 1);
    for (const share of [0.3, 0.52, 0.77, 0.999]) {
      const { rows, problems } = readLog(whole.slice(0, Math.floor(share * whole.length)));
      assert.ok(rows.length >= Math.floor(20 * share) - 1 && rows.length <= 20, `${rows.length}`);
      assert.deepEqual(codes({ problems }), ['broken-line']);
    }
  });

  it('leaves out a value that cannot be read, and says where', () => {
    const { rows, problems } = readLog(
      '[{"step":1,"entropy":1},\n{"step":oops},\n{"step":3,"entropy":3}]',
    );
    assert.equal(rows.length, 2);
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [['unreadable-value', 2]],
    );
  });
});
