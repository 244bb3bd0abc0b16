#!/usr/bin/env node
// Writes examples/kl-lowered.csv, the log of a simulated GRPO training: `node scripts/simulate-log.mjs`.
// Rewards, KL and clip fractions are those of the simulator's samples. Its entropies are exact; noise of
// 4 % stands for the few prompts that a trainer measures them on.
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const file = 'examples/kl-lowered.csv';
const seed = 5;
const steps = 320;
/** The step from which the KL weight is lower, and both weights. */
const change = { step: 160, before: 0.3, after: 0.02 };
const entropyNoise = 0.04;
/** Steps between two validations. */
const validation = 10;

/**
 * A module of the project, bundled.
 * @param {string} path
 */
async function moduleOf(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    format: 'esm',
    write: false,
  });
  return `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
}

/** @type {typeof import('../src/core/entropy/simulator/simulate.ts')} */
const { simulate } = await import(await moduleOf('src/core/entropy/simulator/simulate.ts'));
/** @type {typeof import('../src/core/entropy/simulator/recipe.ts')} */
const { entropySpent } = await import(await moduleOf('src/core/entropy/simulator/recipe.ts'));
/** @type {typeof import('../src/core/random.ts')} */
const { boxMullerNormal, mulberry32 } = await import(await moduleOf('src/core/random.ts'));

const { task, recipe } = entropySpent;
const preset = {
  // Prompts that the reference rarely solves: only these have something to lose when the KL is lowered.
  task: { ...task, rightLogit: 0.25, conflict: 0.02 },
  recipe: { ...recipe, steps, kl: change.before, anchor: { step: change.step, kl: change.after } },
};
const uniform = mulberry32(seed);
const columns = [
  ...['step', 'actor/entropy', 'critic/rewards/mean', 'actor/kl_loss', 'actor/kl_coef'],
  ...['actor/ppo_kl', 'actor/pg_clipfrac', 'val-core/simulated/acc/mean@8'],
];
const rows = [...simulate(preset, seed)].map((row) =>
  [
    row.step,
    (row.entropy * (1 + entropyNoise * boxMullerNormal(uniform))).toFixed(4),
    row.reward.toFixed(4),
    row.kl.toFixed(4),
    row.step < change.step ? change.before : change.after,
    row.policyKl.toFixed(5),
    row.clipFraction.toFixed(5),
    row.step % validation === 1 ? row.heldOutReward.toFixed(4) : '',
  ].join(','),
);
writeFileSync(file, `${columns.join(',')}\n${rows.join('\n')}\n`);
