import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project.mjs';
import { findBrowser } from '../vscode/chromium.mjs';
import { installCodeServer } from '../vscode/install.mjs';
import { runInExtensionHost } from './extensionHost.mjs';
import { add, nothing, tallyOf } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} title
 * @property {() => Promise<Tally>} run
 * @property {readonly string[]} after  Stages that must finish first. They run even if only this
 *   one is requested.
 * @property {boolean} [downloads]  Mostly waits for the network, so it does not occupy a core.
 */

/**
 * In order of start: those that fail fast first, then longest first. No stage writes files that another
 * one reads, except for its prerequisites.
 * @type {readonly Stage[]}
 */
export const stages = [
  { name: 'browser', title: 'Chromium', run: prepare(findBrowser), after: [], downloads: true },
  {
    name: 'code-server',
    title: 'VS Code for the browser',
    run: prepare(installCodeServer),
    after: [],
    downloads: true,
  },
  { name: 'build', title: 'Build', run: buildAll, after: [] },
  { name: 'static', title: 'Static checks', run: staticChecks, after: [] },
  { name: 'unit', title: 'Unit tests', run: unitTests, after: ['build'] },
  { name: 'package', title: 'The package', run: () => mocha('package'), after: ['build'] },
  {
    name: 'webview',
    title: 'The view in Chromium',
    run: () => mocha('webview'),
    after: ['build', 'browser'],
  },
  {
    name: 'workbench',
    title: 'In the workbench',
    run: () => mocha('workbench'),
    after: ['build', 'browser', 'code-server'],
  },
  {
    name: 'vscode',
    title: 'In an extension host',
    run: extensionHost,
    after: ['build', 'browser', 'code-server'],
  },
];

/**
 * Downloads what other stages need; counted as one test.
 * @param {() => unknown} install  Does nothing where it has been done before.
 */
function prepare(install) {
  return async () => {
    await install();
    return { ...nothing, passed: 1 };
  };
}

async function staticChecks() {
  const checks = await Promise.all(
    ['types', 'lint', 'layout', 'unused'].map((name) => check(name)),
  );
  return checks.reduce(add);
}

/** Builds the tests and the package, whose bundles in dist/ are used by all stages. */
async function buildAll() {
  rmSync(join(root, 'out/js'), { recursive: true, force: true });
  return add(...(await Promise.all([check('build', 'tests'), check('package')])));
}

function unitTests() {
  const elsewhere = ['webview', 'package', 'workbench'];
  const ignored = elsewhere.flatMap((name) => ['--ignore', testsOf(name)]);
  return mocha('unit', ['out/js/test/**/*.test.js', ...ignored]);
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
 * Runs a script of package.json, counted as one test; its output is shown if it fails.
 * @param {string} script
 * @param {...string} args
 * @returns {Promise<Tally>}
 */
async function check(script, ...args) {
  const start = Date.now();
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // On Windows, npm is a batch file, which only a shell can start.
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
