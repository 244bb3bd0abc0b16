import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PlainError, root } from '../project.mjs';
import { findBrowser } from '../vscode/chromium.mjs';
import { stages } from './stages.mjs';
import { add, nothing, tallyOf, tallyText } from './tally.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */
/** @typedef {import('./tally.mjs').Tally} Tally */

/** Two stages share two cores well, as what is tested in a browser often waits. More do not. */
const slots = Math.min(2, availableParallelism());

/** Stages that start a browser, which is installed before any of them runs, by nobody else meanwhile. */
const inBrowser = new Set(['webview', 'vscode', 'workbench']);

/**
 * Runs the stages with these names, or all, as far as they can side by side, and prints the sum of
 * their counts. A stage that fails does not keep the others from running, except for the build.
 * Returns the exit code.
 * @param {readonly string[]} names
 */
export async function runStages(names) {
  const waiting = [...choose(names)];
  if (waiting.some(({ name }) => inBrowser.has(name))) await findBrowser();
  const width = Math.max(...waiting.map(({ name }) => name.length));
  /** @type {Map<string, Promise<void>>} */
  const running = new Map();
  let total = nothing;
  let built = true;

  const ready = (/** @type {Stage} */ { after }) =>
    !after.some((name) => running.has(name) || waiting.some((stage) => stage.name === name));
  const start = async (/** @type {Stage} */ stage) => {
    const tally = await inOwnProcess(stage, `${stage.name.padEnd(width)} │ `);
    total = add(total, tally);
    if (stage.name === 'build') built = tally.failed === 0;
    running.delete(stage.name);
  };
  while (waiting.length > 0 || running.size > 0) {
    const next = built ? waiting.findIndex(ready) : -1;
    if (next >= 0 && running.size < slots) {
      const [stage] = waiting.splice(next, 1);
      running.set(stage.name, start(stage));
    } else if (running.size > 0) await Promise.race(running.values());
    else break;
  }
  console.log(`\n${tallyText(total)}`);
  return total.failed > 0 ? 1 : 0;
}

/** @param {readonly string[]} names */
function choose(names) {
  const unknown = names.find((name) => !stages.some((stage) => stage.name === name));
  if (unknown) {
    const known = stages.map((stage) => stage.name).join(', ');
    throw new PlainError(`There is no stage "${unknown}", only ${known}.`);
  }
  if (names.length === 0) return stages;
  const wanted = new Set(names);
  if (names.some((name) => name !== 'static')) wanted.add('build');
  if (wanted.has('workbench')) wanted.add('package');
  return stages.filter((stage) => wanted.has(stage.name));
}

/**
 * Runs a stage and shows what it prints line by line, each behind the name of the stage.
 * @param {Stage} stage
 * @param {string} prefix
 * @returns {Promise<Tally>}
 */
async function inOwnProcess({ name, title }, prefix) {
  const say = (/** @type {string} */ line) => console.log(prefix + line);
  say(`== ${title}`);
  const begun = Date.now();
  const tally = await tallyOf(`stage-${name}`, async (file) => {
    const child = spawn(process.execPath, [join(root, 'scripts/test/runStage.mjs'), name], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        STAGE_TALLY_FILE: file,
        ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
      },
    });
    for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', say);
    await once(child, 'close');
    return child.exitCode === 0;
  });
  say(`== ${title}: ${tallyText(tally)} in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  return tally;
}
