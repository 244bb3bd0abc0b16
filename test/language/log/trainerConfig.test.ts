import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { TrainerConfig } from '../../../src/core/entropy/diagnostics/trainerConfig.ts';
import {
  entriesOfFile,
  maxConfigLength,
  printedEntries,
} from '../../../src/language/log/configEntries.ts';
import { configInFile, configInLog } from '../../../src/language/log/trainerConfig.ts';

function textOf(file: string): string {
  return readFileSync(`test/fixtures/configs/${file}`, 'utf8');
}

/** The values of a configuration, each with the line that it is from; 0 for a default of the trainer. */
function valuesOf(config: TrainerConfig | undefined): Readonly<Record<string, unknown>> {
  if (!config) return {};
  const { trainer, ...settings } = config;
  return {
    trainer,
    ...Object.fromEntries(
      Object.entries(settings).map(([name, { value, line }]) => [name, [value, line ?? 0]]),
    ),
  };
}

describe('the configuration of a training', () => {
  it('is read from the dictionary that verl prints, between lines of other processes', () => {
    assert.deepEqual(valuesOf(configInLog(textOf('verl-printed.log'))), {
      trainer: 'verl',
      klCoefficient: [0.001, 9],
      klGradient: ['k3Clamped', 10],
      klInReward: [false, 10],
      entropyCoefficient: [0, 7],
      group: [16, 17],
      estimator: ['grpo', 19],
      clipLow: [0.2, 6],
      clipHigh: [0.28, 5],
      dynamicBatches: [true, 16],
    });
  });

  it("is read from verl's YAML", () => {
    assert.deepEqual(valuesOf(configInFile(textOf('verl.yaml'))), {
      trainer: 'verl',
      klCoefficient: [0.01, 17],
      klGradient: ['reverse', 14],
      klInReward: [true, 14],
      entropyCoefficient: [0.001, 5],
      group: [8, 8],
      estimator: ['drGrpo', 12],
      clipLow: [0.2, 4],
      clipHigh: [0.2, 4],
    });
  });

  it("is read from Hydra's overrides and from a command", () => {
    assert.deepEqual(valuesOf(configInFile(textOf('hydra-overrides.yaml'))), {
      trainer: 'verl',
      klCoefficient: [0.001, 3],
      klGradient: ['reverse', 4],
      klInReward: [false, 4],
      group: [5, 5],
      estimator: ['rloo', 1],
    });
    for (const read of [configInFile, configInLog])
      assert.deepEqual(valuesOf(read(textOf('verl-command.sh'))), {
        trainer: 'verl',
        klCoefficient: [0, 5],
        klGradient: ['none', 5],
        klInReward: [false, 5],
        group: [16, 7],
        estimator: ['dynamicSampling', 4],
        clipHigh: [0.28, 6],
      });
  });

  it("is read from TRL's arguments: printed, in JSON, and as W&B keeps them", () => {
    assert.deepEqual(valuesOf(configInLog(textOf('trl-printed.log'))), {
      trainer: 'trl',
      klCoefficient: [0.04, 5],
      klGradient: ['k3', 5],
      klInReward: [false, 5],
      group: [8, 10],
      estimator: ['grpo', 13],
      clipLow: [0.2, 6],
      clipHigh: [0.28, 7],
    });
    assert.deepEqual(valuesOf(configInFile(textOf('training_args.json'))), {
      trainer: 'trl',
      klCoefficient: [0.001, 2],
      klGradient: ['reverse', 5],
      klInReward: [false, 5],
      group: [16, 3],
      estimator: ['maxRl', 4],
      clipLow: [0.2, 6],
      clipHigh: [0.2, 6],
    });
    assert.deepEqual(valuesOf(configInFile(textOf('wandb-trl.yaml'))), {
      trainer: 'trl',
      klCoefficient: [0, 10],
      klGradient: ['none', 10],
      klInReward: [false, 10],
      entropyCoefficient: [0.01, 12],
      group: [4, 14],
      estimator: ['drGrpo', 16],
    });
  });

  it("is read from OpenRLHF's arguments, before and since 0.10.2", () => {
    assert.deepEqual(valuesOf(configInLog(textOf('openrlhf.log'))), {
      trainer: 'openrlhf',
      klCoefficient: [0.001, 1],
      klGradient: ['k3Clamped', 1],
      klInReward: [false, 1],
      group: [8, 1],
      estimator: ['grpo', 1],
      clipLow: [0.2, 1],
      clipHigh: [0.27, 1],
    });
    assert.deepEqual(valuesOf(configInLog(textOf('openrlhf-nested.log'))), {
      trainer: 'openrlhf',
      klCoefficient: [0.01, 1],
      klGradient: ['reverse', 1],
      klInReward: [true, 1],
      entropyCoefficient: [0, 1],
      group: [4, 1],
      estimator: ['drGrpo', 1],
      clipLow: [0.2, 1],
      clipHigh: [0.2, 1],
    });
  });

  it('is read from the arguments of slime and from the YAML of NeMo RL', () => {
    assert.deepEqual(valuesOf(configInLog(textOf('slime.log'))), {
      trainer: 'slime',
      klCoefficient: [0.001, 8],
      klGradient: ['k3Clamped', 9],
      klInReward: [false, 9],
      entropyCoefficient: [0, 3],
      group: [8, 10],
      estimator: ['grpo', 2],
      clipLow: [0.2, 4],
      clipHigh: [0.28, 5],
    });
    assert.deepEqual(valuesOf(configInFile(textOf('nemo-rl.yaml'))), {
      trainer: 'nemoRl',
      klCoefficient: [0.01, 6],
      klGradient: [{ unknown: 'k3, depending on the version' }, 7],
      klInReward: [false, 7],
      group: [16, 2],
      estimator: ['grpo', 3],
      clipLow: [0.2, 8],
      clipHigh: [0.2, 9],
    });
  });

  it('is not found in other files', () => {
    const others = [
      textOf('model-config.json'),
      'step,entropy\n1,0.5',
      "{'loss': 0.1, 'entropy_coef': 0.01, 'kl': 0.2}\n",
      '',
      '{',
      'a: [b',
    ];
    for (const text of others) {
      assert.equal(configInFile(text), undefined);
      assert.equal(configInLog(text), undefined);
    }
  });
});

