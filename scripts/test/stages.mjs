import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, root } from '../project.mjs';
import { runInExtensionHost } from './extensionHost.mjs';
import { add, nothing, tallyOf, tallyText } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {{ name: string, title: string, run: () => Promise<Tally> }} Stage */

/** @type {Stage} */
const build = { name: 'build', title: 'Build', run: buildAll };

/**
 * In the order in which they run: the quickest answer first. The workbench runs what `package` made.
 * @type {readonly Stage[]}
 */
const stages = [
  { name: 'static', title: 'Static checks', run: staticChecks },
  build,
  { name: 'unit', title: 'Unit tests', run: unitTests },
  { name: 'webview', title: 'The view in Chromium', run: () => mocha('webview') },
  { name: 'package', title: 'The package', run: packageAndCheck },
  { name: 'vscode', title: 'In an extension host', run: extensionHost },
  { name: 'workbench', title: 'In the workbench', run: () => mocha('workbench') },
];

/**
 * Runs the stages with these names, or all, and prints the sum of their counts. A stage that fails
 * does not keep the others from running, except for the build. Returns the exit code.
 * @param {readonly string[]} names
 */
export async function runStages(names) {
  let total = nothing;
  for (const stage of choose(names)) {
    console.log(`\n== ${stage.title}`);
    const start = Date.now();
    const tally = await stage.run().catch(failure);
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    console.log(`== ${stage.title}: ${tallyText(tally)} in ${seconds} s`);
    total = add(total, tally);
    if (stage === build && tally.failed > 0) break;
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
 * @param {unknown} error
 * @returns {Tally}
 */
function failure(error) {
  console.error(error instanceof PlainError ? error.message : error);
  return { ...nothing, failed: 1 };
}

async function staticChecks() {
  const checks = await Promise.all(
    ['types', 'lint', 'layout', 'unused'].map((name) => check(name)),
  );
  return checks.reduce(add);
}

async function buildAll() {
  rmSync(join(root, 'out/js'), { recursive: true, force: true });
  return check('build', 'app', 'tests');
}

function unitTests() {
  const elsewhere = ['webview', 'package', 'workbench'];
  const ignored = elsewhere.flatMap((name) => ['--ignore', testsOf(name)]);
  return mocha('unit', ['out/js/test/**/*.test.js', ...ignored]);
}

async function packageAndCheck() {
  const packed = await check('package');
  return packed.failed > 0 ? packed : add(packed, await mocha('package'));
}

function extensionHost() {
  const suite = join(root, 'out/js/test/vscode/index.cjs');
  return tallyOf('vscode', (file) => runInExtensionHost(suite, { TALLY_FILE: file }));
}

/** @param {string} name */
function mocha(name, specs = [testsOf(name)]) {
  const program = join(root, 'node_modules/mocha/bin/mocha.js');
  const reporter = join(root, 'scripts/test/reporter.cjs');
  return tallyOf(name, async (file) => {
    const child = spawn(
      process.execPath,
      [program, '--forbid-only', '--reporter', reporter, ...specs],
      {
        cwd: root,
        env: { ...process.env, TALLY_FILE: file },
        stdio: 'inherit',
      },
    );
    await once(child, 'close');
    return child.exitCode === 0;
  });
}

/** @param {string} name */
function testsOf(name) {
  return `out/js/test/${name}/**/*.test.js`;
}

/**
 * One script of package.json, counted as one test; its output is shown when it fails.
 * @param {string} script
 * @param {...string} args
 * @returns {Promise<Tally>}
 */
async function check(script, ...args) {
  const start = Date.now();
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm is a batch file on Windows, which only a shell can start.
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
  }
  await once(child, 'close');
  const ok = child.exitCode === 0;
  console.log(`  ${ok ? '✔' : '✘'} ${script} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  if (!ok) console.log(output.trimEnd());
  return ok ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 };
}
