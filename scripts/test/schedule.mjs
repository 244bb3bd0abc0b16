import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PlainError, root } from '../project.mjs';
import { stages } from './stages.mjs';
import { add, nothing, tallyOf, tallyText } from './tally.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */
/** @typedef {import('./tally.mjs').Tally} Tally */

/** A stage mostly uses one core; more than four at once need too much memory. */
const slots = Math.min(4, availableParallelism());

/**
 * Runs the stages with these names, or all, in parallel where possible, and prints the sum of their
 * counts. A failed stage does not prevent the others from running, except for the build. Returns the
 * exit code.
 * @param {readonly string[]} names
 */
export async function runStages(names) {
  const waiting = [...choose(names)];
  const width = Math.max(...waiting.map(({ name }) => name.length));
  /** @type {Map<Stage, Promise<void>>} */
  const running = new Map();
  let total = nothing;
  let built = true;

  const ready = (/** @type {Stage} */ { after, downloads = false }) =>
    (downloads || [...running.keys()].filter((stage) => !stage.downloads).length < slots) &&
    ![...waiting, ...running.keys()].some(({ name }) => after.includes(name));
  const start = async (/** @type {Stage} */ stage) => {
    const tally = await inOwnProcess(stage, `${stage.name.padEnd(width)} │ `);
    total = add(total, tally);
    if (stage.name === 'build') built = tally.failed === 0;
    running.delete(stage);
  };
  while (waiting.length > 0 || running.size > 0) {
    const next = built ? waiting.findIndex(ready) : -1;
    if (next >= 0) {
      const [stage] = waiting.splice(next, 1);
      running.set(stage, start(stage));
    } else if (running.size > 0) await Promise.race(running.values());
    else break;
  }
  console.log(`\n${tallyText(total)}`);
  return total.failed > 0 ? 1 : 0;
}

/**
 * The stages with these names, or all, together with their prerequisites.
 * @param {readonly string[]} names
 */
function choose(names) {
  const unknown = names.find((name) => !stages.some((stage) => stage.name === name));
  if (unknown) {
    const known = stages.map((stage) => stage.name).join(', ');
    throw new PlainError(`There is no stage "${unknown}", only ${known}.`);
  }
  if (names.length === 0) return stages;
  const asked = stages.filter(({ name }) => names.includes(name));
  const wanted = new Set(asked.flatMap(({ name, after }) => [...after, name]));
  return stages.filter(({ name }) => wanted.has(name));
}

/**
 * Runs a stage and prints its output line by line, prefixed with the name of the stage.
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