const kl = (changes: Readonly<Record<string, string>>): unknown => {
  const lines = { 'actor.use_kl_loss': 'True', 'rollout.n': '8', ...changes };
  const text = Object.entries(lines).map(([key, value]) =>
    key.startsWith('algorithm') ? `${key}=${value}` : `actor_rollout_ref.${key}=${value}`,
  );
  return configInLog(text.join(' '))?.klGradient?.value;
};

describe('the gradient of the KL term', () => {
  it("follows verl's kl_loss_type", () => {
    const ofLoss = (type: string) => kl({ 'actor.kl_loss_type': type });
    assert.equal(kl({}), 'k3Clamped');
    for (const type of ['low_var_kl', 'k3']) assert.equal(ofLoss(type), 'k3Clamped', type);
    // E[∇ log π] = 0: differentiated as it is, k1 pulls nowhere.
    for (const type of ['kl', 'k1']) assert.equal(ofLoss(type), 'none', type);
    for (const type of ['mse', 'k2', 'mse+', 'k1+', 'kl+', 'k3+', 'low_var_kl+'])
      assert.equal(ofLoss(type), 'reverse', type);
    for (const type of ['abs', 'abs+', 'full', 'new'])
      assert.ok(typeof ofLoss(type) === 'object', type);
    assert.equal(kl({ 'actor.kl_loss_coef': '0' }), 'none');
  });

  it("follows verl's KL in the reward, also before it had a switch", () => {
    const off = { 'actor.use_kl_loss': 'False' };
    const inReward = { ...off, 'algorithm.use_kl_in_reward': 'True' };
    assert.equal(kl(off), 'none');
    assert.equal(kl(inReward), 'reverse');
    assert.ok(typeof kl({ ...inReward, 'algorithm.kl_penalty': 'low_var_kl' }) === 'object');
    assert.ok(typeof kl({ 'algorithm.use_kl_in_reward': 'True' }) === 'object');
    assert.equal(kl({ ...off, 'algorithm.kl_ctrl.kl_coef': '0.001' }), 'reverse');
    const none = { ...off, 'algorithm.use_kl_in_reward': 'False' };
    assert.equal(kl({ ...none, 'algorithm.kl_ctrl.kl_coef': '0.001' }), 'none');
  });

  it("follows TRL's arguments", () => {
    const of = (args: string) =>
      configInLog(`GRPOConfig(num_generations=8, ${args})`)?.klGradient?.value;
    assert.equal(of('beta=0.0'), 'none');
    assert.equal(of('x=1'), 'none');
    assert.equal(of('beta=0.04'), 'k3');
    assert.equal(of('beta=0.04, use_bias_correction_kl=True'), 'reverse');
    assert.equal(of('beta=0.0, use_bias_correction_kl=True'), 'none');
    const rloo = configInLog(
      'RLOOConfig(num_generations=2, normalize_advantages=False, beta=0.05)',
    );
    assert.deepEqual([rloo?.klGradient?.value, rloo?.klInReward?.value], ['reverse', true]);
  });

  it("follows OpenRLHF's and slime's estimators", () => {
    const openRlhf = (use: string, kind: string) =>
      configInLog(`Namespace(init_kl_coef=0.01, use_kl_loss=${use}, kl_estimator='${kind}', n=1)`)
        ?.klGradient?.value;
    const kinds = ['k1', 'k2', 'k3'];
    assert.deepEqual(
      kinds.map((kind) => openRlhf('True', kind)),
      ['none', 'reverse', 'k3Clamped'],
    );
    assert.equal(openRlhf('False', 'k1'), 'reverse');
    assert.ok(typeof openRlhf('False', 'k3') === 'object');
    const slime = (type: string, more = '') =>
      configInLog(
        `--use-kl-loss --kl-loss-coef 0.01 --kl-loss-type ${type} --n-samples-per-prompt 8 ${more}`,
      )?.klGradient?.value;
    assert.deepEqual(
      [...kinds, 'low_var_kl'].map((kind) => slime(kind)),
      ['none', 'reverse', 'k3', 'k3Clamped'],
    );
    assert.equal(slime('k3', '--use-unbiased-kl'), 'reverse');
  });
});

