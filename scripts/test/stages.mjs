import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project.mjs';
import { runInExtensionHost } from './extensionHost.mjs';
import { add, nothing, tallyOf } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} title
 * @property {() => Promise<Tally>} run
 * @property {readonly string[]} after  Stages that must have ended before, if they run at all.
 */

/**
 * The quickest answer first. `package` builds anew what unit tests and the extension host run, so it
 * does not run beside them; the workbench runs what it made.
 * @type {readonly Stage[]}
 */
export const stages = [
  { name: 'build', title: 'Build', run: buildAll, after: [] },
  { name: 'static', title: 'Static checks', run: staticChecks, after: [] },
  { name: 'webview', title: 'The view in Chromium', run: () => mocha('webview'), after: ['build'] },
  { name: 'unit', title: 'Unit tests', run: unitTests, after: ['build'] },
  { name: 'package', title: 'The package', run: packageAndCheck, after: ['unit', 'build'] },
  {
    name: 'vscode',
    title: 'In an extension host',
    run: extensionHost,
    after: ['package', 'build'],
  },
  {
    name: 'workbench',
    title: 'In the workbench',
    run: () => mocha('workbench'),
    after: ['vscode', 'package'],
  },
];

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
