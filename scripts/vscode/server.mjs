import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError } from '../project.mjs';
import { newPassword } from './login.mjs';

/** No welcome page, no trust prompt, no telemetry, no chat: only the editor. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
};

/**
 * @typedef {object} Server
 * @property {string} origin  The workbench without a folder, ends in a slash.
 * @property {number} port
 * @property {string} password  Random, new at every start.
 * @property {(place: string) => string} urlOf  The workbench on a folder, or on a workspace file.
 * @property {Promise<void>} exited  Resolves when the server has exited, for whatever reason.
 * @property {() => Promise<void>} stop
 */

/**
 * Starts VS Code for the browser on the loopback interface and returns once it responds. Throws if it
 * exits or does not respond within a minute; see its log for the reason.
 *
 * Every user of the machine can connect to the loopback interface, and the workbench has a terminal,
 * so the server asks for a password. It gets the password in its environment, because every user can
 * list the arguments of a process.
 *
 * `smokeTest` lets a page be told to run an extension's tests. It also refuses modal dialogs.
 * @param {{
 *   codeServer: { dir: string, node: string },
 *   userData: string,
 *   extensions: string,
 *   log: string,
 *   port?: number,
 *   smokeTest?: boolean,
 *   env?: Record<string, string>,
 * }} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const port = options.port ?? (await freePort());
  const { codeServer, userData, extensions, log } = options;
  const { password, hash } = newPassword();
  writeSettings(userData, quietSettings);
  mkdirSync(extensions, { recursive: true });
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  const config = join(userData, 'code-server.yaml');
  // Without this file, code-server would write one with another password, which is not used.
  writeFileSync(config, 'auth: password\n');
  const child = spawn(
    codeServer.node,
    [
      join(codeServer.dir, 'out/node/entry.js'),
      ...['--auth', 'password', '--bind-addr', `127.0.0.1:${port}`],
      // Browsers send a cookie to all ports of a host, so each port needs its own cookie name.
      ...['--cookie-suffix', String(port), '--config', config, '--log', 'info'],
      ...['--user-data-dir', userData, '--extensions-dir', extensions],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
      ...['--disable-getting-started-override', '--ignore-last-opened'],
      ...(options.smokeTest ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    {
      stdio: ['ignore', output, output],
      env: serverEnvironment({ ...options.env, HASHED_PASSWORD: hash }),
      // In its own process group, so that its extension hosts are ended with it.
      detached: process.platform !== 'win32',
    },
  );
  let alive = true;
  /** @type {Promise<void>} */
  const exited = new Promise((done) => {
    const end = () => {
      alive = false;
      done(undefined);
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const kill = (/** @type {NodeJS.Signals} */ signal) => alive && endGroup(child, signal);
  const killNow = () => kill('SIGKILL');
  process.once('exit', killNow);

  const stop = async () => {
    process.off('exit', killNow);
    kill('SIGTERM');
    const patience = setTimeout(killNow, 5000);
    await exited;
    clearTimeout(patience);
  };
  const origin = `http://127.0.0.1:${port}/`;
  const deadline = Date.now() + 60_000;
  // Until the log says so, a response on this port comes from another program.
  const own = `listening on ${origin}`;
  while (!(readFileSync(log, 'utf8').includes(own) && (await answers(origin)))) {
    if (!alive || Date.now() > deadline) {
      await stop();
      throw new PlainError(`VS Code did not start. Its log, ${log}, ends:\n${tail(log)}`);
    }
    await new Promise((wake) => setTimeout(wake, 100));
  }
  const urlOf = (/** @type {string} */ place) => {
    const kind = place.endsWith('.code-workspace') ? 'workspace' : 'folder';
    return `${origin}?${kind}=${queryPath(place)}`;
  };
  return { origin, port, password, urlOf, exited, stop };
}

/** A port that nobody listens on at this moment. @returns {Promise<number>} */
export function freePort(port = 0) {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : port));
    });
  });
}

/**
 * Installs a checkout as the only extension of the server.
 * @param {string} checkout
 * @param {string} extensions
 */
export function linkExtension(checkout, extensions) {
  const manifest = readFileSync(join(checkout, 'package.json'), 'utf8');
  const { publisher, name, version } = /** @type {Record<string, string>} */ (JSON.parse(manifest));
  rmSync(extensions, { recursive: true, force: true });
  mkdirSync(extensions, { recursive: true });
  symlinkSync(checkout, join(extensions, `${publisher}.${name}-${version}`), 'junction');
}

/**
 * Writes user settings unless there are some.
 * @param {string} userData
 * @param {Record<string, unknown>} settings
 */
export function writeSettings(userData, settings) {
  const file = join(userData, 'User/settings.json');
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(settings, null, 2) + '\n');
}

/**
 * The environment of the server: without the variables of an enclosing VS Code terminal, and without an
 * extension gallery.
 * @param {Record<string, string>} [more]
 */
export function serverEnvironment(more) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...more };
  delete env.VSCODE_IPC_HOOK_CLI;
  return env;
}

/** @param {string} folder */
function queryPath(folder) {
  return pathToFileURL(resolve(folder)).pathname.replace(/[&+]/g, encodeURIComponent);
}

/** @param {string} url */
async function answers(url) {
  try {
    return (await fetch(url, { redirect: 'manual' })).status < 500;
  } catch {
    return false; // not listening yet
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function endGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the process has already exited.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/** @param {string} log */
function tail(log) {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
}