/** The leaves of a configuration of verl. */
const leaves = {
  'actor_rollout_ref.actor.use_kl_loss': true,
  'actor_rollout_ref.actor.kl_loss_coef': 0.002,
  'actor_rollout_ref.actor.kl_loss_type': 'k3',
  'actor_rollout_ref.actor.entropy_coeff': 0.001,
  'actor_rollout_ref.rollout.n': 6,
  'algorithm.adv_estimator': 'grpo',
  'algorithm.norm_adv_by_std_in_grpo': false,
  'other.key': null,
};

type Leaf = readonly [path: string, value: string | number | boolean | null];
interface Tree {
  [key: string]: Tree | Leaf[1];
}

function treeOf(entries: readonly Leaf[]): Tree {
  const root: Tree = {};
  for (const [path, value] of entries) {
    const keys = path.split('.');
    let node = root;
    for (const key of keys.slice(0, -1)) node = (node[key] ??= {}) as Tree;
    node[keys.at(-1)!] = value;
  }
  return root;
}

function python(value: Tree[string], quote: string, gap: string): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quote + value + quote;
  if (typeof value === 'number') return String(value);
  const items = Object.entries(value).map(
    ([key, one]) => `${quote}${key}${quote}: ${python(one, quote, gap)}`,
  );
  return `{${items.join(`,${gap}`)}}`;
}

const shuffled = fc.shuffledSubarray(Object.entries(leaves), {
  minLength: Object.keys(leaves).length,
});
const withoutLines = (config: TrainerConfig | undefined): unknown =>
  Object.fromEntries(
    Object.entries(valuesOf(config)).map(([name, value]) => [
      name,
      Array.isArray(value) ? (value as unknown[])[0] : value,
    ]),
  );

describe('a printed configuration', () => {
  const expected = withoutLines(configInFile(JSON.stringify(treeOf(Object.entries(leaves)))));

  it('says the same in any order, with any quotes, over one line or many, and in YAML', () => {
    assert.equal(Object.keys(expected as object).length, 7);
    const gaps = fc.constantFrom(' ', '\n', '\n      ');
    fc.assert(
      fc.property(
        shuffled,
        fc.constantFrom('"', "'"),
        gaps,
        fc.boolean(),
        (entries, quote, gap, prefixed) => {
          const text = python(treeOf(entries), quote, gap);
          const shown = prefixed ? text.replace(/^/gm, '(TaskRunner pid=7) ') : text;
          assert.deepEqual(withoutLines(configInLog(`Starting\n${shown}\nstep:1 - a:1`)), expected);
          const options = entries.map(([path, value]) => `${path}=${python(value, quote, gap)}`);
          assert.deepEqual(withoutLines(configInLog(options.join(' '))), expected);
          const yaml = `# comment\n${JSON.stringify(treeOf(entries))}`;
          assert.deepEqual(withoutLines(configInFile(yaml)), expected);
        },
      ),
    );
  });

  it('is ignored or read when it is damaged, and never throws', () => {
    const files = [
      'verl-printed.log',
      'verl.yaml',
      'trl-printed.log',
      'openrlhf-nested.log',
      'wandb-trl.yaml',
    ].map(textOf);
    const pieces = fc.constantFrom(
      '{',
      '}',
      '(',
      ')',
      "'",
      '"',
      ',',
      ':',
      '=',
      '\n',
      '\\',
      '<',
      '[',
      '- ',
      '\t',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.nat(),
        fc.nat(20),
        pieces,
        (text, place, length, piece) => {
          const at = place % text.length;
          const damaged = text.slice(0, at) + piece + text.slice(at + length);
          for (const read of [configInFile, configInLog]) {
            const config = read(damaged);
            if (config) assert.ok(Object.keys(config).length > 1);
          }
        },
      ),
    );
  });

  it('is bounded in depth, length and number of entries', () => {
    const deep = 100_000;
    const open = "{'kl_loss_type': ".repeat(deep);
    for (const text of [
      open,
      `${open}1${'}'.repeat(deep)}`,
      open.replaceAll(' ', '\n'),
      `kl_loss_type: ${'['.repeat(deep)}`,
    ]) {
      assert.equal(configInLog(text), undefined);
      assert.equal(configInFile(text), undefined);
    }
    const long = `${textOf('verl.yaml')}${'#'.repeat(maxConfigLength)}`;
    assert.deepEqual(entriesOfFile(long, /./), []);
    const many = `{${Array.from({ length: 50_000 }, (_, i) => `'k${i}': 1`).join(', ')}}`;
    assert.deepEqual(
      printedEntries(many, /./).map(({ size }) => size),
      [20_000],
    );
    for (const key of ['__proto__', 'constructor', 'toString'])
      assert.equal(configInFile(`${key}:\n  ${key}: 1`), undefined);
  });
});
