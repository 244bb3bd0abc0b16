#!/usr/bin/env node
// A stand-in for the executable of a desktop VS Code: @vscode/test-electron starts it with the usual
// arguments, and the suite runs in the real Node extension host of VS Code for the browser, with its
// workbench in a headless Chromium. The exit code is that of the suite.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { launchChromium } from './chromium.mjs';
import { installCodeServer } from './install.mjs';
import { quietSettings, startServer, writeSettings } from './server.mjs';
import { logIn } from './session.mjs';

/** Longer than the limit of a single test, two minutes, as a suite reports every test. */
const patienceMs = 180_000;
// Routine output of the server, which is filtered out to leave that of the suite.
const noise =
  /^Canceled: |spdlog|bindings file|watchdog|AccountPolicyGate|AgentHost|reconnection-grace|connection token|Creating a socket|Service Worker|builtin extensions|chat-stt/;

const { options, folder } = readArguments(process.argv.slice(2));
const scratch = mkdtempSync(join(tmpdir(), 'code-'));
const userData = resolve(options.get('user-data-dir') ?? join(scratch, 'data'));
// As on the desktop: in the browser, VS Code saves a second after an edit, and overwrites what a slow
// test has just written to the file.
writeSettings(userData, { ...quietSettings, 'files.autoSave': 'off' });
const server = await startServer({
  codeServer: installCodeServer(),
  userData,
  extensions: resolve(options.get('extensions-dir') ?? join(scratch, 'extensions')),
  log: join(scratch, 'server.log'),
  smokeTest: true,
});
const browser = await launchChromium();
const page = await browser.newPage({
  viewport: { width: 1400, height: 900 },
  reducedMotion: 'reduce',
  storageState: await logIn(server),
});
/** @type {NodeJS.Timeout} */
let silence;
/** @type {Promise<number | string>} */
const result = new Promise((done) => {
  void page.exposeFunction('codeAutomationExit', done);
  page.on('crash', () => done('the workbench crashed'));
  silence = setTimeout(() => done(`nothing heard for ${patienceMs / 1000} s`), patienceMs);
});
await page.exposeFunction(
  'codeAutomationLog',
  (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
    const line = format(...args);
    if (noise.test(line)) return;
    silence.refresh();
    console.log(line);
  },
);
await page.goto(workbenchUrl(), { timeout: patienceMs });
const code = await result;
await browser.close();
await server.stop();
rmSync(scratch, { recursive: true, force: true });
if (typeof code === 'string') console.error(`The test run ended early: ${code}`);
process.exit(code === 0 ? 0 : 1);

function workbenchUrl() {
  const payload = ['extensionDevelopmentPath', 'extensionTestsPath'].flatMap((name) => {
    const path = options.get(name);
    return path ? [[name, `vscode-remote://127.0.0.1:${server.port}${resolve(path)}`]] : [];
  });
  const url = new URL(folder ? server.urlOf(folder) : `${server.origin}?ew=true`);
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** @param {readonly string[]} args */
function readArguments(args) {
  /** @type {Map<string, string>} */
  const options = new Map();
  let folder;
  for (const arg of args) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name) options.set(name, value ?? 'true');
    else folder = arg;
  }
  return { options, folder };
}
